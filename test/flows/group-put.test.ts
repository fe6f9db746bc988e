import { expect, test } from 'vitest';
import { expectAgreement, groupStage, writes, type GroupStage } from './group-stage.ts';

/** A pushed group with ann and joanna in it, as an app from the wizard has it. */
async function pushed(): Promise<GroupStage & { readonly id: string }> {
  const stage = await groupStage({}, 'aiw');
  const answer = await stage.post('Vault Ops', [stage.idOf('ann'), stage.idOf('joanna')]);
  const id = String(answer.body.id);
  stage.sandbox.forgetCalls();
  return { ...stage, id };
}

test('a PUT of the answer to its own GET makes no call to Secret Server', async () => {
  const { id, app, sandbox } = await pushed();
  const { body } = await app.send('GET', `/Groups/${id}`);
  expect(await app.send('PUT', `/Groups/${id}`, body)).toMatchObject({ status: 200, body });
  expect(sandbox.calls).toEqual([]);
});

test('a PUT renames, adds and removes with one call for the name and one for the difference', async () => {
  const stage = await pushed();
  const { id, idOf, sandbox } = stage;
  const answer = await stage.put(id, 'Vault Operators', [idOf('joanna'), idOf('jsmith')]);
  expect(answer).toMatchObject({ status: 200, body: { id, displayName: 'Vault Operators' } });
  expect(stage.inside(id)).toEqual(['joanna', 'jsmith']);
  expect(await stage.shown(id)).toEqual(['joanna', 'jsmith']);
  expect(writes(sandbox).toSorted()).toEqual([
    `PATCH /v1/groups/${id} {"data":{"name":{"dirty":true,"value":"Vault Operators"}}}`,
    `PATCH /v1/groups/${id}/users {"addedUserIds":[${idOf('jsmith')}],"removeUserIds":[${idOf('ann')}]}`,
  ]);
  await expectAgreement(stage);
});

test('a PUT with an empty list empties the group, and null counts as one', async () => {
  const stage = await pushed();
  const { id, idOf, app } = stage;
  expect((await stage.put(id, 'Vault Ops', [])).status).toBe(200);
  expect(stage.inside(id)).toEqual([]);
  await stage.put(id, 'Vault Ops', [idOf('ann')]);
  await app.send('PUT', `/Groups/${id}`, { displayName: 'Vault Ops', members: null });
  expect(stage.inside(id)).toEqual([]);
  await expectAgreement(stage);
});

test('a PUT without members leaves them alone', async () => {
  const { id, app, inside, sandbox } = await pushed();
  const answer = await app.send('PUT', `/Groups/${id}`, { displayName: 'Vault Operators' });
  expect(answer.status).toBe(200);
  expect(inside(id)).toEqual(['ann', 'joanna']);
  expect(writes(sandbox)).toHaveLength(1);
});

test('a PUT without a name, or with an empty one, is refused and changes nothing', async () => {
  const { id, app, inside, sandbox } = await pushed();
  for (const body of [
    { members: [] },
    { displayName: '', members: [] },
    { displayName: null, members: [] },
  ]) {
    const answer = await app.send('PUT', `/Groups/${id}`, body);
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  }
  expect(inside(id)).toEqual(['ann', 'joanna']);
  expect(writes(sandbox)).toEqual([]);
});

test('a group known from an import is linked, with members merged in and then overwritten', async () => {
  const stage = await groupStage({}, 'aiw');
  const { idOf, app } = stage;
  const id = stage.groupId('Help Desk');
  const merged = ['amelia.stone', 'ann', 'bsmith', 'joanna'].map((name) => ({
    value: idOf(name),
    display: name,
  }));
  const linked = await app.pushGroup('Help Desk', merged);
  expect(linked).toMatchObject({ ok: true, says: 'linked to the existing group', id });
  expect(stage.inside(id)).toEqual(['amelia.stone', 'ann', 'bsmith', 'joanna']);
  expect((await app.pushNow(id, 'Help Desk', merged.slice(3))).ok).toBe(true);
  expect(stage.inside(id)).toEqual(['joanna']);
  await expectAgreement(stage);
});
