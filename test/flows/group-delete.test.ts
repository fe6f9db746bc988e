import { describe, expect, test } from 'vitest';
import { switches } from '../sandbox/switches.ts';
import { expectAgreement, groupStage, writes } from './group-stage.ts';

describe.each(switches.groupDelete)('where Secret Server deletes groups %s', (groupDelete) => {
  test('a DELETE takes the group away and leaves its users, and a second one finds nothing', async () => {
    const stage = await groupStage({ sandbox: { switches: { groupDelete } } });
    const { app, sandbox, idOf } = stage;
    const id = stage.groupId('Help Desk');
    const users = sandbox.users();
    expect((await app.deleteGroup(id)).traffic.map(({ status }) => status)).toEqual([204]);
    expect(sandbox.group(Number(id))?.enabled ?? false).toBe(false);
    expect(sandbox.users()).toEqual(users);
    const again = await app.send('DELETE', `/Groups/${id}`);
    expect(again.status).toBe(404);
    for (const method of ['GET', 'PUT', 'PATCH']) {
      const body = method === 'GET' ? undefined : patchOrPut(method, id);
      expect((await app.send(method, `/Groups/${id}`, body)).status).toBe(404);
    }
    const ann = await app.send('GET', `/Users/${idOf('ann')}`);
    expect(JSON.stringify(ann.body['groups'])).not.toContain('Help Desk');
    await expectAgreement(stage);
  });

  test('the same name can be pushed again, with exactly the members sent', async () => {
    const stage = await groupStage({ sandbox: { switches: { groupDelete } } });
    const { app, idOf } = stage;
    const first = await stage.post('Vault Ops', [idOf('ann')]);
    await app.deleteGroup(String(first.body.id));
    const second = await stage.post('Vault Ops', [idOf('joanna')]);
    expect(second.status).toBe(201);
    const id = String(second.body.id);
    expect(id === first.body.id).toBe(groupDelete === 'soft');
    expect(stage.inside(id)).toEqual(['joanna']);
    await stage.host.calls['import.run']({});
    expect(await stage.shown(id)).toEqual(['joanna']);
    await expectAgreement(stage);
  });

  test('a group that is gone from Secret Server already is deleted without a word', async () => {
    const { app, sandbox, groupId } = await groupStage({ sandbox: { switches: { groupDelete } } });
    const id = groupId('Help Desk');
    sandbox.changeGroup(Number(id), { enabled: false });
    sandbox.forgetCalls();
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect(writes(sandbox)).toEqual([]);
  });

  test('a DELETE whose answer was lost is not sent twice', async () => {
    const { app, sandbox, groupId } = await groupStage({ sandbox: { switches: { groupDelete } } });
    const id = groupId('Help Desk');
    sandbox.fault({ method: 'DELETE', path: `/v1/groups/${id}`, effect: { kind: 'dropAfter' } });
    sandbox.forgetCalls();
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect(writes(sandbox)).toEqual([`DELETE /v1/groups/${id}`]);
  });
});

test('another endpoint sees a deleted group go, and may push its name', async () => {
  const stage = await groupStage();
  const { okta: other } = await stage.okta('aiw', 'other');
  const id = stage.groupId('Help Desk');
  await other.send('GET', `/Groups/${id}`);
  await stage.app.deleteGroup(id);
  expect((await other.send('GET', `/Groups/${id}`)).status).toBe(404);
  expect(await other.pushGroup('Help Desk', [{ value: stage.idOf('joanna'), display: '' }])).toMatchObject({
    ok: true,
  });
  expect(stage.inside(id)).toEqual(['joanna']);
});

test('a directory group, Everyone and nonsense are not deleted', async () => {
  const { app, sandbox } = await groupStage();
  const directory = sandbox.groups().find(({ synchronized }) => synchronized);
  const everyone = sandbox.groupByName('Everyone');
  sandbox.forgetCalls();
  expect(await app.send('DELETE', `/Groups/${String(directory?.id)}`)).toMatchObject({
    status: 400,
    body: { scimType: 'mutability' },
  });
  for (const id of [String(everyone?.id), '0', '-1', 'abc', '99999999999', '1e1']) {
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(404);
  }
  expect(writes(sandbox)).toEqual([]);
});

function patchOrPut(method: string, id: string): object {
  if (method === 'PUT') return { displayName: 'Help Desk', members: [] };
  return { Operations: [{ op: 'replace', value: { id, displayName: 'Help Desk' } }] };
}
