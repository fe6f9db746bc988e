import { setTimeout as delay } from 'node:timers/promises';
import type { Calls } from '../../main/ipc/contract.ts';
import { consoleCalls } from '../console/client.ts';
import type { Host } from '../host.ts';
import { FolderInUse, openHost } from '../open-host.ts';
import { openedWhenNeeded, openSecrets } from '../secrets/open.ts';
import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/** The calls, and whether a running host answers them or this very process. */
export interface Reached {
  readonly calls: Calls;
  /** undefined when another process serves. */
  readonly host?: Host;
}

/** How long another command, or a host that just starts, may hold the data folder before we give up. Milliseconds. */
const patienceMs = 5_000;
const retryMs = 200;

/**
 * Does something with the host of the data folder: the running one if there is, else one that lives for this
 * purpose only and opens no port.
 * @throws FolderInUse, Problem, and what `use` throws.
 */
export async function reach<T>(args: Arguments, io: Io, use: (reached: Reached) => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const calls = await consoleCalls(args.dataDir);
    if (calls) return await use({ calls });
    try {
      return await withOwnHost(args, io, use);
    } catch (thrown) {
      if (!(thrown instanceof FolderInUse) || performance.now() > until) throw thrown;
    }
    await delay(retryMs);
  }
}

async function withOwnHost<T>(args: Arguments, io: Io, use: (reached: Reached) => Promise<T>): Promise<T> {
  const { dataDir } = args;
  const secrets = openedWhenNeeded(() => openSecrets(args.secrets, dataDir, io.env));
  const host = await openHost({ dataDir, secrets });
  try {
    return await use({ calls: host.calls, host });
  } finally {
    await host.stop();
  }
}
