import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { column, grant, memberOf, rawClient, signIn, tokenIn, type RawClient } from './raw-client.ts';
import { personalGroupId } from './present.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let client: RawClient;

beforeEach(async () => {
  sandbox = await startSandbox();
  client = await signIn(sandbox);
});

afterEach(async () => {
  await sandbox.stop();
});

test.each([
  ['Administer Users', 'PATCH', '/v1/users/7'],
  ['View Users', 'GET', '/v1/users'],
  ['Administer Groups', 'PATCH', '/v1/groups/3'],
  ['View Groups', 'GET', '/v1/groups'],
  ['View Roles', 'GET', '/v1/roles'],
  ['View Configuration', 'GET', '/v2/configuration/login'],
  ['View Active Directory', 'GET', '/v1/directory-services/configuration'],
])(
  'without %s the answer to %s %s is 403 with another text than for a stale token',
  async (right, method, path) => {
    const body = method === 'GET' ? undefined : {};
    expect((await client.call(method, path, body)).status).toBe(200);
    sandbox.setRights([]);
    const reply = await client.call(method, path, body);
    expect(reply.status).toBe(403);
    expect(memberOf(reply.body, 'message')).not.toContain('expired');
    sandbox.setRights([right]);
    expect((await client.call(method, path, body)).status).not.toBe(403);
  },
);

test('the password rules need no right', async () => {
  sandbox.setRights([]);
  expect((await client.get('/v1/configuration/local-user-passwords')).body).toMatchObject({
    passwordMinimumLength: 12,
  });
});

describe('without Unrestricted by Teams', () => {
  const restricted = ['Administer Users', 'View Users', 'Administer Groups', 'View Groups'];

  test('lists are cut without a word, and hidden ones look missing', async () => {
    const all = await client.get('/v1/users?take=1000');
    sandbox.setRights(restricted);
    const some = await client.get('/v1/users?take=1000');
    expect(some.status).toBe(200);
    expect(column(some, 'id').length).toBeLessThan(column(all, 'id').length);
    const hidden = sandbox.users().find((user) => !user.inTeam && user.enabled);
    expect(memberOf((await client.get(`/v1/users/${hidden?.id}`)).body, 'errorCode')).toBe(
      'API_AccessDenied',
    );
    expect(column(await client.get('/v1/groups?take=100'), 'id').length).toBeLessThan(20);
  });

  test('a hidden user keeps its name', async () => {
    sandbox.setRights(restricted);
    const hidden = sandbox.users().find((user) => !user.inTeam && user.domainId === -1);
    const body = { userName: hidden?.userName, displayName: 'X', password: 'Kx7!vRt2_mQz9', enabled: true };
    expect((await client.call('POST', '/v1/users', body)).status).toBe(400);
  });
});

test('who has owners is managed by these alone', async () => {
  const id = sandbox.userByName('ann')?.id ?? 0;
  const patch = async () =>
    (await client.call('PATCH', `/v1/users/${id}`, { displayName: { dirty: true, value: 'A' } })).status;
  sandbox.change(id, { ownerGroupIds: [personalGroupId(5)] });
  expect(await patch()).toBe(400);
  expect((await client.get(`/v1/users/${id}`)).status).toBe(200);
  sandbox.change(id, { ownerGroupIds: [personalGroupId(sandbox.accountId)] });
  expect(await patch()).toBe(200);
  const groupId = sandbox.groupByName('Finance')?.id ?? 0;
  sandbox.changeGroup(groupId, { ownerUserIds: [5] });
  expect((await client.call('POST', `/v1/groups/${groupId}/users`, { userId: id })).status).toBe(400);
});

test('rights come from groups as well', async () => {
  const admin = sandbox.userByName('vaultadmin');
  sandbox.setPassword(admin?.id ?? 0, 'Vault-Keeper_1');
  const token = tokenIn(await grant(sandbox, 'vaultadmin', 'Vault-Keeper_1'));
  const { body } = await rawClient(sandbox, token).get('/v1/users/current');
  expect(memberOf(body, 'permissions')).toContainEqual({ name: 'Administer Configuration' });
});

test('in read-only mode writes fail, reads and grants work, and health tells', async () => {
  sandbox.setReadOnly(true);
  expect((await client.call('PATCH', '/v1/users/7', {})).status).toBe(400);
  expect((await client.get('/v1/users/7')).status).toBe(200);
  expect(memberOf((await client.get('/v1/healthcheck')).body, 'readOnlyMode')).toBe(true);
  expect((await signIn(sandbox).then((other) => other.get('/v1/version'))).status).toBe(200);
});
