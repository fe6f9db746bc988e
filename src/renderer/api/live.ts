import type { StatusView } from '../../main/ipc/contract.ts';
import type { JobView, UserResync } from '../../main/ipc/jobs.ts';
import type { AboutView } from '../../main/ipc/settings.ts';
import type { DesktopView } from '../../main/ipc/shell.ts';
import type { Link, Lost } from './bridge.ts';

/** The newest of everything that the host tells by itself. */
export interface Snapshot {
  /** null until the host has said it. */
  readonly status: StatusView | null;
  readonly job: JobView | null;
  /** Of Activity: the id of its newest row, 0 before the first. */
  readonly newest: number;
  readonly resyncUser: UserResync | null;
  readonly lost: Lost;
  /** null in a browser. */
  readonly desktop: DesktopView | null;
  /** null until the host has said it. */
  readonly about: AboutView | null;
}

export interface Live {
  readonly get: () => Snapshot;
  /** @returns ends listening. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Listens to the host for as long as the page lives. */
export function createLive(link: Link): Live {
  let snapshot: Snapshot = {
    status: null,
    job: null,
    newest: 0,
    resyncUser: null,
    lost: null,
    desktop: null,
    about: null,
  };
  const listeners = new Set<() => void>();
  function update(change: Partial<Snapshot>): void {
    snapshot = { ...snapshot, ...change };
    for (const listener of listeners) listener();
  }
  link.on('status', (status) => update({ status }));
  link.on('job', (job) => update({ job }));
  link.on('activity', ({ newest }) => update({ newest }));
  link.on('resyncUser', (resyncUser) => update({ resyncUser }));
  link.onLost((lost) => {
    if (lost !== snapshot.lost) update({ lost });
  });
  link.shell?.on('desktop', (desktop) => update({ desktop }));
  async function meet(): Promise<void> {
    const answer = await link.call('about.get', {});
    if (answer.ok) update({ about: answer.value });
  }
  void meet();
  return {
    get: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
