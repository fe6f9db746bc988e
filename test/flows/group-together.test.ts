import { expect, test } from 'vitest';
import { expectAgreement, groupStage, writes } from './group-stage.ts';

test('twenty PATCHes of one group at the same time all come through, one after the other', async () => {
  const stage = await groupStage();
  const { sandbox, idOf } = stage;
  const id = stage.groupId('Contractors');
  const people = sandbox
    .users()
    .filter(
      ({ domainId, enabled, isApplicationAccount }) => domainId === -1 && enabled && !isApplicationAccount,
    )
    .slice(0, 19);
  sandbox.fault({ method: 'PATCH', effect: { kind: 'latency', ms: 10 } });
  sandbox.forgetCalls();
  const answers = await Promise.all([
    ...people.map((user) =>
      stage.patch(id, { op: 'add', path: 'members', value: [{ value: String(user.id) }] }),
    ),
    stage.patch(id, { op: 'remove', path: `members[value eq "${idOf('plus+tag')}"]` }),
  ]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const expected = [...people.map(({ userName }) => userName), 'contractor one'];
  expect(stage.inside(id)).toEqual([...new Set(expected)].toSorted());
  const sent = sandbox.calls.filter(({ method }) => method === 'PATCH');
  const overlapping = sent.filter((call, n) => {
    const before = sent[n - 1];
    return before !== undefined && before.startedAt + (before.ms ?? 0) > call.startedAt + 1;
  });
  expect(overlapping).toEqual([]);
  await expectAgreement(stage);
});

test('twenty overwrites at the same time end with the members of one of them', async () => {
  const stage = await groupStage();
  const id = stage.groupId('Contractors');
  const names = ['ann', 'joanna', 'jsmith', 'uma.nair', 'wendy.frost'];
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => stage.put(id, 'Contractors', [stage.idOf(names[n % 5] ?? 'ann')])),
  );
  expect(stage.inside(id)).toHaveLength(1);
  await expectAgreement(stage);
});

test('an enabling, an addition, a rename and an import at the same time lose nothing', async () => {
  const stage = await groupStage();
  const { app, sandbox, host, idOf } = stage;
  const id = stage.groupId('Help Desk');
  const left = idOf('left.local');
  await stage.patch(id, { op: 'add', path: 'members', value: [{ value: left }] });
  sandbox.fault({ path: /groups|users/, effect: { kind: 'latency', ms: 5 } });
  await Promise.all([
    host.calls['import.run']({}),
    app.send('PATCH', `/Users/${left}`, { Operations: [{ op: 'replace', value: { active: true } }] }),
    stage.patch(id, { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] }),
    stage.patch(id, { op: 'replace', value: { displayName: 'Service Desk' } }),
    stage.patch(id, { op: 'remove', path: `members[value eq "${idOf('ann')}"]` }),
  ]);
  expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith', 'joanna', 'left.local']);
  expect(await stage.shown(id)).toEqual(['amelia.stone', 'bsmith', 'joanna', 'left.local']);
  await expectAgreement(stage);
  expect(writes(sandbox).filter((call) => call.startsWith('PUT'))).toEqual([]);
});

test('a group deleted while it is changed: each is answered, nothing hangs, the deletion stands', async () => {
  const stage = await groupStage();
  const { app, sandbox, idOf } = stage;
  const id = stage.groupId('Help Desk');
  const [deleted, ...others] = await Promise.all([
    app.send('DELETE', `/Groups/${id}`),
    stage.patch(id, { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] }),
    stage.patch(id, { op: 'add', path: 'members', value: [{ value: idOf('jsmith') }] }),
    stage.put(id, 'Help Desk', []),
  ]);
  expect(deleted.status).toBe(204);
  for (const { status } of others) expect([200, 404]).toContain(status);
  expect(sandbox.group(Number(id))?.enabled).toBe(false);
  await expectAgreement(stage);
});
