import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { column, memberOf, signIn, type RawClient } from './raw-client.ts';
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

const dirty = (value: unknown) => ({ dirty: true, value });
const idOf = (name: string, domainId?: number) => sandbox.groupByName(name, domainId)?.id ?? 0;
const names = async (query: string) => column(await client.get(`/v1/groups?take=100&${query}`), 'name');

test('a search hides disabled and personal groups, and finds by part of the name', async () => {
  expect(await names('filter.searchText=all company')).toHaveLength(6);
  expect(await names('filter.searchText=retired')).toEqual([]);
  expect(await names('filter.searchText=retired&filter.includeInactive=true')).toEqual(['Retired Project']);
});

test('only a single read tells whether members can be edited', async () => {
  const read = async (id: number) => (await client.get(`/v1/groups/${id}`)).body;
  expect(await read(idOf('Everyone'))).toMatchObject({ systemGroup: true, canEditMembers: false });
  expect(await read(idOf('Testers', 2))).toMatchObject({ synchronized: true, canEditMembers: false });
  expect(await read(idOf('Finance'))).toMatchObject({ systemGroup: false, canEditMembers: true });
  const page = await client.get('/v1/groups?take=1');
  expect(memberOf(memberOf(page.body, 'records'), '0')).not.toHaveProperty('canEditMembers');
});

test('a group is made from name and enabled alone', async () => {
  const reply = await client.call('POST', '/v1/groups', { name: 'Made', enabled: true });
  expect(reply.body).toMatchObject({
    name: 'Made',
    enabled: true,
    synchronized: false,
    hasGroupOwners: false,
  });
  expect(memberOf(reply.body, 'created')).toMatch(/Z$/);
  expect((await client.call('POST', '/v1/groups', { name: 'Other' })).status).toBe(400);
});

test('names are unique per directory, without case, and disabled groups keep theirs', async () => {
  const create = async (name: string) =>
    (await client.call('POST', '/v1/groups', { name, enabled: true })).status;
  expect(await create('FINANCE')).toBe(400);
  expect(await create('retired project')).toBe(400);
  expect(await create('Testers')).toBe(200);
});

describe('PATCH', () => {
  const patch = (id: number, body: object) => client.call('PATCH', `/v1/groups/${id}`, body);

  test('reads what stands under data', async () => {
    const reply = await patch(idOf('Finance'), { data: { name: dirty('Treasury') } });
    expect(reply.body).toMatchObject({ name: 'Treasury', enabled: true });
  });

  test('of the shape that users have is 200 and changes nothing', async () => {
    const before = sandbox.groupByName('Finance');
    expect((await patch(idOf('Finance'), { name: dirty('Treasury'), enabled: dirty(false) })).status).toBe(
      200,
    );
    expect(sandbox.groupByName('Finance')).toEqual(before);
  });

  test('may change the case of a name, but not take another name', async () => {
    expect((await patch(idOf('Finance'), { data: { name: dirty('FINANCE') } })).status).toBe(200);
    expect((await patch(idOf('Finance'), { data: { name: dirty('help desk') } })).status).toBe(400);
  });

  test.each([
    ['Everyone', -1],
    ['Testers', 2],
  ])('of %s is refused', async (name, domainId) => {
    expect((await patch(idOf(name, domainId), { data: { enabled: dirty(false) } })).status).toBe(400);
  });
});

test('PUT resets what is left out', async () => {
  const id = idOf('Finance');
  expect((await client.call('PUT', `/v1/groups/${id}`, { id, name: 'Finance' })).body).toMatchObject({
    enabled: false,
  });
});

test('DELETE disables, the name stays taken, and the second one fails', async () => {
  const id = idOf('Finance');
  expect((await client.call('DELETE', `/v1/groups/${id}`)).body).toEqual({
    id,
    objectType: 'Group',
    responseCodes: null,
  });
  expect(sandbox.group(id)?.enabled).toBe(false);
  expect((await client.call('POST', '/v1/groups', { name: 'Finance', enabled: true })).status).toBe(400);
  expect((await client.call('DELETE', `/v1/groups/${id}`)).status).toBe(400);
});

test('an id is never given twice, not even after a hard delete', async () => {
  sandbox.setSwitches({ groupDelete: 'hard' });
  const make = async (name: string) =>
    Number(memberOf((await client.call('POST', '/v1/groups', { name, enabled: true })).body, 'id'));
  const first = await make('One');
  await client.call('DELETE', `/v1/groups/${first}`);
  sandbox.changeGroup(idOf('Finance'), { name: 'Treasury' });
  expect(await make('Two')).toBe(first + 1);
});

test('roles tell who holds Administer Users', async () => {
  const roles = await client.get('/v1/roles');
  expect(column(roles, 'name')).toContain('Administrator');
  expect(column(await client.get('/v1/roles/5/permissions?take=50'), 'name')).toContain('Administer Users');
  expect(column(await client.get('/v1/roles/1/groups'), 'name')).toEqual(['Vault Administrators']);
  const holders = (await client.get('/v1/roles/5/groups')).body;
  expect(memberOf(holders, 'records')).toMatchObject([{ name: 'user.manager', personal: true }]);
  const admin = sandbox.userByName('vaultadmin')?.id;
  expect(column(await client.get(`/v1/users/${admin}/roles-assigned`), 'roleName')).toEqual([
    'Administrator',
    'User',
  ]);
});
