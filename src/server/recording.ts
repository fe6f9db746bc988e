import { createActivityLog } from './domain/activity.ts';
import { createActivityUpkeep } from './domain/activity-upkeep.ts';
import { recordedStore } from './domain/recorded-store.ts';
import { createTraffic } from './domain/traffic.ts';
import type { RequestOutcome } from './http/context.ts';
import { asScimError } from './http/faults.ts';
import { describeFault, type Log } from './log.ts';
import { createMetrics, type Measured } from './metrics.ts';
import type { CallLog } from './secret-server/http.ts';
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
  /** What the figures say besides what is counted here. */
  readonly measure: () => Measured;
}

/** The store with Activity behind it, and whoever else hears of what goes on. */
export function createRecording(deps: RecordingDeps) {
  const { tables, monotonic, log, retentionDays, onChange } = deps;
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
  const metrics = createMetrics(deps.measure, now);
  return {
    store,
    activity,
    metrics,
    /** A call of Secret Server has ended. */
    onCall: (call: CallLog): void => {
      activity.called(call);
      traffic.called(call.ms);
      metrics.called(call);
    },
    /** A client was answered. */
    onRequest: (request: RequestOutcome): void => {
      if (request.kind === 'read' && request.status < 400) traffic.read();
      metrics.request(request);
    },
    /** Whoever looks sees all of it. */
    flushActivity: (): void => {
      activity.flush();
      store.transaction(() => traffic.flush());
    },
    activityUpkeep: createActivityUpkeep({ store, traffic, now, monotonic, retentionDays }),
  };
}
