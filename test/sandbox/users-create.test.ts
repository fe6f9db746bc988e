import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { memberOf, signIn, type RawClient } from './raw-client.ts';
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

const good = { userName: 'new.person', displayName: 'New Person', password: 'Kx7!vRt2_mQz9', enabled: true };
const create = (changes: object = {}) => client.call('POST', '/v1/users', { ...good, ...changes });

test('a new user comes back with a date that ends in Z, and reads without', async () => {
  const reply = await create({ emailAddress: 'new@example.com', surplus: 'ignored' });
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({
    userName: 'new.person',
    enabled: true,
    emailAddress: 'new@example.com',
  });
  expect(memberOf(reply.body, 'created')).toMatch(/\.\d{3}Z$/);
  const id = Number(memberOf(reply.body, 'id'));
  const read = await client.get(`/v1/users/${id}`);
  expect(memberOf(read.body, 'created')).toMatch(/T\d\d:\d\d:\d\d$/);
  expect(sandbox.hasPassword(id, good.password)).toBe(true);
  expect(sandbox.user(id)?.roleIds).toEqual([2]);
});

test('a new user belongs to Everyone', async () => {
  const id = Number(memberOf((await create()).body, 'id'));
  const groups = await client.get(`/v1/users/${id}/groups`);
  expect(memberOf(groups.body, 'records')).toMatchObject([{ groupName: 'Everyone' }]);
});

test('what is not said about enabled means disabled', async () => {
  expect(memberOf((await create({ enabled: undefined })).body, 'enabled')).toBe(false);
});

test.each(['userName', 'displayName', 'password'])('%s is required', async (name) => {
  const reply = await create({ [name]: '' });
  expect(reply.status).toBe(400);
  expect(memberOf(memberOf(reply.body, 'modelState'), name)).toEqual([`The ${name} field is required.`]);
});

test.each([
  ['short', 'Kx7!vRt2'],
  ['without a lower-case letter', 'KX7!VRT2_MQZ9'],
  ['without an upper-case letter', 'kx7!vrt2_mqz9'],
  ['without a number', 'Kxa!vRtb_mQzc'],
  ['without a symbol', 'Kx7avRt2bmQz9'],
  ['with a keyboard sequence', 'Kx7!qWerty_mQz9'],
  ['with a dictionary word', 'Kx7!PassWord_mQz9'],
  ['with the user name', 'Kx7!New.Person_mQz9'],
  ['too long', `Kx7!${'vR'.repeat(600)}`],
])('a password %s is refused, and not repeated in the answer', async (_, password) => {
  const reply = await create({ password });
  expect(reply.status).toBe(400);
  expect(reply.text).not.toContain(password);
  expect(sandbox.userByName('new.person')).toBeUndefined();
});

describe('names', () => {
  test('are unique without regard to case, and disabled users keep theirs', async () => {
    expect((await create({ userName: 'AMELIA.STONE' })).status).toBe(400);
    expect((await create({ userName: 'left.local' })).status).toBe(400);
  });

  test('are unique per directory', async () => {
    const adGuid = '7c9e6679-7425-40de-944b-00000000ffff';
    expect((await create({ userName: 'joanna', domainId: 1, adGuid })).status).toBe(200);
    expect((await create({ userName: 'jsmith', domainId: 1, adGuid })).status).toBe(400);
  });

  test('have an end', async () => {
    expect((await create({ userName: 'x'.repeat(251) })).status).toBe(400);
  });
});

test('a directory user needs the id of its directory entry', async () => {
  expect((await create({ domainId: 1 })).status).toBe(400);
  expect((await create({ domainId: 99 })).status).toBe(400);
});

test('an application account needs a right of its own and a licence of its own', async () => {
  expect((await create({ isApplicationAccount: true })).status).toBe(403);
  sandbox.setRights(['Administer Users', 'Administer Create Application Accounts']);
  sandbox.configure({ applicationLicences: 2 });
  const reply = await create({ isApplicationAccount: true });
  expect([reply.status, memberOf(reply.body, 'errorCode')]).toEqual([400, 'API_MetApplicationAPILimit']);
});

test('beyond the licences a create is refused; a disabled user takes none', async () => {
  sandbox.configure({ licences: 57 });
  expect((await create()).status).toBe(400);
  expect((await create({ enabled: false })).status).toBe(200);
});

test('a body that is no JSON, or of another type, is refused', async () => {
  const token = await fetch(`${sandbox.url}/api/v1/users`, {
    method: 'POST',
    body: '{',
    headers: { 'Content-Type': 'application/json' },
  });
  expect(token.status).toBe(401);
  expect((await client.call('POST', '/v1/users', 'text')).status).toBe(400);
  expect((await client.call('POST', '/v1/users')).status).toBe(400);
});
