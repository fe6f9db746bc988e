import type { ActivityUpkeep } from './domain/activity-upkeep.ts';
import type { EndpointService } from './domain/endpoints.ts';
import { describeFault, type Log } from './log.ts';

/** How often it is written down when tokens were last used, and what was counted. */
const everyMs = 60_000;

export interface Upkeep {
  /** Writes all of it down for the last time. @throws when the data file cannot be written */
  end(): void;
}

/** What is done every minute. What cannot be written then is written with the next one. */
export function startUpkeep({
  endpoints,
  activity,
  log,
}: {
  readonly endpoints: Pick<EndpointService, 'flush'>;
  readonly activity: ActivityUpkeep;
  readonly log: Log;
}): Upkeep {
  function write(): void {
    endpoints.flush();
    activity.count();
  }
  async function minute(): Promise<void> {
    try {
      write();
      await activity.prune();
    } catch (thrown) {
      log.warn('counts and last calls not written down', describeFault(thrown));
    }
  }
  const timer = setInterval(() => void minute(), everyMs);
  timer.unref();
  return {
    end() {
      clearInterval(timer);
      write();
    },
  };
}
