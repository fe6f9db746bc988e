import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { createActivity, type NewActivity } from '../../src/server/store/activity.ts';
import { createActivityCounts } from '../../src/server/store/activity-counts.ts';
import { createActivityFailures } from '../../src/server/store/activity-failures.ts';
import { createActivityRetention } from '../../src/server/store/activity-retention.ts';
import { createActivitySearch, type ActivitySearch } from '../../src/server/store/activity-search.ts';
import { openDatabase, type Db } from '../../src/server/store/database.ts';
import { day, entry, noon, openActivity, plansOf } from './activity-stage.ts';

/** A row for each of these, the oldest first. */
function searching(rows: readonly Partial<NewActivity>[]) {
  const { db, activity } = openActivity();
  for (const row of rows) activity.add(entry(row));
  const search = createActivitySearch(db);
  return (wanted: Omit<ActivitySearch, 'limit'>, limit = 100) =>
    search.find({ limit, ...wanted }).map(({ id }) => id);
}

describe('rows are found, newest first,', () => {
  const find = () =>
    searching([
      { action: 'Create', at: noon - 3 * day },
      {
        action: 'Deactivate',
        result: 'Failed',
        at: noon - 2 * day,
        requestId: 'c0ffee00-0000-4000-8000-000000000000',
      },
      {
        type: 'Group',
        resourceId: 7,
        name: 'Help Desk',
        signInName: null,
        action: 'Change members',
        at: noon - day,
      },
      { resourceId: 8, name: 'Zoë Æther', signInName: 'zoe', result: 'Waiting' },
      {
        source: 'You',
        action: 'Pause',
        type: null,
        resourceId: null,
        name: null,
        signInName: null,
        endpoint: null,
      },
    ]);
  const cases: [string, Omit<ActivitySearch, 'limit'>, number[]][] = [
    ['all of them', {}, [5, 4, 3, 2, 1]],
    ['of one result', { results: ['Failed'] }, [2]],
    ['of several results', { results: ['Failed', 'Waiting'] }, [4, 2]],
    ['of an action', { actions: ['Create', 'Pause'] }, [5, 1]],
    ['of a source', { sources: ['You'] }, [5]],
    ['of a result and an action that no row has both', { results: ['Failed'], actions: ['Create'] }, []],
    ['since a moment', { since: noon - 2 * day }, [5, 4, 3, 2]],
    ['until a moment, which is not included', { until: noon - 2 * day }, [1]],
    ['between two moments, of one result', { since: noon - 2 * day, until: noon, results: ['Done'] }, [3]],
    ['of one resource', { type: 'User', resourceId: 7 }, [2, 1]],
    ['of whatever has the id', { resourceId: 7 }, [3, 2, 1]],
    ['of one resource and result', { type: 'User', resourceId: 7, results: ['Failed'] }, [2]],
    ['of one resource by a text', { resourceId: 7, text: 'desk' }, [3]],
    ['of one type', { type: 'Group' }, [3]],
    ['by a part of the name, in any letter case', { text: 'KIM' }, [2, 1]],
    ['by letters beyond ASCII', { text: 'zoË æ' }, [4]],
    ['by a part of the sign-in name', { text: '@example' }, [2, 1]],
    ['by a whole id', { text: '8' }, [4]],
    ['by the beginning of a request id', { text: 'C0FFEE00' }, [2]],
    ['by a text that is none of a pattern', { text: '%' }, []],
    ['by a text and a result', { text: 'kim', results: ['Done'] }, [1]],
    ['before a row', { before: 4 }, [3, 2, 1]],
    ['that are still a problem', { results: ['Failed'], dealtWith: false }, [2]],
    ['that are none any more', { results: ['Failed'], dealtWith: true }, []],
  ];
  test.each(cases)('%s', (_, search, ids) => {
    expect(find()(search)).toEqual(ids);
  });

  test('so many at a time', () => {
    expect(find()({ results: ['Done', 'Failed', 'Waiting'] }, 2)).toEqual([5, 4]);
    expect(find()({ before: 4, results: ['Done', 'Failed'] }, 2)).toEqual([3, 2]);
  });

  test('also where their times are not in order, as after a crash', () => {
    const late = searching([{ at: noon }, { at: noon - 6 * day }, { at: noon + day }]);
    expect(late({ until: noon })).toEqual([2]);
    expect(late({ since: noon })).toEqual([3, 1]);
  });
});

describe('with 100,000 rows of 2,000 people', () => {
  let db: Db;
  beforeAll(() => {
    db = openDatabase(':memory:');
    const activity = createActivity(db);
    db.transaction(() => {
      for (let n = 0; n < 100_000; n += 1) {
        const who = n % 2_000;
        activity.add(
          entry({
            at: noon + n * 60_000,
            resourceId: who + 1,
            name: `Person ${String(who)}`,
            signInName: `p${String(who)}`,
            result: n === 77_777 ? 'Failed' : 'Done',
          }),
        );
      }
    })();
  }, 120_000);
  afterAll(() => void db.close());

  test('every page of a walk follows the one before it, whatever it is filtered by', () => {
    const search = createActivitySearch(db);
    const filters: Omit<ActivitySearch, 'limit'>[] = [
      {},
      { actions: ['Update'] },
      { text: 'person 1' },
      { text: 'p' },
    ];
    for (const filter of filters) {
      const seen: number[] = [];
      for (let page = 0; page < 5; page += 1) {
        const ids = search.find({ ...filter, before: seen.at(-1), limit: 100 }).map(({ id }) => id);
        expect(ids).toHaveLength(100);
        seen.push(...ids);
      }
      expect(seen).toEqual([...new Set(seen)].toSorted((one, other) => other - one));
    }
    expect(search.find({ results: ['Failed'], limit: 100 }).map(({ id }) => id)).toEqual([77_778]);
  });

  test('a time is found by halving: the rows around it are right', () => {
    const search = createActivitySearch(db);
    const since = noon + 50_000 * 60_000;
    const found = search.find({ since, until: since + 3 * 60_000, limit: 10 });
    expect(found.map(({ id }) => id)).toEqual([50_003, 50_002, 50_001]);
  });

  test('every list is a range of an index: no table is walked', () => {
    db.exec('ANALYZE');
    const plans = plansOf(db, createActivitySearch);
    const lists = plans.filter((step) => / a USING /.test(step));
    expect(lists).toEqual([
      'SEARCH a USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
      expect.stringContaining(
        'activity_by_kind (result=? AND action=? AND source=? AND rowid>? AND rowid<?)',
      ),
      expect.stringContaining('activity_by_subject (subject_id=? AND rowid>? AND rowid<?)'),
      expect.stringContaining('activity_by_request (request_id>? AND request_id<?)'),
      'SEARCH a USING INTEGER PRIMARY KEY (rowid=?)',
    ]);
    expect(plans.filter((step) => /^SCAN (activity|a)\b/.test(step))).toEqual([]);
  });

  test('so is every other question', () => {
    for (const make of [
      createActivity,
      createActivityFailures,
      createActivityCounts,
      createActivityRetention,
    ]) {
      const scans = plansOf(db, make).filter((step) => /^SCAN (activity|a|activity_counts)\b/.test(step));
      // Both hold what waits for somebody, and nothing else.
      expect(scans.filter((step) => !/activity_(failed|waiting)$/.test(step))).toEqual([]);
    }
  });
});
