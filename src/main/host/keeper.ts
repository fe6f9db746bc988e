import type { EventName, Events, StatusView } from '../ipc/contract.ts';
import type { Envelope, ProblemView } from '../ipc/problem.ts';
import { isCallName } from '../../server/calls/arguments.ts';
import { perform } from '../../server/calls/perform.ts';
import { asProblem, Problem } from '../../server/errors.ts';
import { createEventHub, type EventHub } from '../../server/events.ts';
import { describeFault, type Log } from '../../server/log.ts';
import { appName, type Shown } from '../shown.ts';
import type { Served } from './served.ts';

/** How long it waits before it looks again for a host, or tries again to be one. Milliseconds. */
const againMs = 3_000;

export interface HostKeeper {
  /** The newest of everything; before the first host it is Starting. */
  readonly shown: () => Shown;
  /** Told of each new value. */
  readonly onShown: (listener: (shown: Shown) => void) => void;
  /** What the host tells, whichever it is. */
  readonly events: Pick<EventHub, 'on'>;
  /** One call with an argument from outside. Never rejects. */
  readonly call: (name: string, argument: unknown) => Promise<Envelope<unknown>>;
  /** Ends the host of this process cleanly, or lets go of the other one. */
  readonly close: () => Promise<void>;
}

interface KeeperDeps {
  /**
   * Attaches to the host that runs, or starts one.
   * @param attachOnly another process served until now and may come back: its data folder is left free.
   * @returns null when it could only attach, and there is none.
   * @throws Problem when neither can be.
   */
  readonly open: (attachOnly: boolean) => Promise<Served | null>;
  readonly log: Log;
  readonly retryMs?: number;
  /** How the other host is started depends on it. */
  readonly platform?: NodeJS.Platform;
}

/** Keeps this app on a host for as long as it runs: its own, or the one that was there before (D19). */
export function createHostKeeper({
  open,
  log,
  retryMs = againMs,
  platform = process.platform,
}: KeeperDeps): HostKeeper {
  const hub = createEventHub((thrown) => log.error('a listener failed', describeFault(thrown)));
  const listeners = new Set<(shown: Shown) => void>();
  const startedAt = new Date().toISOString();
  let shown: Shown = {
    status: ownStatus('Starting', startedAt, `${appName}: starting`, []),
    job: null,
    attachedTo: null,
  };
  let served: Served | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function show(change: Partial<Shown>): void {
    shown = { ...shown, ...change };
    for (const listener of listeners) listener(shown);
  }

  function forward<N extends EventName>(name: N, value: Events[N]): void {
    if (name === 'status') show({ status: value as StatusView }); // the value of that name
    if (name === 'job') show({ job: value as Events['job'] });
    hub.emit(name, value);
  }

  async function settle(attachOnly: boolean): Promise<void> {
    try {
      const opened = await open(attachOnly);
      if (closed) return await opened?.close();
      if (!opened) return again(true);
      served = opened;
      show({ attachedTo: opened.attachedTo });
      opened.begin(forward, () => lose(opened));
    } catch (thrown) {
      if (closed) return;
      const problem = asProblem(thrown);
      if (shown.status.problems[0]?.title !== problem.title) log.warn('no host', { ...problem.view() });
      block(problem.view());
      again(attachOnly);
    }
  }

  let settling = settle(false);

  function again(attachOnly: boolean): void {
    timer = setTimeout(() => void (settling = settle(attachOnly)), retryMs);
  }

  function block(problem: ProblemView): void {
    const { state, since } = shown.status;
    const status = ownStatus(
      'Blocked',
      state === 'Blocked' ? since : new Date().toISOString(),
      `${appName}: blocked. ${problem.title}`,
      [problem],
    );
    forward('job', null);
    forward('status', status);
  }

  function lose(lost: Served): void {
    if (closed || served !== lost) return;
    served = undefined;
    void lost.close();
    block(gone(platform));
    again(true);
  }

  return {
    shown: () => shown,
    onShown: (listener) => void listeners.add(listener),
    events: hub,
    async call(name, argument) {
      try {
        if (!isCallName(name))
          throw new Problem('APP-INPUT', `${appName} has no such call`, 'Restart the app');
        // A page may be there before the host is.
        if (!served) await settling;
        if (!served) return { ok: false, error: shown.status.problems[0] ?? gone(platform) };
        return { ok: true, value: await perform(served.calls, name, argument ?? {}) };
      } catch (thrown) {
        if (!(thrown instanceof Problem)) log.error('call failed', { call: name, ...describeFault(thrown) });
        return { ok: false, error: asProblem(thrown).view() };
      }
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await settling;
      await served?.close();
    },
  };
}

/** Of another process that served; this app's own host cannot go without the app. */
function gone(platform: NodeJS.Platform): ProblemView {
  const start =
    platform === 'win32'
      ? "Start its scheduled task, in Task Scheduler or in an elevated PowerShell: Start-ScheduledTask 'SCIM Tray'"
      : 'Start its service: sudo systemctl start scim-tray';
  return { code: 'APP-GONE', title: `The ${appName} that ran in the background has stopped`, remedy: start };
}

/** What is shown while there is no host to ask. */
function ownStatus(
  state: StatusView['state'],
  since: string,
  sentence: string,
  problems: readonly ProblemView[],
): StatusView {
  return {
    state,
    since,
    sentence,
    problems,
    paused: null,
    scimBaseUrl: null,
    secretServer: null,
    lastImport: null,
    setUp: { connected: false, endpoints: 0, publicUrl: null, lastCallAt: null, finished: false },
    kept: null,
    pid: process.pid,
  };
}
