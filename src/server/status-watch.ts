import type { StatusView } from '../main/ipc/contract.ts';

/** Facts change in many places, and some by time alone: they are looked at this often, and whenever somebody says so. */
const everyMs = 1_000;

/** What the status says of kept removals (D3). @param oldestKeptAt epoch milliseconds */
export function keptOf({
  kept,
  oldestKeptAt,
}: {
  readonly kept: number;
  readonly oldestKeptAt: number | null;
}): StatusView['kept'] {
  return oldestKeptAt === null ? null : { count: kept, oldestAt: new Date(oldestKeptAt).toISOString() };
}

export interface StatusWatch {
  /** The status now. */
  get(): StatusView;
  /** Something may have changed: whoever listens hears of it at once. */
  look(): void;
  stop(): void;
}

interface StatusWatchDeps {
  readonly compute: () => Omit<StatusView, 'since'>;
  /** Wall clock, epoch milliseconds. */
  readonly now: () => number;
  readonly onChange: (status: StatusView) => void;
}

/** Remembers since when a state holds, and tells when anything of the status changed (D17). */
export function createStatusWatch({ compute, now, onChange }: StatusWatchDeps): StatusWatch {
  let state: StatusView['state'] | undefined;
  let since = new Date(now()).toISOString();
  let told = '';

  function get(): StatusView {
    const status = compute();
    if (status.state !== state) {
      state = status.state;
      since = new Date(now()).toISOString();
    }
    return { ...status, since };
  }

  function look(): void {
    const status = get();
    const text = JSON.stringify(status);
    if (text === told) return;
    told = text;
    onChange(status);
  }

  const timer = setInterval(look, everyMs);
  timer.unref();
  return { get, look, stop: () => clearInterval(timer) };
}
