import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Calls, EventName, ImportProgress } from '../main/ipc/contract.ts';
import type { RecoveryCalls } from '../main/ipc/settings.ts';
import { about } from './about.ts';
import { listBackups } from './backup-folder.ts';
import { callNames } from './calls/arguments.ts';
import { dataFiles } from './config.ts';
import { takeFolder } from './data-folder.ts';
import { dataFileIsThere, rebuildFile, restoreFile, storedSettings } from './data-file.ts';
import { asProblem, isDamage, type Problem } from './errors.ts';
import { createEventHub } from './events.ts';
import type { Host, HostOptions } from './host.ts';
import { createListeners } from './listeners.ts';
import { createLog, describeFault, type Log } from './log.ts';
import { backupPath, busy, dataLost, notLost, rebuiltCheck } from './recovery-words.ts';
import { rescueHost } from './rescue.ts';
import { inspect } from './store/adopt.ts';
import { verifyFile } from './store/verify.ts';

/** A host on its data file: without the calls that take the file away from under it. */
export interface OpenedHost extends Omit<Host, 'calls'> {
  readonly calls: Omit<Calls, keyof RecoveryCalls>;
}

export interface OpenOptions extends HostOptions {
  readonly log: Log;
  /** SQLite found the file damaged. */
  readonly onDamage: () => void;
}

/** A start waits so long for the check of the data file; a larger one is looked through while it serves. */
const patienceMs = 2_000;
/** When a port that was taken is tried again. Milliseconds. */
const startAgainMs = 15_000;
const eventNames: readonly EventName[] = ['status', 'job', 'activity', 'resyncUser'];

/**
 * Keeps a host on the data file. When that is damaged or gone, a stand-in puts clients off until a person restores a
 * backup or rebuilds it; both are done while this runs, without a restart.
 * @param open a host on a data file that is there. @throws Problem APP-DATA
 * @throws Problem APP-DATA when the folder is taken, or its file cannot be used although it is whole
 */
export async function supervise(
  options: HostOptions,
  open: (options: OpenOptions) => OpenedHost,
): Promise<Host> {
  const { dataDir, log = createLog(options.dataDir) } = options;
  const unlock = takeFolder(dataDir);
  const events = createEventHub((thrown) => log.error('a listener failed', describeFault(thrown)));
  const { tell: tellProgress, on: onProgress } = createListeners<ImportProgress>();
  let damaged = false;
  let lost: Problem | null = null;
  let started = false;
  let stopped = false;
  let swapping: Promise<unknown> | null = null;

  async function openFile(): Promise<OpenedHost> {
    const there = await dataFileIsThere(dataDir);
    if (there && !damaged) {
      try {
        lost = null;
        return open({ ...options, log, onDamage: () => setImmediate(() => void fall()) });
      } catch (thrown) {
        if (!isDamage(thrown)) throw thrown;
      }
    }
    lost = dataLost(there ? 'damaged' : 'gone', await listBackups(dataDir));
    log.error(lost.title);
    const settings = await storedSettings(dataDir, log);
    const here = about(dataDir, options.secrets, 'not readable');
    return rescueHost({ problem: lost, settings, about: here, port: options.port ?? settings.listener.port });
  }

  function forward(host: OpenedHost): () => void {
    const ends = eventNames.map((name) => host.events.on(name, (value) => events.emit(name, value)));
    ends.push(host.onProgress(tellProgress));
    return () => ends.forEach((end) => end());
  }

  let inner = await openFile().catch((thrown: unknown) => {
    unlock();
    throw thrown;
  });
  let unlisten = forward(inner);

  /** Ends the host, lets `work` have the file, and goes on with what there is then. One at a time. */
  async function swap<T>(work: () => Promise<T>): Promise<T> {
    if (swapping || stopped) throw busy();
    const done = Promise.withResolvers<void>();
    swapping = done.promise;
    try {
      unlisten();
      await inner
        .stop()
        .catch((thrown: unknown) => log.warn('it did not end cleanly', describeFault(thrown)));
      try {
        return await work();
      } finally {
        inner = await openFile();
        unlisten = forward(inner);
        if (started) await startAgain(inner);
        events.emit('status', await inner.calls['status.get']());
      }
    } finally {
      swapping = null;
      done.resolve();
    }
  }

  /** The port was ours a moment ago; should it be taken, the status says so until it is free. */
  async function startAgain(host: OpenedHost): Promise<void> {
    try {
      await host.start();
    } catch (thrown) {
      log.warn('the listener did not start', { ...asProblem(thrown).view() });
      const again = (): void => void (host === inner && !stopped && startAgain(host));
      setTimeout(again, startAgainMs).unref();
    }
  }

  /** The data file turned out to be damaged while it was in use. */
  async function fall(): Promise<void> {
    if (lost || swapping || stopped) return;
    damaged = true;
    await swap(async () => {}).catch((thrown: unknown) => log.error('no stand-in', describeFault(thrown)));
  }

  async function check(): Promise<void> {
    const words = await verifyFile(join(dataDir, dataFiles.database), 'quick');
    if (words === null || lost || stopped) return;
    log.error('the data file is damaged', { words });
    await fall();
  }

  async function rebuild() {
    const replaced = await swap(async () => {
      const made = await rebuildFile(dataDir, Date.now());
      damaged = false;
      return made;
    });
    log.warn('the data file was rebuilt', { ...replaced });
    return replaced;
  }

  const recovery: RecoveryCalls = {
    'backup.list': () => listBackups(dataDir),
    'backup.restore': async ({ fileName }) => {
      const path = await backupPath(dataDir, fileName);
      await inspect(path);
      const replaced = await swap(async () => {
        const made = await restoreFile(dataDir, path, Date.now());
        damaged = false;
        return made;
      });
      log.warn('a backup was restored', { fileName, ...replaced });
      return replaced;
    },
    'data.rebuild': async () => {
      if (!lost) throw notLost();
      return rebuild();
    },
  };
  // The host of the moment answers: one for each name of the contract.
  const delegate = (name: keyof OpenedHost['calls']) => [
    name,
    (argument: never) => inner.calls[name](argument),
  ];
  const delegated = Object.fromEntries(
    callNames
      .filter((name) => !(name in recovery))
      .map((name) => delegate(name as keyof OpenedHost['calls'])),
  ) as unknown as OpenedHost['calls'];

  return {
    calls: {
      ...delegated,
      ...recovery,
      // Set-up after a lost file rebuilds it.
      'secretServer.connect': async (request) => {
        if (!lost) return inner.calls['secretServer.connect'](request);
        const { kept } = await rebuild();
        const { connected, checks } = await inner.calls['secretServer.connect'](request);
        return { connected, checks: [rebuiltCheck(kept), ...checks] };
      },
    },
    events,
    metrics: () => inner.metrics(),
    get windowRoot() {
      return inner.windowRoot;
    },
    get firstImportEnded() {
      return inner.firstImportEnded;
    },
    async start() {
      const checked = lost ? Promise.resolve() : check();
      await Promise.race([checked, delay(patienceMs, undefined, { ref: false })]);
      await swapping;
      started = true;
      return inner.start();
    },
    onProgress,
    async stop() {
      stopped = true;
      await swapping;
      await inner.stop();
      unlock();
    },
  };
}
