import { expect, test } from 'vitest';
import { expectAgreement, groupStage, writes, type GroupStage } from './group-stage.ts';

/** Help Desk with the connector's own account and another application account in it besides. */
async function withHidden(): Promise<GroupStage & { readonly id: string }> {
  const stage = await groupStage();
  const id = stage.groupId('Help Desk');
  const { sandbox } = stage;
  const robot = Number(stage.idOf('svc-reports'));
  sandbox.setMembers(Number(id), [...sandbox.members(Number(id)), sandbox.accountId, robot]);
  await stage.host.calls['import.run']({});
  sandbox.forgetCalls();
  return { ...stage, id };
}

test('application accounts and our own account are not shown, and stay when everybody else is overwritten', async () => {
  const stage = await withHidden();
  const { id, idOf } = stage;
  expect(await stage.shown(id)).toEqual(['amelia.stone', 'ann', 'bsmith']);
  await stage.patch(id, { op: 'replace', path: 'members', value: [{ value: idOf('joanna') }] });
  expect(stage.inside(id)).toEqual(['joanna', 'svc-reports', 'svc-scim']);
  await stage.put(id, 'Help Desk', []);
  expect(stage.inside(id)).toEqual(['svc-reports', 'svc-scim']);
  await expectAgreement(stage);
});

test('they cannot be named: neither added nor taken out', async () => {
  const { id, patch, idOf, inside, sandbox } = await withHidden();
  for (const name of ['svc-reports', 'svc-scim']) {
    const removed = await patch(id, { op: 'remove', path: `members[value eq "${idOf(name)}"]` });
    expect(removed.status).toBe(200);
    const added = await patch(id, { op: 'add', path: 'members', value: [{ value: idOf(name) }] });
    expect(added).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  }
  expect(writes(sandbox)).toEqual([]);
  expect(inside(id)).toHaveLength(5);
});

test('they stay when a disabled group is pushed again', async () => {
  const { id, app, post, idOf, inside } = await withHidden();
  await app.deleteGroup(id);
  expect((await post('Help Desk', [idOf('joanna')])).status).toBe(201);
  expect(inside(id)).toEqual(['joanna', 'svc-reports', 'svc-scim']);
});

test('the difference is taken against who is in the group now, not at the last import', async () => {
  const stage = await groupStage();
  const { idOf, sandbox } = stage;
  const id = stage.groupId('Help Desk');
  // By hand: bsmith taken out, tom.baker put in.
  const ids = ['amelia.stone', 'ann', 'tom.baker'].map((name) => Number(idOf(name)));
  sandbox.setMembers(Number(id), ids);
  sandbox.forgetCalls();
  await stage.patch(id, {
    op: 'replace',
    path: 'members',
    value: [{ value: idOf('ann') }, { value: idOf('bsmith') }],
  });
  expect(stage.inside(id)).toEqual(['ann', 'bsmith']);
  const removed = [idOf('amelia.stone'), idOf('tom.baker')].join(',');
  expect(writes(sandbox)).toEqual([
    `PATCH /v1/groups/${id}/users {"addedUserIds":[${idOf('bsmith')}],"removeUserIds":[${removed}]}`,
  ]);
  await expectAgreement(stage);
});

test('an addition leaves alone whom somebody put in by hand, and shows them', async () => {
  const stage = await groupStage();
  const { idOf, sandbox } = stage;
  const id = stage.groupId('Help Desk');
  sandbox.setMembers(Number(id), [...sandbox.members(Number(id)), Number(idOf('tom.baker'))]);
  const answer = await stage.patch(id, { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] });
  expect(answer.status).toBe(200);
  expect(await stage.shown(id)).toEqual(['amelia.stone', 'ann', 'bsmith', 'joanna', 'tom.baker']);
  await expectAgreement(stage);
});

test.each(['overwritten', 'removed by id'] as const)(
  'somebody made and put in by hand since the last import is taken out when %s',
  async (how) => {
    const stage = await groupStage();
    const { idOf, sandbox } = stage;
    const id = stage.groupId('Help Desk');
    const stranger = sandbox.addUser({ userName: 'new.by.hand' });
    sandbox.setMembers(Number(id), [...sandbox.members(Number(id)), stranger.id]);
    const kept = ['amelia.stone', 'ann', 'bsmith'].map((name) => ({ value: idOf(name) }));
    const operation =
      how === 'overwritten'
        ? { op: 'replace', path: 'members', value: kept }
        : { op: 'remove', path: `members[value eq "${String(stranger.id)}"]` };
    expect((await stage.patch(id, operation)).status).toBe(200);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'ann', 'bsmith']);
    await expectAgreement(stage);
  },
);

test('many unknown members are learnt from one list, not one by one', async () => {
  const stage = await groupStage();
  const { sandbox } = stage;
  const id = stage.groupId('Help Desk');
  const strangers = Array.from(
    { length: 120 },
    (_, n) => sandbox.addUser({ userName: `crowd.${String(n)}` }).id,
  );
  sandbox.setMembers(Number(id), strangers);
  sandbox.forgetCalls();
  expect((await stage.patch(id, { op: 'replace', path: 'members', value: [] })).status).toBe(200);
  expect(stage.inside(id)).toEqual([]);
  expect(sandbox.calls.length).toBeLessThan(10);
});

test('a member whom this account cannot see stays', async () => {
  const stage = await groupStage();
  const { idOf, sandbox } = stage;
  const id = stage.groupId('Help Desk');
  const unseen = sandbox.addUser({ userName: 'other.team', inTeam: false });
  sandbox.setMembers(Number(id), [Number(idOf('ann')), unseen.id]);
  sandbox.setRights(['View Users', 'Administer Users', 'View Groups', 'Administer Groups']);
  for (const name of ['ann', 'joanna']) sandbox.change(Number(idOf(name)), { inTeam: true });
  sandbox.changeGroup(Number(id), { inTeam: true });
  const push = () => stage.patch(id, { op: 'replace', path: 'members', value: [{ value: idOf('joanna') }] });
  // Nobody has accepted yet that the account sees a part only.
  expect(await push()).toMatchObject({ status: 429, retryAfter: '300' });
  const connection = { url: sandbox.url, ...sandbox.account, acceptPartialView: true };
  expect(await stage.host.calls['secretServer.connect'](connection)).toMatchObject({ connected: true });
  expect((await push()).status).toBe(200);
  expect(stage.inside(id)).toEqual(['joanna', 'other.team']);
});
