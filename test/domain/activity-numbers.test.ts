import { expect, test } from 'vitest';
import { activityNumbers, numbersSince } from '../../src/server/domain/activity-numbers.ts';

const at = (hour: number, minute: number, day = 24): number =>
  new Date(2026, 10, day, hour, minute).getTime();
const now = at(14, 20);

test('counts changes of today and of these seven days by the clock here', () => {
  const { today, week, readsToday } = activityNumbers(
    [
      { at: at(0, 0), name: 'Client Done', count: 2 },
      { at: at(14, 15), name: 'Resync Done', count: 1 },
      { at: at(14, 15), name: 'Import Done', count: 64 },
      { at: at(14, 15), name: 'You Done', count: 128 },
      { at: at(14, 15), name: 'Client Failed', count: 4 },
      { at: at(14, 15), name: 'reads', count: 90 },
      { at: at(23, 45, 23), name: 'Client No change', count: 8 },
      { at: at(23, 45, 23), name: 'reads', count: 7 },
      { at: at(0, 0, 18), name: 'Client Done', count: 16 },
      { at: at(23, 45, 17), name: 'Client Done', count: 32 },
    ],
    now,
  );
  expect(today).toEqual({ Done: 3, 'No change': 0, Skipped: 0, Failed: 4, Waiting: 0 });
  expect(week).toEqual({ Done: 19, 'No change': 8, Skipped: 0, Failed: 4, Waiting: 0 });
  expect(readsToday).toBe(90);
});

test('has 24 hours, the oldest first, the last one still running', () => {
  const { hours } = activityNumbers(
    [
      { at: at(14, 0), name: 'Client Done', count: 1 },
      { at: at(14, 15), name: 'Client Done', count: 2 },
      { at: at(14, 15), name: 'ms 100', count: 10 },
      { at: at(13, 45), name: 'Client Waiting', count: 4 },
      { at: at(15, 0, 23), name: 'Client Done', count: 8 },
      { at: at(14, 45, 23), name: 'Client Done', count: 16 },
    ],
    now,
  );
  expect(hours).toHaveLength(24);
  expect(hours[0]).toMatchObject({ at: new Date(at(15, 0, 23)).toISOString(), results: { Done: 8 } });
  expect(hours[22]).toMatchObject({ results: { Done: 0, Waiting: 4 }, latencyP50: null, latencyP95: null });
  expect(hours[23]).toMatchObject({
    at: new Date(at(14, 0)).toISOString(),
    results: { Done: 3 },
    latencyP50: 75,
    latencyP95: 98,
  });
});

test('needs the counts of a week', () => {
  expect(numbersSince(now)).toBe(at(0, 0, 18));
});
