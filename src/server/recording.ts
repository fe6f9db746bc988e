import { createActivityLog } from './domain/activity.ts';
import { createActivityUpkeep } from './domain/activity-upkeep.ts';
import { recordedStore } from './domain/recorded-store.ts';
import { createTraffic } from './domain/traffic.ts';
import { asScimError } from './http/faults.ts';
import { describeFault, type Log } from './log.ts';
import type { Store } from './store/store.ts';

interface RecordingDeps {
  /** The tables; nobody else may write changes to them but through the store that is given back. */
  readonly tables: Store;
  /** Milliseconds. */
  readonly monotonic: () => number;
  readonly log: Log;
  /** Days that rows are kept. */
  readonly retentionDays: () => number;
  /** Rows of Activity were written. @param newest the highest id */
  readonly onChange: (newest: number) => void;
}

/** The store, with Activity behind it. */
export function createRecording({ tables, monotonic, log, retentionDays, onChange }: RecordingDeps) {
  const now = Date.now;
  const activity = createActivityLog({
    store: tables,
    now,
    monotonic,
    asRefusal: asScimError,
    onChange,
    onFault: (thrown) => log.warn('activity not written down yet', describeFault(thrown)),
  });
  const store = recordedStore(tables, activity);
  const traffic = createTraffic(store.activityCounts, now);
  return {
    store,
    activity,
    traffic,
    /** Whoever looks sees all of it. */
    flushActivity: (): void => {
      activity.flush();
      store.transaction(() => traffic.flush());
    },
    activityUpkeep: createActivityUpkeep({ store, traffic, now, monotonic, retentionDays }),
  };
}
