import { serveConsole } from '../../server/console/server.ts';
import { asProblem } from '../../server/errors.ts';
import { describeFault } from '../../server/log.ts';
import type { Host, HostOptions } from '../../server/host.ts';
import { openHost } from '../../server/open-host.ts';
import type { Served } from './served.ts';

/** A port that is taken, or a disk that is full, may be free again. Milliseconds. */
const startAgainMs = 5_000;

type OwnOptions = HostOptions & { readonly log: NonNullable<HostOptions['log']> };

/**
 * A host in this process, with the console port by which commands reach it.
 * @throws FolderInUse when another process has the data folder; Problem APP-DATA when its file cannot be used.
 */
export async function serve(options: OwnOptions): Promise<Served> {
  const { dataDir, log } = options;
  const host = await openHost(options);
  const onFault = (call: string, thrown: unknown): void =>
    log.error('console call failed', { call, ...describeFault(thrown) });
  const console = await serveConsole({ ...host, root: host.windowRoot, dataDir, onFault }).catch(
    async (thrown: unknown) => {
      await host.stop();
      throw thrown;
    },
  );
  const stopTrying = startUntilItWorks(host, options);
  return {
    calls: host.calls,
    attachedTo: null,
    begin(tell) {
      for (const name of ['status', 'job', 'activity', 'resyncUser'] as const) {
        host.events.on(name, (value) => tell(name, value));
      }
      void host.calls['status.get']().then((status) => tell('status', status));
      void host.calls['job.get']().then((job) => tell('job', job));
    },
    async close() {
      stopTrying();
      await console.close();
      await host.stop();
    },
  };
}

/** The status says why the listener is not up; it leaves that state by itself. @returns ends trying. */
function startUntilItWorks(host: Host, { log }: OwnOptions): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  function start(): void {
    host.start().catch((thrown: unknown) => {
      log.warn('the listener did not start', { ...asProblem(thrown).view() });
      if (!stopped) timer = setTimeout(start, startAgainMs);
    });
  }
  start();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
