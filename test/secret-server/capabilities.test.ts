import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFor, faultOf, groupRecord, userRecord } from './fixtures.ts';
import { html, page, refusal, startScripted, type Answer, type ScriptedServer } from './scripted-server.ts';

const allRights = [
  'Administer Users',
  'View Users',
  'Administer Groups',
  'View Groups',
  'Unrestricted by Teams',
];
const policy = {
  passwordMinimumLength: 12,
  passwordRequireLowercase: true,
  passwordRequireUppercase: true,
  passwordRequireNumbers: true,
  passwordRequireSymbols: null,
};

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScripted({
    'GET /api/v1/healthcheck': () => ({ json: { healthy: true, readOnlyMode: false } }),
    'GET /api/v1/version': () => ({ json: { version: '11.2.000002' } }),
    'GET /api/v1/users/current': () => account(allRights),
    'GET /api/v1/users': () => page([userRecord(1)], { total: 57 }),
    'GET /api/v1/groups': () => page([groupRecord(1)], { total: 19 }),
    'GET /api/v1/configuration/local-user-passwords': () => ({ json: policy }),
    'GET /api/v1/directory-services/configuration': () => ({ json: { userAccountOptions: 'ImportEnabled' } }),
  });
});
afterEach(() => server.close());

function account(rights: readonly string[]): Answer {
  return { json: { id: 2, userName: 'svc-scim', permissions: rights.map((name) => ({ name })) } };
}

async function probe() {
  const client = clientFor(server.url);
  const found = await client.probe();
  await client.close();
  return found;
}

describe('probe', () => {
  it('finds out version, account, policy and settings', async () => {
    expect(await probe()).toEqual({
      missingRights: [],
      capabilities: {
        version: '11.2.000002',
        account: { id: 2, userName: 'svc-scim' },
        partialView: false,
        readOnly: false,
        passwordPolicy: {
          minimumLength: 12,
          lowercase: true,
          uppercase: true,
          numbers: true,
          symbols: false,
        },
        mirrorsDirectory: false,
        disablesInactiveUsers: false,
      },
    });
  });

  it('asks for health before it sends a password, and without a token', async () => {
    await probe();
    expect(server.seen[0]?.path).toBe('/api/v1/healthcheck');
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  it.each<[string, Answer, string | null]>([
    ['wrapped', { json: { model: { version: '10.9.000064' } } }, '10.9.000064'],
    ['empty', { json: { version: '' } }, null],
    ['denied', refusal(403, 'No'), null],
    ['missing', { status: 404, text: '' }, null],
    ['failing', refusal(500, 'No'), null],
  ])('a version that is %s', async (_, answer, version) => {
    server.on('GET /api/v1/version', () => answer);
    expect((await probe()).capabilities.version).toBe(version);
  });

  it('takes rights with or without blanks, in any case', async () => {
    server.on('GET /api/v1/users/current', () =>
      account(allRights.map((name) => name.replaceAll(' ', '').toUpperCase())),
    );
    expect(await probe()).toMatchObject({ missingRights: [], capabilities: { partialView: false } });
  });

  it('names the rights that are missing; View rights count as held while their search works', async () => {
    server.on('GET /api/v1/users/current', () => account([]));
    expect(await probe()).toMatchObject({
      missingRights: ['Administer Users', 'Administer Groups'],
      capabilities: { partialView: true },
    });
    server.on('GET /api/v1/users', () => refusal(403, 'No'));
    server.on('GET /api/v1/groups', () => refusal(500, 'Permission')); // as builds before 10.9 say it
    expect((await probe()).missingRights).toEqual([
      'Administer Users',
      'View Users',
      'Administer Groups',
      'View Groups',
    ]);
  });

  it.each<[string, Answer, boolean]>([
    ['the bare word of old servers', { text: 'Healthy', type: 'text/plain' }, false],
    ['the word in quotes', { text: '"Healthy"', type: 'application/json' }, false],
    ['read-only mode', { json: { healthy: true, readOnlyMode: true } }, true],
    ['a hidden page', { status: 404, text: '' }, false],
  ])('health: %s', async (_, answer, readOnly) => {
    server.on('GET /api/v1/healthcheck', () => answer);
    expect((await probe()).capabilities.readOnly).toBe(readOnly);
  });

  it.each<[string, Answer]>([
    ['unhealthy', { json: { healthy: false } }],
    ['a login page', html],
    ['503', { status: 503, text: '' }],
    ['another site', { ...html, status: 404 }],
  ])('health: %s is a fault, and no password is sent', async (_, answer) => {
    server.on('GET /api/v1/healthcheck', () => answer);
    const client = clientFor(server.url);
    expect((await faultOf(client.probe({ force: true }))).kind).toBe('unusable');
    expect(server.of('POST /oauth2/token')).toEqual([]);
    await client.close();
  });

  it.each<[string, Answer, string]>([
    ['unhealthy', { json: { healthy: false } }, 'it calls itself unhealthy'],
    [
      'in other spelling',
      { json: { Healthy: true, DatabaseHealthy: true, Now: 1, UtcNow: 2, ReadOnlyMode: false } },
      '"healthy" is missing or wrong among "Healthy", "DatabaseHealthy", "Now", "UtcNow", …',
    ],
    ['of something else', { json: { status: 'up' } }, '"healthy" is missing or wrong among "status"'],
    ['empty', { json: {} }, '"healthy" is missing or wrong among nothing'],
  ])('health: %s is told as it came', async (_, answer, words) => {
    server.on('GET /api/v1/healthcheck', () => answer);
    expect(await faultOf(probe())).toMatchObject({ message: expect.stringContaining(`(${words})`) });
  });

  it('goes on without settings that the account may not read', async () => {
    server.on('GET /api/v1/configuration/local-user-passwords', () => refusal(403, 'No'));
    server.on('GET /api/v1/directory-services/configuration', () => refusal(400, 'No'));
    expect((await probe()).capabilities).toMatchObject({ passwordPolicy: null, mirrorsDirectory: false });
  });

  it('does not take a lost answer for "may not read"', async () => {
    server.on('GET /api/v1/directory-services/configuration', () => 'drop');
    const client = clientFor(server.url);
    expect((await faultOf(client.probe())).kind).toBe('unusable');
    await client.close();
  });

  it.each([
    [{ userAccountOptions: 'MirrorDirectory', enableUserDisabling: true }, true, true],
    [{ userAccountOptions: 'MirrorDirectory', enableDirectorySynchronization: false }, false, false],
    [{ userAccountOptions: 'MirrorDirectory', enableDirectoryIntegration: false }, false, false],
  ])('reads the directory settings %j', async (json, mirrorsDirectory, disablesInactiveUsers) => {
    server.on('GET /api/v1/directory-services/configuration', () => ({ json }));
    expect((await probe()).capabilities).toMatchObject({ mirrorsDirectory, disablesInactiveUsers });
  });
});
