import { describe, expect, test } from 'vitest';
import { expectAgreement, groupStage, helpDesk, writes } from './group-stage.ts';

const before = ['amelia.stone', 'ann', 'bsmith'];

describe('a PATCH', () => {
  test('renames with the read-only id and without a path, and leaves the members alone', async () => {
    const stage = await helpDesk();
    const { id, sandbox } = stage;
    const answer = await stage.patch(id, { op: 'replace', value: { id, displayName: 'Service Desk' } });
    expect(answer.status).toBe(200);
    expect(answer.body['displayName']).toBe('Service Desk');
    expect(sandbox.group(Number(id))?.name).toBe('Service Desk');
    expect(stage.inside(id)).toEqual(before);
    expect(writes(sandbox)).toEqual([
      `PATCH /v1/groups/${id} {"data":{"name":{"dirty":true,"value":"Service Desk"}}}`,
    ]);
    await expectAgreement(stage);
  });

  test('that repeats the name asks nothing of Secret Server', async () => {
    const { id, sandbox, patch } = await helpDesk();
    const answer = await patch(id, { op: 'replace', value: { id, displayName: 'Help Desk' } });
    expect(answer).toMatchObject({ status: 200, body: { displayName: 'Help Desk' } });
    expect(sandbox.calls).toEqual([]);
  });

  test('adds members, each once, by difference', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox } = stage;
    const joanna = { value: idOf('joanna'), display: 'joanna' };
    const value = [joanna, { value: idOf('ann') }, joanna];
    const answer = await stage.patch(id, { op: 'add', path: 'members', value });
    expect(answer.status).toBe(200);
    expect(stage.inside(id)).toEqual([...before, 'joanna']);
    expect(await stage.shown(id)).toEqual([...before, 'joanna']);
    expect(writes(sandbox)).toEqual([
      `PATCH /v1/groups/${id}/users {"addedUserIds":[${idOf('joanna')}],"removeUserIds":[]}`,
    ]);
    await expectAgreement(stage);
  });

  test('removes by the filtered path', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox } = stage;
    const answer = await stage.patch(id, { op: 'remove', path: `members[value eq "${idOf('ann')}"]` });
    expect(answer.status).toBe(200);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith']);
    expect(writes(sandbox)).toEqual([
      `PATCH /v1/groups/${id}/users {"addedUserIds":[],"removeUserIds":[${idOf('ann')}]}`,
    ]);
    await expectAgreement(stage);
  });

  test('carries out several operations in their order', async () => {
    const stage = await helpDesk();
    const { id, idOf } = stage;
    const answer = await stage.patch(
      id,
      { op: 'remove', path: `members[value eq "${idOf('ann')}"]` },
      { op: 'add', path: 'members', value: [{ value: idOf('ann') }, { value: idOf('joanna') }] },
      { op: 'remove', path: `members[value eq "${idOf('joanna')}"]` },
      { op: 'add', path: 'members', value: [{ value: idOf('jsmith'), display: null }] },
      { op: 'replace', value: { id, displayName: 'Service Desk' } },
    );
    expect(answer).toMatchObject({ status: 200, body: { displayName: 'Service Desk' } });
    expect(stage.inside(id)).toEqual(['amelia.stone', 'ann', 'bsmith', 'jsmith']);
    expect(writes(stage.sandbox)).toHaveLength(2);
    await expectAgreement(stage);
  });

  test.each<[string, (ids: readonly object[], id: string) => object]>([
    ['with a path', (value) => ({ op: 'replace', path: 'members', value })],
    ['without a path', (members) => ({ op: 'replace', value: { members } })],
    [
      'without a path, with id and name',
      (members, id) => ({ op: 'replace', value: { members, id, displayName: 'Help Desk' } }),
    ],
  ])('overwrites the members %s', async (_, operation) => {
    const stage = await helpDesk();
    const { id, idOf } = stage;
    const wanted = [{ value: idOf('ann'), display: 'ann' }, { value: idOf('joanna') }];
    expect((await stage.patch(id, operation(wanted, id))).status).toBe(200);
    expect(stage.inside(id)).toEqual(['ann', 'joanna']);
    expect(writes(stage.sandbox)).toHaveLength(1);
    await expectAgreement(stage);
    expect((await stage.patch(id, operation([], id))).status).toBe(200);
    expect(stage.inside(id)).toEqual([]);
    expect(await stage.shown(id)).toEqual([]);
    await expectAgreement(stage);
  });

  test('of somebody who is no member, or of nothing, writes nothing', async () => {
    const { id, idOf, sandbox, patch } = await helpDesk();
    const answers = [
      await patch(id, { op: 'remove', path: `members[value eq "${idOf('joanna')}"]` }),
      await patch(id, { op: 'remove', path: 'members[value eq "999999"]' }),
      await patch(id, { op: 'add', path: 'members', value: [{ value: idOf('ann') }] }),
      await patch(id, { op: 'add', path: 'members', value: [] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(writes(sandbox)).toEqual([]);
  });

  test('keeps the externalId that another one set', async () => {
    const { id, patch, app } = await helpDesk();
    await patch(id, { op: 'add', path: 'externalId', value: '00g1' });
    await patch(id, { op: 'replace', value: { id, displayName: 'Service Desk' } });
    expect((await app.send('GET', `/Groups/${id}`)).body['externalId']).toBe('00g1');
  });

  test('of a name that only differs in case is a rename', async () => {
    const { id, patch, sandbox } = await helpDesk();
    const answer = await patch(id, { op: 'replace', path: 'displayName', value: 'HELP desk' });
    expect(answer).toMatchObject({ status: 200, body: { displayName: 'HELP desk' } });
    expect(sandbox.group(Number(id))?.name).toBe('HELP desk');
  });
});

test('the first write to a group reads it in Secret Server before anything else', async () => {
  const stage = await groupStage();
  const id = stage.groupId('Help Desk');
  stage.sandbox.forgetCalls();
  await stage.patch(id, { op: 'add', path: 'members', value: [{ value: stage.idOf('joanna') }] });
  const calls = stage.sandbox.calls.map(({ method, path }) => `${method} ${path}`);
  expect(calls.toSorted()).toEqual([
    `GET /v1/groups/${id}`,
    `GET /v1/groups/${id}/users`,
    `PATCH /v1/groups/${id}/users`,
  ]);
});
