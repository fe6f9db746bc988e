import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { column, signIn, type RawClient } from './raw-client.ts';
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

const group = (name: string, domainId?: number) => sandbox.groupByName(name, domainId)?.id ?? 0;
const user = (name: string, domainId?: number) => sandbox.userByName(name, domainId)?.id ?? 0;
const listed = async (name: string, query = '') =>
  column(await client.get(`/v1/groups/${group(name)}/users?take=100${query}`), 'userName');

test('disabled members are hidden unless asked for', async () => {
  expect(await listed('Engineering')).not.toContain('left.member');
  expect(await listed('Engineering', '&filter.includeInactiveUsersForGroup=true')).toContain('left.member');
});

test('a group may hold directory users, and its members can be asked by domain', async () => {
  sandbox.setMembers(group('Finance'), [user('joanna'), user('alice.corp', 1)]);
  expect(await listed('Finance', '&filter.userDomainId=1')).toEqual(['alice.corp']);
});

test('Everyone holds everybody and takes no edits', async () => {
  expect(sandbox.members(group('Everyone'))).toHaveLength(sandbox.users().length);
  const reply = await client.call('DELETE', `/v1/groups/${group('Everyone')}/users/${user('ann')}`);
  expect(reply.status).toBe(400);
});

describe('single members', () => {
  const path = () => `/v1/groups/${group('Finance')}/users`;

  test('are added, read and removed', async () => {
    const reply = await client.call('POST', path(), { userId: user('ann') });
    expect(reply.body).toEqual({
      groupId: group('Finance'),
      groupName: 'Finance',
      groupDomainId: -1,
      userId: user('ann'),
      userName: 'ann',
      userDomainId: -1,
    });
    expect((await client.get(`${path()}/${user('ann')}`)).status).toBe(200);
    expect((await client.call('DELETE', `${path()}/${user('ann')}`)).status).toBe(200);
    expect((await client.get(`${path()}/${user('ann')}`)).status).toBe(400);
  });

  test('must be enabled and exist', async () => {
    expect((await client.call('POST', path(), { userId: user('left.local') })).status).toBe(400);
    expect((await client.call('POST', path(), { userId: 999_999 })).status).toBe(400);
    expect((await client.call('POST', path(), { userIds: [user('ann')] })).status).toBe(400);
  });
});

describe('PATCH', () => {
  const patch = (body: object, id = group('Finance')) => client.call('PATCH', `/v1/groups/${id}/users`, body);

  test('adds and removes by plain arrays', async () => {
    await patch({ addedUserIds: [user('ann')], removeUserIds: [user('joanna')] });
    expect(sandbox.members(group('Finance'))).toContain(user('ann'));
    expect(sandbox.members(group('Finance'))).not.toContain(user('joanna'));
  });

  test('of another shape is 200 and changes nothing', async () => {
    const before = sandbox.members(group('Finance'));
    for (const body of [{ data: { addedUserIds: [user('ann')] } }, { removedUserIds: [user('joanna')] }]) {
      expect((await patch(body)).body).toEqual({ success: true });
    }
    expect(sandbox.members(group('Finance'))).toEqual(before);
  });

  test('with a disabled user to add is refused as a whole', async () => {
    const before = sandbox.members(group('Finance'));
    expect((await patch({ addedUserIds: [user('ann'), user('left.local')] })).status).toBe(400);
    expect(sandbox.members(group('Finance'))).toEqual(before);
  });

  test('of a synchronized or disabled group is refused', async () => {
    expect((await patch({ addedUserIds: [user('ann')] }, group('Testers', 2))).status).toBe(400);
    expect((await patch({ addedUserIds: [user('ann')] }, group('Retired Project'))).status).toBe(400);
  });
});

test('PUT drops whoever is not named, disabled members too', async () => {
  const path = `/v1/groups/${group('Engineering')}/users`;
  expect((await client.call('PUT', path, { userIds: [user('lukasz')] })).body).toEqual({ success: true });
  expect(sandbox.members(group('Engineering'))).toEqual([user('lukasz')]);
});

test('groups of a user are added, replaced and removed from that side too', async () => {
  const path = `/v1/users/${user('ann')}/groups`;
  await client.call('POST', path, { groupIds: [group('Finance')] });
  expect(column(await client.get(path), 'groupName')).toEqual([
    'All Company (1)',
    'Everyone',
    'Finance',
    'Help Desk',
  ]);
  await client.call('DELETE', `${path}?groupIds=${group('Finance')}&groupIds=${group('Help Desk')}`);
  expect(column(await client.get(path), 'groupName')).toEqual(['All Company (1)', 'Everyone']);
  await client.call('PUT', path, { groupIds: [group('Auditors')] });
  expect(column(await client.get(path), 'groupName')).toEqual(['Auditors', 'Everyone']);
});
