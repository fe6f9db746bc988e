import { describe, expect, test } from 'vitest';
import { apply, compare, rowOf } from './job-stage.ts';
import { make, push } from './resync-stage.ts';
import { onStage, person } from './stage.ts';

describe('what was refused when it was asked for', () => {
  test('can be made by a resync, and the client that asks again hears 201', async () => {
    const stage = await onStage();
    const broken = stage.sandbox.fault({
      method: 'POST',
      path: '/v1/users',
      effect: { kind: 'status', status: 400, body: { message: 'No.' } },
    });
    expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(400);
    broken.lift();
    await compare(stage.host);
    const row = await rowOf(stage.host, 'grace@example.com');
    expect(row).toMatchObject({
      kind: 'Create',
      ticked: false,
      why: expect.stringMatching(/still assigned\?$/),
    });
    await stage.host.calls['plan.tick']({ ids: [row.id], ticked: true });
    expect(await apply(stage.host)).toMatchObject({ stage: 'Done', result: { done: 1 } });
    const made = stage.sandbox.userByName('grace@example.com');
    expect(made).toMatchObject({ displayName: 'Ada grace', enabled: true });
    const { status, body } = await stage.okta1.send('POST', '/Users', person('grace'));
    expect({ status, id: Number(body.id) }).toEqual({ status: 201, id: made?.id });
    expect((await compare(stage.host)).plan?.counts).toMatchObject({ Create: 0 });
  });

  test('a group too, with its members', async () => {
    const stage = await onStage();
    const grace = await make(stage, 'grace');
    const broken = stage.sandbox.fault({
      method: 'POST',
      path: '/v1/groups',
      effect: { kind: 'status', status: 400, body: { message: 'No.' } },
    });
    await push(stage, 'Compilers', [grace]);
    broken.lift();
    await compare(stage.host);
    const row = await rowOf(stage.host, 'Compilers');
    await stage.host.calls['plan.tick']({ ids: [row.id], ticked: true });
    expect(await apply(stage.host)).toMatchObject({ stage: 'Done', result: { done: 1 } });
    expect(stage.sandbox.members(Number(stage.sandbox.groupByName('Compilers')?.id))).toEqual([grace]);
    expect(await push(stage, 'Compilers', [grace])).toBe(stage.sandbox.groupByName('Compilers')?.id);
  });

  test('is no row once it was made', async () => {
    const stage = await onStage();
    const broken = stage.sandbox.fault({
      method: 'POST',
      path: '/v1/users',
      effect: { kind: 'status', status: 400, body: { message: 'No.' } },
    });
    await stage.okta1.send('POST', '/Users', person('grace'));
    broken.lift();
    await make(stage, 'grace');
    expect((await compare(stage.host)).plan?.counts).toMatchObject({ Create: 0 });
  });
});

test('a pushed group that was disabled by hand can be enabled with its members', async () => {
  const stage = await onStage();
  const grace = await make(stage, 'grace');
  const team = await push(stage, 'Compilers', [grace]);
  stage.sandbox.changeGroup(team, { enabled: false });
  stage.sandbox.setMembers(team, []);
  await compare(stage.host);
  const row = await rowOf(stage.host, 'Compilers');
  expect(row).toMatchObject({ kind: 'Enable', ticked: false });
  await stage.host.calls['plan.tick']({ ids: [row.id], ticked: true });
  expect(await apply(stage.host)).toMatchObject({ result: { done: 1 } });
  expect(stage.sandbox.group(team)?.enabled).toBe(true);
  expect(stage.sandbox.members(team)).toEqual([grace]);
});
