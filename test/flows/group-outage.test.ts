import { describe, expect, test } from 'vitest';
import type { Fault } from '../sandbox/faults.ts';
import { expectAgreement, groupStage, writes, type GroupStage } from './group-stage.ts';

/** Help Desk with amelia.stone, ann and bsmith in it, linked by a first write. */
async function helpDesk(): Promise<GroupStage & { readonly id: string }> {
  const stage = await groupStage();
  const id = stage.groupId('Help Desk');
  await stage.patch(id, { op: 'replace', value: { id, displayName: 'Help Desk' } });
  stage.sandbox.forgetCalls();
  return { ...stage, id };
}

const removing = (id: string): object => ({ op: 'remove', path: `members[value eq "${id}"]` });
const adding = (...ids: readonly string[]): object => ({
  op: 'add',
  path: 'members',
  value: ids.map((value) => ({ value })),
});

describe.each([
  ['before it is asked', 'down'],
  ['between reading and writing', { method: 'PATCH', effect: { kind: 'status', status: 503 } }],
  ['while it writes', { method: 'PATCH', effect: { kind: 'dropBefore' } }],
  ['by pages instead of data', { effect: { kind: 'html' } }],
] as readonly [string, 'down' | Fault][])('Secret Server fails %s', (_, fault) => {
  async function begin(stage: GroupStage): Promise<() => Promise<void>> {
    const { sandbox } = stage;
    if (fault === 'down') {
      await sandbox.down();
      return () => sandbox.up();
    }
    sandbox.fault(fault);
    return () => Promise.resolve(sandbox.clearFaults());
  }

  test('a removal is kept, shown, and applied by itself afterwards; an addition is not', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox, host } = stage;
    const end = await begin(stage);
    const answer = await stage.patch(id, removing(idOf('ann')), adding(idOf('joanna')));
    expect(answer.status).toBe(429);
    expect(answer.retryAfter).toMatch(/^\d+$/);
    expect(await stage.shown(id)).toEqual(['amelia.stone', 'bsmith']);
    await end();
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith']);
    await expectAgreement(stage);
    expect((await stage.patch(id, removing(idOf('ann')), adding(idOf('joanna')))).status).toBe(200);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith', 'joanna']);
  });

  test('an addition, a rename and a create are the client’s to send again', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox, host } = stage;
    const rename = { op: 'replace', value: { id, displayName: 'Service Desk' } };
    const end = await begin(stage);
    sandbox.fault({ method: 'POST', path: '/v1/groups', effect: { kind: 'status', status: 503 } });
    const answers = [
      await stage.patch(id, adding(idOf('joanna')), rename),
      await stage.post('Vault Ops', [idOf('ann')]),
    ];
    expect(answers.map(({ status }) => status)).toEqual([429, 429]);
    await end();
    sandbox.clearFaults();
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual(['amelia.stone', 'ann', 'bsmith']);
    expect(sandbox.groupByName('Vault Ops')).toBeUndefined();
    expect(sandbox.groupByName('Help Desk')).toBeDefined();
    expect((await stage.patch(id, adding(idOf('joanna')), rename)).status).toBe(200);
    expect((await stage.post('Vault Ops', [idOf('ann')])).status).toBe(201);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'ann', 'bsmith', 'joanna']);
    await expectAgreement(stage);
  });
});

describe('a removal that waits', () => {
  async function kept(): Promise<GroupStage & { readonly id: string }> {
    const stage = await helpDesk();
    const { sandbox, id, idOf } = stage;
    await sandbox.down();
    expect((await stage.patch(id, removing(idOf('ann')))).status).toBe(429);
    return stage;
  }

  test('goes along with the next change of the group', async () => {
    const stage = await kept();
    const { id, idOf, sandbox } = stage;
    await sandbox.up();
    sandbox.forgetCalls();
    expect((await stage.patch(id, adding(idOf('joanna')))).status).toBe(200);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith', 'joanna']);
    expect(writes(sandbox)).toHaveLength(1);
    await stage.host.calls['import.run']({});
    expect(writes(sandbox)).toHaveLength(1);
  });

  test('is turned back only by a write that asks for the member again', async () => {
    const stage = await kept();
    const { id, idOf, sandbox, host } = stage;
    await sandbox.up();
    expect((await stage.patch(id, adding(idOf('ann')))).status).toBe(200);
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual(['amelia.stone', 'ann', 'bsmith']);
    await expectAgreement(stage);
  });

  test('stands when the client repeats it meanwhile, and is applied once', async () => {
    const stage = await kept();
    const { id, idOf, sandbox, host } = stage;
    expect((await stage.patch(id, removing(idOf('ann')))).status).toBe(429);
    await sandbox.up();
    sandbox.forgetCalls();
    await host.calls['import.run']({});
    expect(writes(sandbox)).toHaveLength(1);
    expect((await stage.patch(id, removing(idOf('ann')))).status).toBe(200);
    expect(writes(sandbox)).toHaveLength(1);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith']);
  });

  test('is closed by a definite refusal, and holds up no other', async () => {
    const stage = await kept();
    const { idOf, sandbox, host } = stage;
    const other = stage.groupId('Finance');
    expect((await stage.put(other, 'Finance', [idOf('joanna')])).status).toBe(429);
    sandbox.changeGroup(Number(stage.id), { ownerUserIds: [Number(idOf('ann'))] });
    await sandbox.up();
    await host.calls['import.run']({});
    expect(stage.inside(stage.id)).toEqual(['amelia.stone', 'ann', 'bsmith']);
    expect(stage.inside(other)).toEqual(['joanna']);
    await expectAgreement(stage);
  });

  test('of a member who waits to be enabled needs no Secret Server at all', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox, host } = stage;
    await stage.patch(id, adding(idOf('left.local')));
    await sandbox.down();
    expect((await stage.patch(id, removing(idOf('left.local')))).status).toBe(429);
    await sandbox.up();
    sandbox.change(Number(idOf('left.local')), { enabled: true });
    await host.calls['import.run']({});
    expect(stage.inside(id)).not.toContain('left.local');
  });
});

describe('a deletion while Secret Server is down', () => {
  test('is kept, shown, and applied by itself; its retry hears 204 once', async () => {
    const stage = await helpDesk();
    const { id, app, sandbox, host } = stage;
    await sandbox.down();
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(429);
    expect((await app.send('GET', `/Groups?filter=displayName eq "Help Desk"`)).status).toBe(429);
    await sandbox.up();
    await host.calls['import.run']({});
    expect(sandbox.group(Number(id))?.enabled).toBe(false);
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(404);
  });

  test('is applied by its retry where that comes first', async () => {
    const { id, app, sandbox } = await helpDesk();
    await sandbox.down();
    await app.send('DELETE', `/Groups/${id}`);
    await sandbox.up();
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect(sandbox.group(Number(id))?.enabled).toBe(false);
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(404);
  });

  test('is turned back by pushing the group again', async () => {
    const stage = await helpDesk();
    const { id, app, idOf, sandbox, host } = stage;
    await sandbox.down();
    await app.send('DELETE', `/Groups/${id}`);
    await sandbox.up();
    expect((await stage.post('Help Desk', [idOf('joanna')])).status).toBe(201);
    await host.calls['import.run']({});
    expect(sandbox.group(Number(id))?.enabled).toBe(true);
    expect(stage.inside(id)).toEqual(['joanna']);
  });
});

describe('an answer that was lost', () => {
  test('to a change of members is settled by a look, without a second PATCH', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox } = stage;
    sandbox.fault({ method: 'PATCH', times: 1, effect: { kind: 'dropAfter' } });
    expect((await stage.patch(id, removing(idOf('ann')), adding(idOf('joanna')))).status).toBe(200);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith', 'joanna']);
    expect(writes(sandbox)).toHaveLength(1);
    await expectAgreement(stage);
  });

  test('to a create and its members makes one group, 201', async () => {
    const stage = await helpDesk();
    const { idOf, sandbox } = stage;
    sandbox.fault({ method: 'POST', path: '/v1/groups', times: 1, effect: { kind: 'dropAfter' } });
    sandbox.fault({ method: 'PATCH', times: 1, effect: { kind: 'dropAfter' } });
    const answer = await stage.post('Vault Ops', [idOf('ann')]);
    expect(answer.status).toBe(201);
    expect(stage.inside(String(answer.body.id))).toEqual(['ann']);
    expect(writes(sandbox)).toHaveLength(2);
  });

  test('to enabling a deleted group is settled by a look', async () => {
    const stage = await helpDesk();
    const { app, id, idOf, sandbox } = stage;
    await app.deleteGroup(id);
    sandbox.fault({ method: 'PATCH', path: `/v1/groups/${id}`, times: 1, effect: { kind: 'dropAfter' } });
    expect((await stage.post('Help Desk', [idOf('ann')])).status).toBe(201);
    expect(stage.inside(id)).toEqual(['ann']);
  });

  test('and no look possible: 429, then the retry ends as if nothing had happened', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox } = stage;
    const members = `/v1/groups/${id}/users`;
    const operations = [removing(idOf('ann')), adding(idOf('joanna'))];
    sandbox.fault({
      method: 'PATCH',
      path: members,
      times: 1,
      effect: { kind: 'latency', ms: 50, after: true },
    });
    sandbox.fault({ method: 'PATCH', path: members, times: 1, effect: { kind: 'dropAfter' } });
    const answering = stage.patch(id, ...operations);
    while (writes(sandbox).length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    sandbox.fault({ method: 'GET', path: members, times: 1, effect: { kind: 'status', status: 503 } });
    expect(await answering).toMatchObject({ status: 429, retryAfter: '30' });
    expect((await stage.patch(id, ...operations)).status).toBe(200);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith', 'joanna']);
    expect(writes(sandbox)).toHaveLength(1);
    await expectAgreement(stage);
  });
});

describe('a push of a new group that breaks off after the group was made', () => {
  test.each(['with', 'without'])('gets its 201 on the retry %s a look-up before, once', async (lookUp) => {
    const stage = await helpDesk();
    const { app, idOf, sandbox } = stage;
    const members = /\/v1\/groups\/\d+\/users/;
    sandbox.fault({ method: 'PATCH', path: members, times: 1, effect: { kind: 'dropBefore' } });
    expect((await stage.post('Vault Ops', [idOf('ann')])).status).toBe(429);
    if (lookUp === 'with') await app.send('GET', '/Groups?filter=displayName eq "Vault Ops"');
    const again = await stage.post('Vault Ops', [idOf('ann')]);
    expect(again.status).toBe(201);
    expect(stage.inside(String(again.body.id))).toEqual(['ann']);
    expect((await stage.post('Vault Ops', [idOf('ann')])).status).toBe(409);
    expect(sandbox.groups().filter(({ name }) => name === 'Vault Ops')).toHaveLength(1);
  });

  test('does not overwrite what the client asked of the group meanwhile', async () => {
    const stage = await helpDesk();
    const { app, idOf, sandbox, host } = stage;
    sandbox.fault({ method: 'PATCH', path: /users/, times: 1, effect: { kind: 'dropBefore' } });
    expect((await stage.post('Vault Ops', [idOf('ann')])).status).toBe(429);
    const pushed = await app.pushGroup('Vault Ops', [{ value: idOf('joanna'), display: 'joanna' }]);
    expect(pushed.ok).toBe(true);
    await host.calls['import.run']({});
    expect(stage.inside(String(pushed.id))).toEqual(['joanna']);
  });
});
