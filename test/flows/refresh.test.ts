import { describe, expect, test } from 'vitest';
import { onStage, person, read, replace } from './stage.ts';

type OneStage = Awaited<ReturnType<typeof onStage>>;

const refresh = (stage: OneStage, acceptRemovals = false) =>
  stage.host.calls['import.run']({ acceptRemovals });

/** Every row that clients can see, with its revision. */
const mirror = (stage: OneStage): unknown[] => [
  ...read(stage.dataDir, 'SELECT id, revision, enabled, listed, json, groups_json FROM users ORDER BY id'),
  ...read(stage.dataDir, 'SELECT id, revision, listed, json, members_json FROM groups ORDER BY id'),
  ...read(stage.dataDir, 'SELECT * FROM members ORDER BY group_id, user_id'),
];

describe('a refresh', () => {
  test('of what has not changed writes nothing', async () => {
    const stage = await onStage();
    await stage.okta1.send('POST', '/Users', person('grace'));
    const before = mirror(stage);
    const result = await refresh(stage);
    expect(mirror(stage)).toEqual(before);
    expect(result).toMatchObject({
      users: { scanned: 58, added: 0, updated: 0, unchanged: 58, removed: 0 },
      groups: { scanned: 19, added: 0, updated: 0, unchanged: 19, removed: 0 },
    });
    expect(result.sentence).toBe(
      '58 users scanned: 0 new, 0 updated, 58 unchanged, 0 removed. 19 groups scanned: 0 new, 0 updated, 19 unchanged, 0 removed.',
    );
  });

  test('brings what was changed by hand', async () => {
    const stage = await onStage();
    const { sandbox } = stage;
    const hana = Number(sandbox.userByName('hana.sato')?.id);
    const ivan = Number(sandbox.userByName('ivan.petrov')?.id);
    const group = Number(sandbox.groupByName('Finance')?.id);
    const made = sandbox.addUser({ userName: 'by.hand', displayName: 'Bo Hand' });
    sandbox.change(hana, { displayName: 'Hana Changed', emailAddress: null });
    sandbox.change(ivan, { enabled: false });
    sandbox.changeGroup(group, { name: 'Finances' });
    sandbox.setMembers(group, [hana, made.id]);
    expect(await refresh(stage)).toMatchObject({
      users: { added: 1, updated: 1, removed: 1 },
      groups: { updated: 1 },
    });
    const user = await stage.okta1.send('GET', `/Users/${String(hana)}`);
    expect(user.body).toMatchObject({
      displayName: 'Hana Changed',
      groups: [{ display: 'Finances', value: String(group) }, { display: 'Engineering' }],
    });
    expect(user.body).not.toHaveProperty('emails');
    expect((await stage.okta1.send('GET', `/Users/${String(ivan)}`)).body).toMatchObject({ active: false });
    expect((await stage.okta1.send('GET', `/Groups/${String(group)}`)).body['members']).toMatchObject([
      { value: String(hana), display: 'hana.sato' },
      { value: String(made.id), display: 'by.hand' },
    ]);
  });

  test('shows a user who was renamed by hand under the new name in its groups too', async () => {
    const stage = await onStage();
    const hana = Number(stage.sandbox.userByName('hana.sato')?.id);
    stage.sandbox.change(hana, { userName: 'hana.married' });
    await refresh(stage);
    const group = await stage.okta1.send(
      'GET',
      `/Groups/${String(stage.sandbox.groupByName('Engineering')?.id)}`,
    );
    expect(group.body['members']).toContainEqual(
      expect.objectContaining({ value: String(hana), display: 'hana.married' }),
    );
  });

  test('keeps users whom Secret Server does not show any more', async () => {
    const stage = await onStage();
    const hana = Number(stage.sandbox.userByName('hana.sato')?.id);
    const others = stage.sandbox.users().filter(({ id }) => id !== hana);
    const records = others.map(({ id, userName, displayName, enabled }) => ({
      id,
      userName,
      displayName,
      enabled,
      domainId: -1,
    }));
    const body = { records, total: records.length, hasNext: false, success: true };
    stage.sandbox.fault({
      method: 'GET',
      path: '/v1/users',
      times: 1,
      effect: { kind: 'status', status: 200, body },
    });
    expect(await refresh(stage)).toMatchObject({ absentUsers: 1, users: { removed: 0 } });
    expect((await stage.okta1.send('GET', `/Users/${String(hana)}`)).status).toBe(200);
    const find = () => stage.host.calls['people.list']({ type: 'User', text: 'hana.sato' });
    expect((await find()).rows[0]?.note).toMatch(/^Secret Server no longer shows it \(first missed \d/);
    expect(await refresh(stage)).toMatchObject({ absentUsers: 0 });
    expect((await find()).rows[0]?.note).toBeNull();
  });

  test('leaves alone what was written while it read', async () => {
    const stage = await onStage();
    const made = await stage.okta1.send('POST', '/Users', person('grace'));
    const path = `/Users/${String(made.body.id)}`;
    const slow = stage.sandbox.fault({
      method: 'GET',
      path: '/v1/groups',
      times: 1,
      effect: { kind: 'latency', ms: 400 },
    });
    const running = refresh(stage);
    await expect.poll(() => slow.hits).toBe(1);
    // The users have been read by now.
    await stage.okta1.send('PATCH', path, replace({ displayName: 'Grace H.', active: false }));
    const hopper = await stage.okta1.send('POST', '/Users', person('hopper'));
    const result = await running;
    expect((await stage.okta1.send('GET', path)).body).toMatchObject({
      displayName: 'Grace H.',
      active: false,
    });
    expect((await stage.okta1.send('GET', `/Users/${String(hopper.body.id)}`)).status).toBe(200);
    expect(result.users.removed).toBe(0);
  });

  test('that runs is the one that others who ask get', async () => {
    const stage = await onStage();
    const results = await Promise.all([refresh(stage), refresh(stage)]);
    expect(results[0]).toEqual(results[1]);
    const members = `/v1/groups/${String(stage.sandbox.groupByName('Finance')?.id)}/users`;
    expect(stage.sandbox.calls.filter(({ path }) => path === members)).toHaveLength(1);
  });
});

/** A page of one record as the answer to a search. */
function page(over: object) {
  const record = {
    id: 10,
    userName: 'only',
    displayName: 'Only',
    name: 'Only',
    enabled: true,
    domainId: -1,
  };
  const body = { records: [record], total: 1, hasNext: false, success: true, ...over };
  return { kind: 'status', status: 200, body } as const;
}

describe('a refresh that cannot read everything', () => {
  const broken = [
    ['a group breaks', { path: /^\/v1\/groups\/\d+\/users$/, effect: { kind: 'status', status: 500 } }],
    ['the groups are a web page', { path: '/v1/groups', effect: { kind: 'html' } }],
    ['the users break', { path: '/v1/users', effect: { kind: 'dropBefore' } }],
    ['the list of users is cut', { path: '/v1/users', effect: page({ total: 1_000 }) }],
    ['the list of users is empty', { path: '/v1/users', effect: page({ records: [], total: 0 }) }],
    ['the list of groups is cut', { path: '/v1/groups', effect: page({ total: 1_000 }) }],
    ['the query failed', { path: '/v1/users', effect: page({ success: false }) }],
  ] as const;

  test.each(broken)('because %s fails, and the mirror is as it was', async (_, { path, effect }) => {
    const stage = await onStage({ downMs: 0 });
    stage.sandbox.addUser({ userName: 'by.hand' });
    stage.sandbox.change(Number(stage.sandbox.userByName('hana.sato')?.id), { displayName: 'Hana Changed' });
    const before = mirror(stage);
    stage.sandbox.fault({ method: 'GET', path, effect });
    await expect(refresh(stage)).rejects.toThrow('Secret Server does not answer');
    expect(mirror(stage)).toEqual(before);
    expect(await stage.host.calls['status.get']()).toMatchObject({ state: 'Blocked' });
    stage.sandbox.clearFaults();
    await refresh(stage);
    expect(await stage.host.calls['status.get']()).toMatchObject({ state: 'Running' });
  });

  test.each([
    [
      'Unrestricted by Teams',
      ['View Users', 'Administer Users', 'View Groups', 'Administer Groups', 'View Configuration'],
    ],
    ['a right to see groups', ['View Users', 'Administer Users', 'Unrestricted by Teams']],
  ])('because %s was taken from the account fails, and the mirror is as it was', async (_, rights) => {
    const stage = await onStage();
    const before = mirror(stage);
    stage.sandbox.setRights(rights);
    await expect(refresh(stage, true)).rejects.toThrow(/right|see/);
    expect(mirror(stage)).toEqual(before);
    expect((await stage.host.calls['status.get']()).problems).toMatchObject([{ code: 'SS-RIGHT' }]);
  });
});
