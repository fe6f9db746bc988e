import { describe, expect, test } from 'vitest';
import type { Fault } from '../sandbox/faults.ts';
import { adding, expectAgreement, helpDesk, removing, writes, type GroupStage } from './group-stage.ts';

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
    const { id, idOf, host } = stage;
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

/** The removal of ann is kept, Secret Server still down. */
async function kept(): Promise<GroupStage & { readonly id: string }> {
  const stage = await helpDesk();
  const { sandbox, id, idOf } = stage;
  await sandbox.down();
  expect((await stage.patch(id, removing(idOf('ann')))).status).toBe(429);
  return stage;
}

describe('a removal that waits', () => {
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
