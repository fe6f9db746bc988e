import type { ActivityCount } from '../store/activity-counts.ts';
import type { Store } from '../store/store.ts';

/** Upper ends of what calls are counted by, milliseconds; what takes longer is in the last one. */
const ends = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000] as const;
const prefix = 'ms ';

/** Reads of clients and calls of Secret Server: counted in memory, too many to be written down one by one. */
export interface Traffic {
  /** A client read something. */
  read(): void;
  /** Secret Server was called. @param ms how long that took */
  called(ms: number): void;
  /** Writes down what was counted since the last time. */
  flush(): void;
}

/** @param now wall clock, epoch milliseconds. */
export function createTraffic(counts: Store['activityCounts'], now: () => number): Traffic {
  const seen = new Map<string, number>();
  const count = (name: string): void => void seen.set(name, (seen.get(name) ?? 0) + 1);
  return {
    read: () => count('reads'),
    called: (ms) => count(`${prefix}${String(ends.find((end) => ms <= end) ?? ends.at(-1))}`),
    flush() {
      const at = now();
      for (const [name, number] of seen) {
        counts.add(at, name, number);
        seen.delete(name);
      }
    },
  };
}

/**
 * How long calls took that were counted so.
 * @param share 0.5 for the median
 * @returns milliseconds, evenly spread within what was counted together; null: there were none.
 */
export function latencyOf(
  counts: readonly Pick<ActivityCount, 'name' | 'count'>[],
  share: number,
): number | null {
  const buckets = ends.map((end, index) => ({
    from: ends[index - 1] ?? 0,
    to: end,
    count: counts
      .filter(({ name }) => name === `${prefix}${String(end)}`)
      .reduce((sum, { count }) => sum + count, 0),
  }));
  const wanted = share * buckets.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const { from, to, count } of buckets) {
    if (count > 0 && before + count >= wanted)
      return Math.round(from + ((to - from) * (wanted - before)) / count);
    before += count;
  }
  return null;
}
