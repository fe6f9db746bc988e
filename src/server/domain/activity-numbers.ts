import type { ActivityHour, ActivityNumbers, Result, Source } from '../../main/ipc/activity.ts';
import { startOfDay } from '../local-time.ts';
import type { ActivityCount } from '../store/activity-counts.ts';
import { latencyOf } from './traffic.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** What of Activity changes Secret Server: everything that speaks of changes counts these alone. */
export const changing: readonly Source[] = ['Client', 'Resync'];
const results: readonly Result[] = ['Done', 'No change', 'Skipped', 'Failed', 'Waiting'];

/** When the counts begin that the numbers of this moment need. Both epoch milliseconds. */
export function numbersSince(now: number): number {
  return Math.min(weekBefore(now), firstHour(now));
}

/**
 * What the Status screen shows of changes: today, these seven days, and the last 24 hours, by the clock here.
 * @param counts since `numbersSince(now)`
 * @param now epoch milliseconds
 */
export function activityNumbers(
  counts: readonly ActivityCount[],
  now: number,
): Omit<ActivityNumbers, 'users' | 'groups'> {
  const today = counts.filter(({ at }) => at >= startOfDay(now));
  const week = counts.filter(({ at }) => at >= weekBefore(now));
  const hours = Array.from({ length: 24 }, (_, index) => hourOf(counts, firstHour(now) + index * hourMs));
  const reads = today.filter(({ name }) => name === 'reads');
  return { today: byResult(today), week: byResult(week), readsToday: sum(reads), hours };
}

/** The hour that runs is the last one. Time zones may be off by half an hour: hours begin as clocks show them. */
function firstHour(now: number): number {
  return new Date(now).setMinutes(0, 0, 0) - 23 * hourMs;
}

/** Seven days, today among them. */
function weekBefore(now: number): number {
  return startOfDay(startOfDay(now) - 5.5 * dayMs);
}

function hourOf(counts: readonly ActivityCount[], begin: number): ActivityHour {
  const inside = counts.filter(({ at }) => at >= begin && at < begin + hourMs);
  return {
    at: new Date(begin).toISOString(),
    results: byResult(inside),
    latencyP50: latencyOf(inside, 0.5),
    latencyP95: latencyOf(inside, 0.95),
  };
}

function byResult(counts: readonly ActivityCount[]): Readonly<Record<Result, number>> {
  return Object.fromEntries(results.map((result) => [result, changesIn(counts, result)])) as Record<
    Result,
    number
  >; // all of them
}

/** How many changes ended so. */
export function changesIn(counts: readonly ActivityCount[], result: Result): number {
  return sum(counts.filter(({ name }) => changing.some((source) => name === `${source} ${result}`)));
}

function sum(counts: readonly ActivityCount[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}
