import { describe, expect, test } from 'vitest';
import { createActivityCounts } from '../../src/server/store/activity-counts.ts';
import { createActivityFailures } from '../../src/server/store/activity-failures.ts';
import { createActivityRetention } from '../../src/server/store/activity-retention.ts';
import { day, entry, noon, openActivity } from './activity-stage.ts';

test('a row is read as it was written, and keeps its time when it is brought up to date', () => {
  const { activity } = openActivity();
  const id = activity.add(entry({ result: 'Waiting', retryKey: 'User update 7' }));
  expect(activity.get(id)).toEqual({
    ...entry({ result: 'Waiting', retryKey: 'User update 7' }),
    id,
    dealtWith: 0,
  });
  expect(activity.set(id, entry({ at: noon + day, name: 'Kim Park' }))).toBe(true);
  expect(activity.get(id)).toEqual({ ...entry({ name: 'Kim Park' }), id, dealtWith: 0 });
  expect(activity.set(id + 1, entry())).toBe(false);
});

test('only a row that waits is gone on with, and only by its endpoint', () => {
  const { activity } = openActivity();
  const waits = { result: 'Waiting', retryKey: 'User update 7' } as const;
  const id = activity.add(entry(waits));
  expect(activity.waiting(1, 'User update 7')?.id).toBe(id);
  expect(activity.waiting(2, 'User update 7')).toBeUndefined();
  expect(activity.waiting(1, 'User update 8')).toBeUndefined();
  activity.set(id, entry({ ...waits, result: 'Done' }));
  expect(activity.waiting(1, 'User update 7')).toBeUndefined();
});

test('an id is never used again: the newest row stays', () => {
  const { db, activity } = openActivity();
  activity.add(entry());
  const id = activity.add(entry());
  expect(createActivityRetention(db).rows(noon + day, 100)).toBe(1);
  expect(activity.newest()).toBe(id);
  expect(activity.add(entry())).toBe(id + 1);
});

describe('counts', () => {
  test.each([
    ['before they are counted', []],
    ['once they are counted', ['end']],
    ['counted again and again', ['begin', 'middle', 'end']],
  ])('follow the rows, by quarters of an hour, %s', (_, when) => {
    const { db, activity } = openActivity();
    const counts = createActivityCounts(db);
    const count = (moment: string): void => {
      if (when.includes(moment)) counts.countRows();
    };
    const quarter = 15 * 60_000;
    activity.add(entry({ at: noon - 1 }));
    count('begin');
    activity.add(entry({ at: noon }));
    const waiting = activity.add(entry({ at: noon + quarter - 1, result: 'Waiting' }));
    count('middle');
    activity.add(entry({ at: noon + quarter, source: 'You', action: 'Pause' }));
    activity.set(waiting, entry({ result: 'Done' }));
    count('end');
    expect(counts.since(noon)).toEqual([
      { at: noon, name: 'Client Done', count: 2 },
      { at: noon + quarter, name: 'You Done', count: 1 },
    ]);
  });

  test('take what is counted elsewhere', () => {
    const counts = createActivityCounts(openActivity().db);
    counts.add(noon + 5, 'reads', 3);
    counts.add(noon + 6, 'reads', 4);
    expect(counts.since(noon)).toEqual([{ at: noon, name: 'reads', count: 7 }]);
  });
});

const success = entry();

function failing(over: Parameters<typeof entry>[0] = {}) {
  const { db, activity } = openActivity();
  const failures = createActivityFailures(db);
  const id = activity.add(entry({ result: 'Failed', ...over }));
  expect(failures.count()).toBe(1);
  return { activity, failures, id };
}

describe('a failure is a problem', () => {
  test('until a later success of the same resource', () => {
    const { failures, activity, id } = failing();
    failures.settledBy({ ...success, resourceId: 8 });
    failures.settledBy({ ...success, type: 'Group' });
    expect(failures.count()).toBe(1);
    failures.settledBy(success);
    expect(failures.count()).toBe(0);
    expect(activity.get(id)?.dealtWith).toBe(1);
  });

  test('of a create until somebody of that name is there, in any letter case', () => {
    const { failures } = failing({ action: 'Create', resourceId: null, signInName: 'ÄNNE@example.com' });
    failures.settledBy({ ...success, signInName: 'kim@example.com' });
    expect(failures.count()).toBe(1);
    failures.settledBy({ ...success, resourceId: 99, signInName: 'änne@example.com' });
    expect(failures.count()).toBe(0);
  });

  test('that left somebody with access until access is decided anew, whatever else goes well', () => {
    const { failures } = failing({ action: 'Deactivate' });
    failures.settledBy({ ...success, action: 'Update' });
    failures.settledBy({ ...success, action: 'Link' });
    expect(failures.count()).toBe(1);
    failures.settledBy({ ...success, action: 'Delete' });
    expect(failures.count()).toBe(0);
  });

  test('of an import until the next one', () => {
    const none = { type: null, resourceId: null, name: null, signInName: null };
    const { failures } = failing({ ...none, source: 'Import', action: 'Import' });
    failures.settledBy({ ...success, ...none, action: 'Pause' });
    expect(failures.count()).toBe(1);
    failures.settledBy({ ...success, ...none, action: 'Import' });
    expect(failures.count()).toBe(0);
  });

  test('until a person has dealt with it, or with all of them', () => {
    const { failures, activity, id } = failing();
    const others = [entry({ result: 'Failed' }), entry({ result: 'Failed' }), entry()].map(activity.add);
    expect(failures.dismiss([id, others[2] ?? 0, 4711])).toBe(1);
    expect(failures.count()).toBe(2);
    expect(failures.dismiss(undefined)).toBe(2);
    expect(failures.count()).toBe(0);
  });

  test('again once its row fails anew', () => {
    const { failures, activity, id } = failing();
    failures.dismiss([id]);
    activity.set(id, entry({ result: 'Failed' }));
    expect(failures.count()).toBe(1);
  });
});

describe('old rows', () => {
  test('go in slices, the newer ones stay', () => {
    const { db, activity } = openActivity();
    for (let n = 0; n < 10; n += 1) activity.add(entry({ at: noon + n * day }));
    const retention = createActivityRetention(db);
    expect([1, 2, 3].map(() => retention.rows(noon + 5 * day, 3))).toEqual([3, 2, 0]);
    expect(activity.get(5)).toBeUndefined();
    expect(activity.get(6)).toBeDefined();
  });

  test('take along the names that nobody has any more', () => {
    const { db, activity } = openActivity();
    for (const name of ['a', 'b', 'c', 'd'])
      activity.add(entry({ name, at: name < 'c' ? noon : noon + day }));
    const retention = createActivityRetention(db);
    retention.rows(noon + 1, 100);
    const steps = [0];
    for (let after: number | null = 0; after !== null;) {
      after = retention.subjects(after, 2);
      if (after !== null) steps.push(after);
    }
    expect(steps).toEqual([0, 2, 4]);
    expect(db.prepare('SELECT name FROM activity_subjects').pluck().all()).toEqual(['c', 'd']);
  });

  test('take along their counts', () => {
    const { db, activity } = openActivity();
    activity.add(entry({ at: noon }));
    activity.add(entry({ at: noon + day }));
    const counts = createActivityCounts(db);
    counts.countRows();
    createActivityRetention(db).counts(noon + day);
    expect(counts.since(1)).toMatchObject([{ at: noon + day }]);
    counts.countRows();
    expect(counts.since(1)).toMatchObject([{ at: noon + day }]);
  });
});
