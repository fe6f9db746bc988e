import { afterAll, beforeAll, expect, test } from 'vitest';

import { column, recordsIn, signIn, type RawClient } from './raw-client.ts';
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

const scanned = () => sandbox.users().filter((user) => user.enabled && !user.isApplicationAccount);

test('a client scans 57 enabled ordinary users', async () => {
  const page = await client.get('/v1/users?take=1000');
  const ordinary = column(page, 'isApplicationAccount').filter((application) => application === false);
  expect(ordinary).toHaveLength(57);
  expect(scanned()).toHaveLength(57);
});

test('a client scans 19 enabled groups beside Everyone', async () => {
  const names = column(await client.get('/v1/groups?take=1000'), 'name');
  expect(names.filter((name) => name !== 'Everyone')).toHaveLength(19);
  expect(names).toEqual(expect.arrayContaining([1, 2, 3, 4, 5, 6].map((n) => `All Company (${n})`)));
  expect(names).toContain('Research & "Blue Sky" Development');
});

test('the ordinary user with the lowest id has an e-mail, a first and a last name', () => {
  const [first] = scanned();
  expect(first?.emailAddress).toBe('amelia.stone@example.com');
  expect(first?.displayName.split(' ')).toHaveLength(2);
});

test('the people are as awkward as real ones', () => {
  const people = scanned();
  const mails = people.flatMap((user) => (user.emailAddress === null ? [] : [user.emailAddress]));
  expect(people.filter((user) => user.emailAddress === null).length).toBeGreaterThan(2);
  expect(new Set(mails).size).toBeLessThan(mails.length);
  expect(people.some((user) => user.userName.includes("'"))).toBe(true);
  expect(people.some((user) => /[^\p{ASCII}]/u.test(user.userName))).toBe(true);
  expect(people.some((user) => user.userName !== user.userName.toLowerCase())).toBe(true);
  expect(people.some((user) => user.isLockedOut)).toBe(true);
  expect(people.filter((user) => user.userName === 'jsmith').map((user) => user.domainId)).toEqual([
    -1, 1, 2,
  ]);
});

test('disabled people, local and from a directory, are hidden unless asked for', async () => {
  const hidden = await client.get('/v1/users?take=1000&filter.searchText=Left');
  expect(column(hidden, 'userName')).toEqual([]);
  const shown = await client.get('/v1/users?take=1000&filter.searchText=Left&filter.includeInactive=true');
  expect(column(shown, 'userName')).toEqual(['left.corp', 'left.local', 'left.member', 'left.nomail']);
});

test('one group is empty, one has a disabled member, some are synchronized, one is disabled', () => {
  const enabled = sandbox.groups().filter((group) => group.enabled);
  const hasDisabled = (id: number) =>
    sandbox.members(id).some((userId) => sandbox.user(userId)?.enabled === false);
  expect(enabled.filter((group) => sandbox.members(group.id).length === 0)).toHaveLength(1);
  expect(
    enabled.filter((group) => !group.systemGroup && !group.synchronized && hasDisabled(group.id)),
  ).toHaveLength(1);
  expect(enabled.filter((group) => group.synchronized).length).toBeGreaterThan(2);
  expect(sandbox.groups().filter((group) => !group.enabled)).toHaveLength(1);
});

test('every date of creation is different, and the same on every start', async () => {
  const dates = sandbox.users().map((user) => user.created);
  const again = await startSandbox();
  expect(new Set(dates).size).toBe(dates.length);
  expect(again.users().map((user) => user.created)).toEqual(dates);
  await again.stop();
});

test('e-mail addresses stay within the example domains', () => {
  const hosts = sandbox
    .users()
    .flatMap((user) => (user.emailAddress === null ? [] : [user.emailAddress.split('@').at(-1)]));
  expect(hosts.filter((host) => !/(^|\.)example\.(com|net|org)$/i.test(host ?? ''))).toEqual([]);
});

test('fifty thousand users and five hundred groups are there at once and are read in pages', async () => {
  const large = await startSandbox({ size: { users: 50_000, groups: 500 } });
  const reader = await signIn(large);
  const ids = new Set<unknown>();
  const started = performance.now();
  for (let skip = 0; skip < 51_000; skip += 500) {
    const page = await reader.get(
      `/v1/users?take=500&skip=${skip}&sortBy[0].name=id&sortBy[0].direction=Asc`,
    );
    for (const record of recordsIn(page)) ids.add(Reflect.get(Object(record), 'id'));
  }
  // Two application accounts stand beside them. Sorting for every page would take many times as long.
  expect(ids.size).toBe(50_002);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(large.groups().filter((group) => group.enabled && !group.systemGroup)).toHaveLength(500);
  await large.stop();
});
