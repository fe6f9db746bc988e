import { describe, expect, test } from 'vitest';
import { patchUrn } from '../okta/transport.ts';
import { apply, compare, jobIn, rowOf, rowsOf } from './job-stage.ts';
import { drifted, idOf, make, push } from './resync-stage.ts';
import { restartable } from './restart-stage.ts';
import { onStage, person, read, replace, writes } from './stage.ts';

describe('a resync', () => {
  test('finds what hands changed, and changes nothing before it is applied', async () => {
    const stage = await drifted();
    stage.sandbox.changeGroup(stage.team, { name: 'Renamed' });
    const job = await compare(stage.host);
    expect(job).toMatchObject({ kind: 'resync', stage: 'Review', plan: { limit: null, ticked: 3 } });
    expect(job.plan?.counts).toMatchObject({ Create: 0, Update: 2, Deactivate: 1, Enable: 1, Membership: 1 });
    const rows = await rowsOf(stage.host);
    expect(rows['grace@example.com']).toMatchObject({ kind: 'Update', ticked: true, why: null });
    expect(rows['ada@example.com']).toMatchObject({
      kind: 'Enable',
      ticked: false,
      why: expect.stringMatching(/licence/),
    });
    expect(rows['left@example.com']).toMatchObject({
      kind: 'Deactivate',
      ticked: false,
      why: expect.stringMatching(/cannot sign in/),
    });
    expect(rows['hana.sato']).toMatchObject({ kind: 'Only in Secret Server', ticked: null });
    expect(writes(stage)).toEqual([]);
    const grace = await stage.host.calls['plan.row']({ id: Number(rows['grace@example.com']?.id) });
    expect(grace.differences).toEqual([
      { attribute: 'displayName', here: 'Ada grace', there: 'By Hand', changed: true },
      { attribute: 'emails', here: 'grace@example.com', there: 'hand@example.com', changed: true },
    ]);
    const { rows: groups } = await stage.host.calls['plan.rows']({ text: 'renamed' });
    expect(groups.map(({ kind }) => kind)).toEqual(['Update', 'Membership']);
    const members = await stage.host.calls['plan.row']({ id: Number(groups[1]?.id) });
    expect(members.differences).toEqual([
      { attribute: 'members', here: null, there: 'hana.sato', changed: true },
      { attribute: 'members', here: 'hopper@example.com', there: null, changed: true },
    ]);
  });

  test('repairs what is ticked, one call for each, and Activity tells of each', async () => {
    const stage = await drifted();
    await compare(stage.host);
    expect(await apply(stage.host)).toMatchObject({
      stage: 'Done',
      result: { sentence: '2 accounts and groups changed in Secret Server.', done: 2, failed: 0, leftOut: 0 },
    });
    expect(stage.sandbox.user(stage.grace)).toMatchObject({
      displayName: 'Ada grace',
      emailAddress: 'grace@example.com',
    });
    expect(stage.sandbox.members(stage.team)).toEqual([stage.grace, stage.hopper]);
    expect(stage.sandbox.user(stage.ada)?.enabled).toBe(false);
    expect(stage.sandbox.user(stage.left)?.enabled).toBe(true);
    expect(writes(stage)).toEqual([
      `PATCH /v1/users/${String(stage.grace)}`,
      `PATCH /v1/groups/${String(stage.team)}/users`,
    ]);
    const { rows } = await stage.host.calls['activity.list']({ filter: { sources: ['Resync'] } });
    expect(rows.map(({ action, result, name }) => [action, result, name])).toEqual([
      ['Resync', 'Done', null],
      ['Change members', 'Done', 'Compilers'],
      ['Update', 'Done', 'Ada grace'],
    ]);
    const detail = await stage.host.calls['activity.get']({ id: Number(rows[2]?.id) });
    expect(detail.changes).toContainEqual({
      attribute: 'displayName',
      before: 'By Hand',
      after: 'Ada grace',
    });
    // Nothing is left but what was not ticked.
    expect((await compare(stage.host)).plan?.counts).toMatchObject({
      Update: 0,
      Membership: 0,
      Deactivate: 1,
    });
  });

  test('takes and gives access only where a person ticks it and confirms how many lose it', async () => {
    const stage = await drifted();
    await compare(stage.host);
    await stage.host.calls['plan.tick']({ kind: 'Deactivate', ticked: true });
    await stage.host.calls['plan.tick']({ kind: 'Enable', ticked: true });
    for (const removals of [undefined, 2]) {
      await expect(stage.host.calls['plan.apply']({ by: 'kim', removals })).rejects.toMatchObject({
        code: 'SS-MANY',
        title: 'This deactivates 1 user in Secret Server',
      });
    }
    expect(writes(stage)).toEqual([]);
    expect(await apply(stage.host, 1)).toMatchObject({ stage: 'Done', result: { done: 4 } });
    expect(stage.sandbox.user(stage.ada)?.enabled).toBe(true);
    expect(stage.sandbox.user(stage.left)?.enabled).toBe(false);
  });

  test('stops at the limit of deactivations', async () => {
    const stage = await onStage();
    const ids: number[] = [];
    for (let n = 0; n < 8; n += 1) ids.push(await make(stage, `leaver${String(n)}`));
    for (const id of ids) await stage.okta1.send('PATCH', `/Users/${String(id)}`, replace({ active: false }));
    for (const id of ids) stage.sandbox.change(id, { enabled: true });
    await compare(stage.host);
    const plan = await stage.host.calls['plan.tick']({ kind: 'Deactivate', ticked: true });
    expect(plan.limit).toMatchObject({
      removals: 8,
      sentence: expect.stringMatching(/^This would deactivate 8 of/),
    });
    expect(await apply(stage.host, 8)).toMatchObject({ stage: 'Done', result: { done: 8 } });
  });

  test('knows what is asked, not what is shown: a member put in by hand stays a difference', async () => {
    const stage = await onStage();
    const [grace, hopper] = [await make(stage, 'grace'), await make(stage, 'hopper')];
    const team = await push(stage, 'Compilers', [grace]);
    const hana = idOf(stage, 'hana.sato');
    stage.sandbox.setMembers(team, [grace, hana]);
    await stage.host.calls['import.run']({});
    // Okta puts somebody else in, and knows nothing of Hana.
    await stage.okta1.send('PATCH', `/Groups/${String(team)}`, {
      schemas: [patchUrn],
      Operations: [{ op: 'add', path: 'members', value: [{ value: String(hopper) }] }],
    });
    expect(stage.sandbox.members(team)).toEqual([hana, grace, hopper]);
    await compare(stage.host);
    expect(await rowOf(stage.host, 'Compilers')).toMatchObject({ kind: 'Membership' });
    await apply(stage.host);
    expect(stage.sandbox.members(team)).toEqual([grace, hopper]);
  });

  test('leaves alone whom it must not touch, and says why', async () => {
    const stage = await onStage();
    const alice = Number(stage.sandbox.users().find(({ userName }) => userName === 'alice.corp')?.id);
    await stage.okta1.send(
      'PATCH',
      `/Users/${String(alice)}`,
      replace({ displayName: 'Not hers', active: true }),
    );
    const grace = await make(stage, 'grace');
    stage.sandbox.change(grace, { displayName: 'By Hand' });
    stage.sandbox.change(alice, { displayName: 'Directory says' });
    await stage.host.calls['protection.set']({ add: { users: ['grace@example.com'] } });
    await compare(stage.host);
    expect(await rowOf(stage.host, 'grace@example.com')).toMatchObject({
      kind: 'Update',
      ticked: null,
      why: 'Protected: administers Secret Server',
    });
    // Her names belong to the directory.
    expect(await rowsOf(stage.host, 'Update')).not.toHaveProperty('corp.example.com\\alice.corp');
  });

  test('tells nothing apart that Secret Server only spells in another way', async () => {
    const stage = await onStage();
    const grace = await make(stage, 'grace');
    stage.sandbox.change(grace, { emailAddress: 'GRACE@example.com' });
    expect((await compare(stage.host)).plan?.counts).toMatchObject({ Update: 0 });
  });
});

describe('while a resync is under way', () => {
  test('what a client or a hand changed since the preview is left out', async () => {
    const stage = await drifted();
    const { hopper } = stage;
    stage.sandbox.change(hopper, { displayName: 'By Hand', emailAddress: 'hand@example.com' });
    await compare(stage.host);
    // The client settles one by itself, a hand goes on with the others.
    stage.sandbox.change(hopper, { emailAddress: 'hopper@example.com' });
    await stage.okta1.send('PATCH', `/Users/${String(stage.grace)}`, replace({ displayName: 'Grace H.' }));
    stage.sandbox.setMembers(stage.team, [stage.grace]);
    stage.sandbox.forgetCalls();
    const job = await stage.host.calls['job.get']();
    expect(job?.plan).toMatchObject({ ticked: 2, stale: 1 });
    expect(await apply(stage.host)).toMatchObject({ stage: 'Done', result: { done: 0, leftOut: 2 } });
    expect(writes(stage)).toEqual([]);
    expect(stage.sandbox.user(stage.grace)?.displayName).toBe('Grace H.');
  });

  test('a pause ends it, and what is done stays', async () => {
    const stage = await drifted();
    stage.sandbox.fault({
      method: 'PATCH',
      path: /^\/v1\/users\/\d+$/,
      effect: { kind: 'latency', ms: 150, after: true },
    });
    await compare(stage.host);
    await stage.host.calls['plan.apply']({ by: 'kim' });
    await expect.poll(() => stage.sandbox.user(stage.grace)?.displayName).toBe('Ada grace');
    await stage.host.calls['pause.begin']({ by: 'lee' });
    expect(await jobIn(stage.host, 'Stopped')).toMatchObject({
      problem: { title: 'SCIM Tray was paused' },
      result: { done: 1 },
    });
    expect(stage.sandbox.members(stage.team)).not.toContain(stage.hopper);
    await expect(stage.host.calls['resync.preview']({ by: 'kim' })).resolves.toMatchObject({
      stage: 'Reading',
    });
    await jobIn(stage.host, 'Review');
    await expect(stage.host.calls['plan.apply']({ by: 'kim' })).rejects.toThrow('paused');
  });

  test('a stop ends it behind the record', async () => {
    const stage = await drifted();
    stage.sandbox.fault({
      method: 'PATCH',
      path: /^\/v1\/users\/\d+$/,
      effect: { kind: 'latency', ms: 150, after: true },
    });
    await compare(stage.host);
    await stage.host.calls['plan.apply']({ by: 'kim' });
    await expect.poll(() => stage.sandbox.user(stage.grace)?.displayName).toBe('Ada grace');
    await stage.host.calls['job.stop']();
    expect(await jobIn(stage.host, 'Stopped')).toMatchObject({ problem: null, result: { done: 1 } });
    expect(stage.sandbox.members(stage.team)).not.toContain(stage.hopper);
  });

  test('Secret Server that goes away fails it, and nothing of it is sent later', async () => {
    const stage = await drifted();
    await compare(stage.host);
    await stage.sandbox.down();
    await stage.host.calls['plan.apply']({ by: 'kim' });
    expect(await jobIn(stage.host, 'Failed')).toMatchObject({
      problem: { code: 'SS-DOWN' },
      result: { done: 0 },
    });
    await stage.sandbox.up();
    await stage.host.calls['import.run']({});
    expect(stage.sandbox.user(stage.grace)?.displayName).toBe('By Hand');
    expect(read(stage.dataDir, "SELECT id FROM intents WHERE state = 'open'")).toEqual([]);
  });

  test('one that is refused is told by name, and holds up no other', async () => {
    const stage = await drifted();
    stage.sandbox.fault({
      method: 'PATCH',
      path: `/v1/users/${String(stage.grace)}`,
      effect: { kind: 'status', status: 400, body: { message: 'The value is not allowed.' } },
    });
    await compare(stage.host);
    expect(await apply(stage.host)).toMatchObject({
      stage: 'Done',
      result: {
        done: 1,
        failed: 1,
        failures: [{ name: 'By Hand', problem: { title: expect.stringContaining('not allowed') } }],
      },
    });
    expect(stage.sandbox.members(stage.team)).toContain(stage.hopper);
  });
});

test('a host that ends in the middle of a resync says so, and what it had begun is settled once', async () => {
  const { sandbox, dataDir, host, okta, again } = await restartable();
  const ids: number[] = [];
  for (const name of ['grace', 'hopper', 'ada']) {
    ids.push(Number((await okta.send('POST', '/Users', person(name))).body.id));
  }
  for (const id of ids) sandbox.change(id, { displayName: 'By Hand' });
  await compare(host);
  // The answer to the second is on its way when the host ends.
  const path = `/v1/users/${String(ids[1])}`;
  sandbox.fault({ method: 'PATCH', path, effect: { kind: 'latency', ms: 500, after: true } });
  await host.calls['plan.apply']({ by: 'kim' });
  await expect.poll(() => sandbox.user(Number(ids[1]))?.displayName).toBe('Ada hopper');
  await host.stop();
  sandbox.clearFaults();
  sandbox.forgetCalls();

  const next = await again();
  expect(await next.calls['job.get']()).toMatchObject({
    kind: 'resync',
    stage: 'Stopped',
    result: { sentence: expect.stringMatching(/^Stopped at [12] of 3, because SCIM Tray ended/) },
  });
  await next.start();
  await next.firstImportEnded;
  expect(read(dataDir, "SELECT id FROM intents WHERE state = 'open'")).toEqual([]);
  expect(writes({ sandbox })).toEqual([]);
  expect(ids.map((id) => sandbox.user(id)?.displayName)).toEqual(['Ada grace', 'Ada hopper', 'By Hand']);
});
