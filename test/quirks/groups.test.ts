import { expect, test } from 'vitest';
import { groupStage, writes } from '../flows/group-stage.ts';
import { replace } from '../flows/stage.ts';

test('quirk 8: users, groups and members are each patched in their own shape, and each takes effect', async () => {
  const stage = await groupStage();
  const { app, sandbox, patch, idOf } = stage;
  const [user, group] = [idOf('ann'), stage.groupId('Help Desk')];
  sandbox.forgetCalls();
  await app.send('PATCH', `/Users/${user}`, replace({ displayName: 'Ann B.' }));
  await patch(group, { op: 'replace', value: { displayName: 'Service Desk' } });
  await patch(
    group,
    { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] },
    { op: 'remove', path: `members[value eq "${user}"]` },
  );
  expect(writes(sandbox)).toEqual([
    `PATCH /v1/users/${user} {"displayName":{"dirty":true,"value":"Ann B."}}`,
    `PATCH /v1/groups/${group} {"data":{"name":{"dirty":true,"value":"Service Desk"}}}`,
    `PATCH /v1/groups/${group}/users {"addedUserIds":[${idOf('joanna')}],"removeUserIds":[${user}]}`,
  ]);
  expect(sandbox.userByName('ann')?.displayName).toBe('Ann B.');
  expect(sandbox.group(Number(group))?.name).toBe('Service Desk');
  expect(stage.inside(group)).toEqual(['amelia.stone', 'bsmith', 'joanna']);
});

test.each(['yes', 'no-405', 'no-404'] as const)(
  'quirk 9: exactly these members leaves in the group whom we cannot see or must not touch (PATCH %s)',
  async (patch) => {
    const stage = await groupStage({ sandbox: { switches: { patch } } });
    const { sandbox, idOf } = stage;
    const id = stage.groupId('Help Desk');
    const robot = Number(idOf('svc-reports'));
    sandbox.setMembers(Number(id), [...sandbox.members(Number(id)), robot, sandbox.accountId]);
    const value = [{ value: idOf('joanna') }];
    expect((await stage.patch(id, { op: 'replace', path: 'members', value })).status).toBe(200);
    expect((await stage.put(id, 'Help Desk', [idOf('ann')])).status).toBe(200);
    expect(stage.inside(id)).toEqual(['ann', 'svc-reports', 'svc-scim']);
    expect(writes(sandbox).filter((call) => /^PUT .*\/(users|groups) /.test(call))).toEqual([]);
  },
);

test('quirk 10: disabled members are members: shown, counted in the difference, and not added again', async () => {
  const stage = await groupStage();
  const { sandbox, idOf } = stage;
  const id = stage.groupId('Engineering');
  const all = ['hana.sato', 'ivan.petrov', 'left.member', 'lukasz'];
  expect(await stage.shown(id)).toEqual(all);
  sandbox.forgetCalls();
  const same = await stage.put(id, 'Engineering', [...all, 'ann'].map(idOf));
  expect(same.status).toBe(200);
  expect(writes(sandbox)).toEqual([
    `PATCH /v1/groups/${id}/users {"addedUserIds":[${idOf('ann')}],"removeUserIds":[]}`,
  ]);
  expect(stage.inside(id)).toEqual(['ann', ...all]);
  // Out of the group on purpose, and out of it after being enabled too.
  await stage.put(id, 'Engineering', [idOf('hana.sato')]);
  sandbox.change(Number(idOf('left.member')), { enabled: true });
  await stage.host.calls['import.run']({});
  expect(stage.inside(id)).toEqual(['hana.sato']);
});

test('quirk 11: groups that a directory or Secret Server fills are listed, and refused with the reason', async () => {
  const { app, sandbox, patch, idOf, host } = await groupStage();
  const builtIn = sandbox.addGroup({ name: 'Built In', systemGroup: true });
  await host.calls['import.run']({});
  const directory = sandbox.groups().find(({ synchronized }) => synchronized);
  sandbox.forgetCalls();
  for (const id of [String(builtIn.id), String(directory?.id)]) {
    expect((await app.send('GET', `/Groups/${id}`)).status).toBe(200);
    const answer = await patch(id, { op: 'add', path: 'members', value: [{ value: idOf('ann') }] });
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
  }
  expect(writes(sandbox)).toEqual([]);
});

test('quirk 11: where the directory is mirrored, disabling its users is refused instead of undone overnight', async () => {
  const { app, sandbox } = await groupStage({
    sandbox: { settings: { userAccountOptions: 'MirrorDirectory' } },
  });
  const alice = sandbox.userByName('alice.corp', 1);
  sandbox.forgetCalls();
  const answer = await app.send('PATCH', `/Users/${String(alice?.id)}`, replace({ active: false }));
  expect(answer).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
  expect(answer.body.detail).toContain('mirrors the directory');
  expect(writes(sandbox)).toEqual([]);
});

test('quirk 11: a directory user disabled for inactivity stays out after the next sign-in', async () => {
  const { app, sandbox } = await groupStage({ sandbox: { settings: { enableUserDisabling: true } } });
  const alan = sandbox.userByName('asleep.lab', 2);
  const id = alan?.id ?? 0;
  const answer = await app.send('PATCH', `/Users/${String(id)}`, replace({ active: false }));
  expect(answer.status).toBe(200);
  expect(sandbox.signIn(id)).toBe(false);
  expect(sandbox.user(id)?.enabled).toBe(false);
});
