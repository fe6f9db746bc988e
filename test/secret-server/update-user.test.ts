import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFor, faultOf, userRecord } from './fixtures.ts';
import { html, page, refusal, startScripted, type ScriptedServer } from './scripted-server.ts';

const get = 'GET /api/v1/users/5';
const put = 'PUT /api/v1/users/5';
const patch = 'PATCH /api/v1/users/5';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScripted();
});
afterEach(() => server.close());

function lastBody(route: string): unknown {
  return JSON.parse(server.of(route).at(-1)?.body ?? 'null') as unknown;
}

describe('updateUser by PATCH', () => {
  it('sends only what changes, each value marked dirty, at the top level', async () => {
    server.on(patch, () => ({ json: userRecord(5, { enabled: true }) }));
    const client = clientFor(server.url);
    await client.updateUser(5, { displayName: 'Ann', emailAddress: null, enabled: true, isLockedOut: false });
    expect(lastBody(patch)).toEqual({
      displayName: { dirty: true, value: 'Ann' },
      emailAddress: { dirty: true, value: '' },
      enabled: { dirty: true, value: true },
      isLockedOut: { dirty: true, value: false },
    });
    expect(server.of(get)).toEqual([]);
    await client.close();
  });

  it('returns what Secret Server says, not what was asked', async () => {
    server.on(patch, () => ({ json: userRecord(5, { enabled: false }) }));
    const client = clientFor(server.url);
    expect((await client.updateUser(5, { enabled: true })).enabled).toBe(false);
    await client.close();
  });

  it('keeps a written password out of faults', async () => {
    server.on(patch, () => refusal(400, 'Password Zx9-tiny is too short'));
    const client = clientFor(server.url);
    const fault = await faultOf(client.updateUser(5, { password: 'Zx9-tiny' }));
    expect(fault.said).toBe('Password … is too short');
    await client.close();
  });

  it('stands although the name of the domain cannot be had', async () => {
    server.on(patch, () => ({ json: userRecord(5, { domainId: 3, enabled: false }) }));
    server.on('GET /api/v1/users', () => refusal(500, 'boom'));
    const client = clientFor(server.url);
    expect(await client.updateUser(5, { enabled: false })).toMatchObject({
      enabled: false,
      domainName: null,
    });
    await client.close();
  });
});

describe('updateUser without PATCH (before 10.9)', () => {
  const stored = {
    ...userRecord(5, {
      emailAddress: 'ann@example.com',
      loginFailures: 2,
      twoFactor: true,
      dateOptionId: -1,
    }),
    adGuid: null,
    radiusUserName: null,
  };

  it.each([
    ['404', { status: 404, text: '' } as const],
    ['405', { status: 405, text: '' } as const],
    ['405 by a page of IIS', { ...html, status: 405 }],
    ['404 by a page of IIS', { ...html, status: 404 }],
  ])('%s: sends everything back by PUT with the change, and remembers', async (_, answer) => {
    server.on(patch, () => answer);
    server.on(get, () => ({ json: stored }));
    server.on(put, () => ({ json: { ...stored, enabled: false } }));
    const client = clientFor(server.url);
    expect((await client.updateUser(5, { enabled: false })).enabled).toBe(false);
    expect(lastBody(put)).toEqual({
      id: 5,
      displayName: 'User 5',
      emailAddress: 'ann@example.com',
      enabled: false,
      isApplicationAccount: false,
      isLockedOut: false,
      loginFailures: 2,
      twoFactor: true,
      dateOptionId: -1,
    });
    await client.updateUser(5, { displayName: 'Ann' });
    expect(server.of(patch)).toHaveLength(1);
    expect(lastBody(put)).toMatchObject({ displayName: 'Ann', enabled: true });
    await client.close();
  });

  it('a user who is not there is no reason to doubt PATCH', async () => {
    server.on(patch, () => ({ status: 404, text: '' }));
    server.on(get, () => refusal(400, 'Access Denied', 'API_AccessDenied'));
    server.on('GET /api/v1/users', () => page([]));
    const client = clientFor(server.url);
    expect(await faultOf(client.updateUser(5, { enabled: false }))).toMatchObject({
      kind: 'refused',
      status: 404,
    });
    expect(server.of(put)).toEqual([]);
    server.on(patch, () => ({ json: userRecord(5) }));
    await client.updateUser(5, { enabled: true });
    expect(server.of(patch)).toHaveLength(2);
    await client.close();
  });
});
