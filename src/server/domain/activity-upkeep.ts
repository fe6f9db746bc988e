import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../store/store.ts';
import type { Traffic } from './traffic.ts';

/** Milliseconds between two looks at what is old. */
const everyMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;
/** Rows looked at in one go: whoever comes meanwhile waits for a few milliseconds. */
const atATime = 500;
/** Okta gives a change up after 85 hours. */
const givenUpMs = 7 * dayMs;

const givenUp = {
  replaced: 'A later change took its place.',
  lost: 'The client was told to send this change again, and did not.',
  problem: {
    code: 'OK-LOST',
    title: 'The client did not send this change again',
    remedy: 'Retry it in Okta: Dashboard, Tasks. Or assign the person or push the group again',
  },
} as const;

interface UpkeepDeps {
  readonly store: Store;
  readonly traffic: Traffic;
  /** Wall clock, epoch milliseconds; and monotonic ones. */
  readonly now: () => number;
  readonly monotonic: () => number;
  /** Days that rows are kept. */
  readonly retentionDays: () => number;
}

/** Counts what is new in Activity, and removes what is old. */
export interface ActivityUpkeep {
  /** To be called every minute, and at the end. @throws when the data file cannot be written */
  count(): void;
  /** To be called every minute: once an hour rows that are old go, in small slices. */
  prune(): Promise<void>;
}

export function createActivityUpkeep({
  store,
  traffic,
  now,
  monotonic,
  retentionDays,
}: UpkeepDeps): ActivityUpkeep {
  const { activityRetention: retention } = store;
  let prunedAt = Number.NEGATIVE_INFINITY;
  async function slices(slice: () => boolean): Promise<void> {
    while (store.transaction(slice)) await nextTurn();
  }
  return {
    count() {
      store.transaction(() => {
        traffic.flush();
        store.activityCounts.countRows();
      });
    },
    async prune() {
      if (monotonic() - prunedAt < everyMs) return;
      prunedAt = monotonic();
      const before = now() - retentionDays() * dayMs;
      await slices(() => retention.rows(before, atATime) > 0);
      let after: number | null = 0;
      await slices(() => {
        after = retention.subjects(after ?? 0, atATime);
        return after !== null;
      });
      store.transaction(() => {
        retention.counts(before);
        retention.giveUp(now() - givenUpMs, givenUp);
      });
    },
  };
}
