import { expect, test } from 'vitest';
import type { JobView } from '../../src/main/ipc/jobs.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { apply, everything, jobIn, preview, rowsOf } from './job-stage.ts';
import { restartable } from './restart-stage.ts';
import { onStage, read, writes } from './stage.ts';

const slowly = (path: string | RegExp, ms: number) =>
  ({ method: 'GET', path, effect: { kind: 'latency', ms } }) as const;

function addPeople(sandbox: Sandbox, count: number): void {
  for (let n = 0; n < count; n += 1) sandbox.addUser({ userName: `extra.${String(n).padStart(5, '0')}` });
}

const extras = (dataDir: string): number =>
  read<{ many: number }>(dataDir, "SELECT count(*) AS many FROM users WHERE user_name LIKE 'extra.%'")[0]
    ?.many ?? 0;

test('a second import while one reads is the one that reads, and a refresh has to wait', async () => {
  const stage = await onStage();
  stage.sandbox.fault(slowly('/v1/groups', 100));
  const first = await stage.host.calls['import.preview']({ choice: everything, by: 'kim' });
  const second = await stage.host.calls['import.preview']({ choice: everything, by: 'lee' });
  expect(second).toEqual(first);
  await expect(stage.host.calls['import.run']({})).rejects.toMatchObject({ code: 'APP-BUSY' });
  await jobIn(stage.host, 'Review');
  // A preview that waits holds up no refresh.
  await stage.host.calls['import.run']({});
});

test('a job that begins during a refresh begins behind it', async () => {
  const stage = await onStage();
  const slow = stage.sandbox.fault({ ...slowly('/v1/groups', 150), times: 1 });
  const refresh = stage.host.calls['import.run']({});
  await expect.poll(() => slow.hits).toBe(1);
  expect(await stage.host.calls['import.preview']({ choice: everything, by: 'kim' })).toMatchObject({
    stage: 'Reading',
  });
  await refresh;
  await jobIn(stage.host, 'Review');
  const reads = stage.sandbox.calls.filter(
    ({ path, query }) => path === '/v1/users' && query['take']?.includes('200') && !query['filter.userids'],
  );
  const probes = stage.sandbox.calls.filter(({ path }) => path === '/v1/users/current');
  expect(reads).toHaveLength(2);
  // A refresh ends with a probe; the job reads behind it.
  expect(reads[1]?.number).toBeGreaterThan(probes[0]?.number ?? Infinity);
});

test('every stage is told as it begins, and the status says that it works', async () => {
  const stage = await onStage();
  addPeople(stage.sandbox, 3);
  const stages: string[] = [];
  stage.host.events.on('job', (job) => stages.push(job?.stage ?? 'none'));
  const states: string[] = [];
  stage.host.events.on('status', ({ state, sentence }) => states.push(`${state}: ${sentence}`));
  await preview(stage.host);
  await apply(stage.host);
  await stage.host.calls['plan.discard']();
  expect(new Set(stages)).toEqual(new Set(['Reading', 'Review', 'Applying', 'Done', 'none']));
  expect(stages.at(-1)).toBe('none');
  expect(states.some((state) => state.startsWith('Working: '))).toBe(true);
});

test('stopped while it reads, it is over at once, and another can begin', async () => {
  const stage = await onStage();
  const slow = stage.sandbox.fault(slowly('/v1/groups', 300));
  await stage.host.calls['import.preview']({ choice: everything, by: 'kim' });
  await expect.poll(() => slow.hits).toBe(1);
  expect(await stage.host.calls['job.stop']()).toMatchObject({
    stage: 'Stopped',
    result: { sentence: 'Stopped while reading. Nothing was changed.', done: 0 },
  });
  slow.lift();
  expect(await preview(stage.host)).toMatchObject({ stage: 'Review' });
});

test('stopped while it applies, it keeps what is done', async () => {
  const stage = await onStage();
  addPeople(stage.sandbox, 250);
  await preview(stage.host);
  const slow = stage.sandbox.fault(slowly('/v1/users', 40));
  await stage.host.calls['plan.apply']({ by: 'kim' });
  await expect.poll(() => extras(stage.dataDir)).toBeGreaterThan(0);
  await stage.host.calls['job.stop']();
  const job = await jobIn(stage.host, 'Stopped');
  slow.lift();
  const done = job.result?.done ?? 0;
  expect([100, 200]).toContain(done);
  expect(extras(stage.dataDir)).toBe(done);
  expect(job.result?.sentence).toContain(`${String(done)} new`);
  // The next refresh brings the rest.
  await stage.host.calls['import.run']({});
  expect(extras(stage.dataDir)).toBe(250);
});

test('a preview that is stopped or discarded is gone', async () => {
  const stage = await onStage();
  await preview(stage.host);
  expect(await stage.host.calls['job.stop']()).toBeNull();
  await preview(stage.host);
  expect(await stage.host.calls['plan.discard']()).toEqual({ discarded: true });
  expect(await stage.host.calls['plan.discard']()).toEqual({ discarded: false });
  await expect(stage.host.calls['plan.rows']({})).rejects.toMatchObject({ code: 'APP-INPUT' });
});

test('Secret Server that goes away while it is read fails the job, and nothing was changed', async () => {
  const stage = await onStage();
  addPeople(stage.sandbox, 3);
  const slow = stage.sandbox.fault(slowly('/v1/groups', 100));
  await stage.host.calls['import.preview']({ choice: everything, by: 'kim' });
  await expect.poll(() => slow.hits).toBe(1);
  await stage.sandbox.down();
  expect(await jobIn(stage.host, 'Failed')).toMatchObject({ problem: { code: 'SS-DOWN' }, plan: null });
  expect(extras(stage.dataDir)).toBe(0);
  await stage.sandbox.up();
  expect(await preview(stage.host)).toMatchObject({ plan: { counts: { New: 3 } } });
});

test('Secret Server that goes away while it applies fails the job, and what is done stays', async () => {
  const stage = await onStage();
  addPeople(stage.sandbox, 250);
  await preview(stage.host);
  stage.sandbox.fault(slowly('/v1/users', 30));
  await stage.host.calls['plan.apply']({ by: 'kim' });
  await expect.poll(() => extras(stage.dataDir)).toBeGreaterThan(0);
  await stage.sandbox.down();
  const job = await jobIn(stage.host, 'Failed');
  expect(job).toMatchObject({ problem: { code: 'SS-DOWN' }, result: { done: extras(stage.dataDir) } });
  stage.sandbox.clearFaults();
  await stage.sandbox.up();
});

test('a start after an end in the middle of applying says how far it came, until a person has read it', async () => {
  const { sandbox, dataDir, host, again } = await restartable();
  addPeople(sandbox, 250);
  await preview(host);
  sandbox.fault(slowly('/v1/users', 30));
  await host.calls['plan.apply']({ by: 'kim' });
  await expect.poll(() => extras(dataDir)).toBeGreaterThan(0);
  await host.stop();
  const done = extras(dataDir);

  sandbox.clearFaults();
  const next = await again();
  const left: JobView | null = await next.calls['job.get']();
  expect(left).toMatchObject({ kind: 'import', by: 'kim', stage: 'Stopped', plan: null });
  expect(left?.result).toMatchObject({
    done,
    sentence: `Stopped at ${String(done)} of 250, because SCIM Tray ended. What was done stays.`,
  });
  await next.calls['plan.discard']();
  expect(await next.calls['job.get']()).toBeNull();
});

test('twenty thousand rows are compared, ticked and applied', async () => {
  const stage = await onStage({ sandbox: { size: { users: 20_000, groups: 100 } } });
  for (const { id, displayName } of stage.sandbox.users().slice(100)) {
    stage.sandbox.change(id, { displayName: `${displayName} X` });
  }
  const job = await preview(stage.host);
  const updated = job.plan?.counts.Updated ?? 0;
  expect(updated).toBeGreaterThan(19_000);
  expect(Object.keys(await rowsOf(stage.host, 'Updated'))).toHaveLength(500);
  const slow = stage.host.calls['plan.apply']({ by: 'kim' });
  expect((await slow).stage).toBe('Applying');
  // The listener answers meanwhile.
  expect((await stage.okta1.send('GET', '/Users?count=100')).status).toBe(200);
  expect(await jobIn(stage.host, 'Done')).toMatchObject({ result: { done: updated, leftOut: 0 } });
  expect(writes(stage)).toEqual([]);
}, 60_000);
