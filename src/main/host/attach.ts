import { consoleCalls } from '../../server/console/client.ts';
import { followEvents } from '../../server/console/follow.ts';
import type { Served } from './served.ts';

/** The host that runs on this data folder already; null when none does. Closing leaves it running (D19). */
export async function attach(dataDir: string): Promise<Served | null> {
  const calls = await consoleCalls(dataDir);
  if (!calls) return null;
  const { pid } = await calls['status.get']();
  const following = new AbortController();
  return {
    calls,
    attachedTo: pid,
    begin(tell, onLost) {
      // However the stream ended, nothing of that host can be believed any more.
      followEvents(dataDir, tell, following.signal).then(onLost, onLost);
    },
    close: async () => following.abort(),
  };
}
