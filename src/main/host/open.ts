import { setTimeout as delay } from 'node:timers/promises';
import { FolderInUse } from '../../server/open-host.ts';
import type { Log } from '../../server/log.ts';
import { openedWhenNeeded, openSecrets } from '../../server/secrets/open.ts';
import type { Options } from '../options.ts';
import { attach } from './attach.ts';
import { serve } from './own.ts';
import type { Served } from './served.ts';

/** How long a command, or a host that just starts, may hold the data folder before we give up. Milliseconds. */
const patienceMs = 5_000;
const retryMs = 200;

/**
 * The running host of the data folder, or a new one in this process.
 * @returns null when only a running one is wanted, and there is none.
 * @throws Problem APP-DATA when neither can be.
 */
export async function openServed(options: Options, log: Log, attachOnly: boolean): Promise<Served | null> {
  const { dataDir, port } = options;
  const until = performance.now() + patienceMs;
  const secrets = openedWhenNeeded(() => openSecrets(options.secrets, dataDir, process.env));
  for (;;) {
    const attached = await attach(dataDir);
    if (attached) return attached;
    if (attachOnly) return null;
    try {
      return await serve({ dataDir, secrets, log, ...(port === undefined ? {} : { port }) });
    } catch (thrown) {
      if (!(thrown instanceof FolderInUse)) throw thrown;
      if (performance.now() > until) throw thrown.problem;
    }
    await delay(retryMs);
  }
}
