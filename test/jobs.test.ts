import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { JobView } from '../src/main/ipc/jobs.ts';
import { createPlan, planLifeMs } from '../src/server/domain/plan.ts';
import { createJobs, type Prepared, type Run, type Work } from '../src/server/jobs.ts';
import { openStore } from '../src/server/store/store.ts';
import { dataFolder } from './data-folder.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const minute = 60_000;

async function jobs(idle: () => Promise<void> = () => Promise.resolve()) {
  const store = openStore(join(await dataFolder(), 'scim-tray.db'), Date.now);
  const told: (JobView | null)[] = [];
  const applied: JobView[] = [];
  const refreshing = new Set<Run['progress']>();
  const runner = createJobs({
    settings: store.settings,
    now: Date.now,
    refresh: {
      idle,
      onProgress(listener) {
        refreshing.add(listener);
        return () => void refreshing.delete(listener);
      },
    },
    problemOf: (thrown) => ({ code: 'APP-FAULT', title: String(thrown), remedy: 'Look' }),
    onChange: (view) => told.push(view),
    onApplied: (view) => applied.push(view),
  });
  onTestFinished(async () => {
    await runner.close();
    store.close();
  });
  return { runner, told, applied, store, refreshing };
}

/** A job of which a test decides when each part ends. */
function work(kind: Work['kind'] = 'import') {
  const reading = Promise.withResolvers<void>();
  const applying = Promise.withResolvers<void>();
  const runs: Run[] = [];
  const ended = vi.fn();
  // Whatever a test leaves under way ends with it.
  onTestFinished(() => [reading, applying].forEach(({ resolve }) => resolve()));
  const prepared: Prepared = {
    plan: createPlan({
      kinds: [],
      rows: [],
      watch: { users: new Set(), groups: new Set(), holds: () => true, end: () => {} },
      madeAt: Date.now(),
      limitOf: () => null,
      differencesOf: () => [],
    }),
    check: () => {},
    apply: async (run) => {
      runs.push(run);
      await applying.promise;
      return null;
    },
    result: () => ({ sentence: 'all of it', done: 7, failed: 0, leftOut: 0, failures: [] }),
    end: ended,
  };
  const read = async (run: Run): Promise<Prepared> => {
    runs.push(run);
    await reading.promise;
    return prepared;
  };
  return { work: { kind, read }, reading, applying, runs, ended };
}

test('a job that has not moved for 5 minutes has failed, and what it still does counts no more', async () => {
  const { runner } = await jobs();
  const one = work();
  runner.start(one.work, 'kim');
  await vi.advanceTimersByTimeAsync(4 * minute);
  one.runs[0]?.progress({ phase: 'Reading users', done: 200, total: 400 });
  await vi.advanceTimersByTimeAsync(4 * minute);
  expect(runner.get()).toMatchObject({ stage: 'Reading', progress: { done: 200 } });
  await vi.advanceTimersByTimeAsync(minute);
  expect(runner.get()).toMatchObject({ stage: 'Failed', problem: { code: 'SS-DOWN' }, progress: null });
  expect(one.runs[0]?.signal.aborted).toBe(true);
  one.reading.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(runner.get()).toMatchObject({ stage: 'Failed' });
  expect(one.ended).toHaveBeenCalledOnce();
});

test('one that stands still while it applies keeps the count of what is done', async () => {
  const { runner, applied } = await jobs();
  const one = work();
  runner.start(one.work, 'kim');
  one.reading.resolve();
  await vi.advanceTimersByTimeAsync(0);
  runner.apply(undefined, 'lee');
  await vi.advanceTimersByTimeAsync(5 * minute);
  const failed = { stage: 'Failed', by: 'lee', result: { done: 7 }, plan: null };
  expect(runner.get()).toMatchObject(failed);
  expect(applied).toMatchObject([failed]);
});

test('a preview lives for a day', async () => {
  const { runner, told } = await jobs();
  const one = work();
  runner.start(one.work, 'kim');
  one.reading.resolve();
  await vi.advanceTimersByTimeAsync(planLifeMs - 1);
  expect(runner.get()).toMatchObject({ stage: 'Review' });
  await vi.advanceTimersByTimeAsync(1);
  expect(runner.get()).toBeNull();
  expect(told.at(-1)).toBeNull();
  expect(one.ended).toHaveBeenCalledOnce();
});

test('two kinds never run beside each other, nor does one wipe out the preview of the other', async () => {
  const { runner } = await jobs();
  const one = work('import');
  const other = work('resync');
  runner.start(one.work, 'kim');
  expect(() => runner.start(other.work, 'lee')).toThrow('An import of kim is running');
  one.reading.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(() => runner.start(other.work, 'lee')).toThrow('An import of kim waits for review');
  runner.apply(undefined, 'kim');
  expect(() => runner.start(one.work, 'lee')).toThrow('An import of kim is running');
  expect(() => runner.apply(undefined, 'kim')).toThrow('An import of kim is running');
  expect(runner.discard()).toBe(false);
  one.applying.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(runner.start(other.work, 'lee')).toMatchObject({ kind: 'resync', by: 'lee', stage: 'Reading' });
});

test('a newer preview of the same kind takes the place of the older one', async () => {
  const { runner } = await jobs();
  const one = work();
  runner.start(one.work, 'kim');
  one.reading.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(runner.start(work().work, 'lee')).toMatchObject({ stage: 'Reading', by: 'lee' });
  expect(one.ended).toHaveBeenCalledOnce();
});

test('progress is told at most four times a second, and written down while it applies', async () => {
  const { runner, told, store } = await jobs();
  const one = work();
  runner.start(one.work, 'kim');
  one.reading.resolve();
  await vi.advanceTimersByTimeAsync(0);
  runner.apply(undefined, 'kim');
  await vi.advanceTimersByTimeAsync(0);
  const before = told.length;
  for (let done = 1; done <= 50; done += 1) one.runs[1]?.progress({ phase: 'Applying', done, total: 50 });
  expect(told.length - before).toBeLessThanOrEqual(1);
  expect(store.settings.get('job')).toMatchObject({ kind: 'import', by: 'kim', done: 50, total: 50 });
  one.applying.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.settings.get('job')).toBeUndefined();
});

test('behind a refresh that takes long it waits, shows how that goes, and can be stopped', async () => {
  const refresh = Promise.withResolvers<void>();
  const { runner, refreshing } = await jobs(() => refresh.promise);
  onTestFinished(() => refresh.resolve());
  const one = work();
  runner.start(one.work, 'kim');
  for (let done = 1; done <= 3; done += 1) {
    await vi.advanceTimersByTimeAsync(4 * minute);
    for (const tell of refreshing) tell({ phase: 'Reading groups', done, total: 9 });
  }
  expect(runner.get()).toMatchObject({ stage: 'Reading', progress: { phase: 'Reading groups', done: 3 } });
  expect(runner.stop()).toMatchObject({ stage: 'Stopped' });
  await vi.advanceTimersByTimeAsync(0);
  expect(refreshing.size).toBe(0);
  expect(one.runs).toEqual([]);
});
