import type { EndpointService } from './domain/endpoints.ts';
import { asProblem } from './errors.ts';
import type { Log } from './log.ts';

/** How often it is written down when tokens were last used. Milliseconds. */
const everyMs = 60_000;

/** Writes down now and then when tokens were last used: calls are too frequent to write each. @returns ends it. */
export function writeTokenUse(endpoints: Pick<EndpointService, 'flush'>, log: Log): () => void {
  const timer = setInterval(() => {
    try {
      endpoints.flush();
    } catch (thrown) {
      log.warn('last calls not written down', { ...asProblem(thrown).view() }); // with the next one, then
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
