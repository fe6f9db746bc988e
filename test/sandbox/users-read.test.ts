import { afterAll, beforeAll, expect, test } from 'vitest';

import { memberOf, signIn, type RawClient } from './raw-client.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let client: RawClient;

beforeAll(async () => {
  sandbox = await startSandbox();
  client = await signIn(sandbox);
});

afterAll(async () => {
  await sandbox.stop();
});

const idOf = (userName: string) => sandbox.userByName(userName)?.id;

test('a single read shows zone-less dates, year one for unset ones, and nulls', async () => {
  const user = sandbox.addUser({ userName: 'blank', created: Date.UTC(2022, 5, 1, 8, 9, 39, 500) });
  expect((await client.get(`/v1/users/${user.id}`)).body).toMatchObject({
    userName: 'blank',
    created: '2022-06-01T08:09:39',
    lastLogin: '0001-01-01T00:00:00',
    emailAddress: null,
    adGuid: null,
    slackId: null,
    ipAddressRestrictions: null,
    domainId: -1,
  });
});

test('a single read has no domain name, and a directory user has an adGuid', async () => {
  const user = sandbox.userByName('alice.corp', 1);
  const { body } = await client.get(`/v1/users/${user?.id}`);
  expect(body).toMatchObject({ domainId: 1, adGuid: user?.adGuid });
  expect(body).not.toHaveProperty('domainName');
});

test('missing, and disabled without being asked for, look the same', async () => {
  const denied = { message: 'Access Denied', errorCode: 'API_AccessDenied' };
  for (const path of ['/v1/users/999999', `/v1/users/${idOf('left.local')}`]) {
    const reply = await client.get(path);
    expect([reply.status, reply.body]).toEqual([400, denied]);
  }
  const shown = await client.get(`/v1/users/${idOf('left.local')}?includeInactive=true`);
  expect([shown.status, memberOf(shown.body, 'enabled')]).toEqual([200, false]);
});

test('an id that is no int32 is invalid input', async () => {
  expect((await client.get('/v1/users/99999999999')).status).toBe(400);
  expect((await client.get('/v1/users/abc')).status).toBe(400);
});

test('the caller sees its own id and permissions', async () => {
  const { body } = await client.get('/v1/users/current');
  expect(body).toMatchObject({ id: sandbox.accountId, userName: 'svc-scim' });
  expect(memberOf(body, 'permissions')).toContainEqual({ name: 'Administer Users' });
});

test('a template of a user is there', async () => {
  expect((await client.get('/v1/users/stub')).body).toMatchObject({ id: 0, userName: '', enabled: true });
});
