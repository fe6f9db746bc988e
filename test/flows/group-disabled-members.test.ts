import { describe, expect, test } from 'vitest';
import { expectAgreement, groupStage, writes, type GroupStage } from './group-stage.ts';

const engineers = ['hana.sato', 'ivan.petrov', 'left.member', 'lukasz'];

test('disabled members are shown, and stay when a PATCH is about others', async () => {
  const stage = await groupStage();
  const { idOf } = stage;
  const id = stage.groupId('Engineering');
  expect(await stage.shown(id)).toEqual(engineers);
  await stage.patch(id, { op: 'add', path: 'members', value: [{ value: idOf('ann') }] });
  await stage.patch(id, { op: 'remove', path: `members[value eq "${idOf('lukasz')}"]` });
  expect(stage.inside(id)).toEqual(['ann', 'hana.sato', 'ivan.petrov', 'left.member']);
  await expectAgreement(stage);
});

test('a disabled member is taken out when asked for', async () => {
  const { groupId, patch, idOf, inside } = await groupStage();
  const id = groupId('Engineering');
  await patch(id, { op: 'remove', path: `members[value eq "${idOf('left.member')}"]` });
  expect(inside(id)).toEqual(['hana.sato', 'ivan.petrov', 'lukasz']);
});

/** A group into which ann and the disabled left.local were pushed. */
async function waiting(): Promise<GroupStage & { readonly id: string; readonly left: string }> {
  const stage = await groupStage();
  const left = stage.idOf('left.local');
  const answer = await stage.post('Vault Ops', [stage.idOf('ann'), left]);
  expect(answer.status).toBe(201);
  return { ...stage, id: String(answer.body.id), left };
}

describe('a disabled user who is pushed into a group', () => {
  test('is left out, and the answer shows the true members', async () => {
    const stage = await waiting();
    expect(stage.inside(stage.id)).toEqual(['ann']);
    expect(await stage.shown(stage.id)).toEqual(['ann']);
    const answer = await stage.patch(stage.id, {
      op: 'add',
      path: 'members',
      value: [{ value: stage.idOf('left.nomail') }, { value: stage.idOf('joanna') }],
    });
    expect(answer.status).toBe(200);
    expect(stage.inside(stage.id)).toEqual(['ann', 'joanna']);
    await expectAgreement(stage);
  });

  test('comes in when SCIM enables the user by PATCH', async () => {
    const stage = await waiting();
    const { id, left, app } = stage;
    await app.send('PATCH', `/Users/${left}`, { Operations: [{ op: 'replace', value: { active: true } }] });
    expect(stage.inside(id)).toEqual(['ann', 'left.local']);
    expect(await stage.shown(id)).toEqual(['ann', 'left.local']);
    await expectAgreement(stage);
  });

  test('comes in when SCIM revives the user by POST, and the answer shows it', async () => {
    const stage = await waiting();
    const { id, app } = stage;
    const answer = await app.send('POST', '/Users', { userName: 'left.local', active: true });
    expect(answer.status).toBe(201);
    expect(JSON.stringify(answer.body['groups'])).toContain('Vault Ops');
    expect(stage.inside(id)).toEqual(['ann', 'left.local']);
    await expectAgreement(stage);
  });

  test('comes in after somebody enabled the user by hand, with the next refresh', async () => {
    const stage = await waiting();
    const { id, left, sandbox, host } = stage;
    sandbox.change(Number(left), { enabled: true });
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual(['ann', 'left.local']);
    await expectAgreement(stage);
    sandbox.forgetCalls();
    await host.calls['import.run']({});
    expect(writes(sandbox)).toEqual([]);
  });

  test.each<[string, (stage: GroupStage & { id: string; left: string }) => Promise<unknown>]>([
    [
      'a filtered remove',
      ({ patch, id, left }) => patch(id, { op: 'remove', path: `members[value eq "${left}"]` }),
    ],
    [
      'an overwrite without it',
      ({ patch, id, idOf }) => patch(id, { op: 'replace', path: 'members', value: [{ value: idOf('ann') }] }),
    ],
    ['a PUT without it', ({ put, id, idOf }) => put(id, 'Vault Ops', [idOf('ann')])],
    ['the deletion of the group', ({ app, id }) => app.deleteGroup(id)],
  ])('no longer comes in after %s', async (_, drop) => {
    const stage = await waiting();
    const { id, left, sandbox, host } = stage;
    await drop(stage);
    sandbox.change(Number(left), { enabled: true });
    sandbox.forgetCalls();
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual(['ann']);
    expect(writes(sandbox)).toEqual([]);
  });

  test('no longer comes in when the group was deleted, and enabled again by hand', async () => {
    const stage = await waiting();
    const { id, left, app, sandbox, host } = stage;
    await app.deleteGroup(id);
    sandbox.changeGroup(Number(id), { enabled: true });
    sandbox.change(Number(left), { enabled: true });
    await host.calls['import.run']({});
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual(['ann']);
  });

  test('still waits after a rename, an addition and an overwrite that name it again', async () => {
    const stage = await waiting();
    const { id, left, idOf, sandbox, host } = stage;
    await stage.patch(id, { op: 'replace', value: { id, displayName: 'Vault Operators' } });
    await stage.patch(id, { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] });
    await stage.put(id, 'Vault Operators', [idOf('ann'), left]);
    sandbox.change(Number(left), { enabled: true });
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual(['ann', 'left.local']);
  });

  test('waits on while Secret Server refuses it, and enabling the user is no error', async () => {
    const stage = await waiting();
    const { id, left, app, sandbox, host } = stage;
    const fault = sandbox.fault({
      path: /\/v1\/groups\/\d+\/users/,
      effect: { kind: 'status', status: 500 },
    });
    const answer = await app.send('PATCH', `/Users/${left}`, {
      Operations: [{ op: 'replace', value: { active: true } }],
    });
    expect(answer.status).toBe(200);
    expect(stage.inside(id)).toEqual(['ann']);
    fault.lift();
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual(['ann', 'left.local']);
  });
});

describe('users who were disabled in Secret Server since the last import', () => {
  test('are left out, the others come in, and they come in once enabled', async () => {
    const stage = await groupStage();
    const { idOf, sandbox, host } = stage;
    const names = ['ann', 'joanna', 'jsmith', 'uma.nair', 'wendy.frost', 'tom.baker', 'ngozi'];
    for (const name of ['jsmith', 'tom.baker']) sandbox.change(Number(idOf(name)), { enabled: false });
    const id = stage.groupId('Help Desk');
    const answer = await stage.patch(
      id,
      { op: 'remove', path: `members[value eq "${idOf('bsmith')}"]` },
      { op: 'add', path: 'members', value: names.map((name) => ({ value: idOf(name) })) },
    );
    expect(answer.status).toBe(200);
    const now = ['amelia.stone', 'ann', 'joanna', 'ngozi', 'uma.nair', 'wendy.frost'];
    expect(stage.inside(id)).toEqual(now);
    expect(await stage.shown(id)).toEqual(now);
    await expectAgreement(stage);
    for (const name of ['jsmith', 'tom.baker']) sandbox.change(Number(idOf(name)), { enabled: true });
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual([...now, 'jsmith', 'tom.baker'].toSorted());
  });

  test('and the one alone: 200, nobody added', async () => {
    const { patch, post, idOf, inside, sandbox } = await groupStage();
    sandbox.change(Number(idOf('jsmith')), { enabled: false });
    const made = await post('Vault Ops', [idOf('jsmith')]);
    expect(made).toMatchObject({ status: 201, body: { members: [] } });
    const id = String(made.body.id);
    expect((await patch(id, { op: 'add', path: 'members', value: [{ value: idOf('jsmith') }] })).status).toBe(
      200,
    );
    expect(inside(id)).toEqual([]);
  });
});
