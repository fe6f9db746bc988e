import type { ProblemView } from '../main/ipc/problem.ts';
import type { Connection } from './connection.ts';
import { createDiskWatch } from './disk-watch.ts';
import type { Activity } from './domain/activity.ts';
import type { EndpointService } from './domain/endpoints.ts';
import type { Importer } from './importer.ts';
import type { Jobs } from './jobs.ts';
import type { Pause } from './pause.ts';
import type { Facts } from './status.ts';
import type { Store } from './store/store.ts';
import { createTroubleWatch } from './trouble.ts';

interface FactsDeps {
  readonly dataDir: string;
  /** Milliseconds that Secret Server may be silent before that is trouble. */
  readonly downMs: number;
  /** Milliseconds. */
  readonly monotonic: () => number;
  /** Days without a call from a client until that is a problem. */
  readonly quietDays: () => number;
  readonly listener: () => Facts['listener'];
  readonly parts: {
    readonly connection: Pick<Connection, 'isSetUp' | 'problem'>;
    readonly secrets: { readonly problem: () => ProblemView | null };
    readonly store: Pick<Store, 'people' | 'problem' | 'intents'>;
    readonly pause: Pick<Pause, 'view'>;
    readonly importer: Pick<Importer, 'problem' | 'progress' | 'last'>;
    readonly jobs: Pick<Jobs, 'kind' | 'progress'>;
    readonly activity: Pick<Activity, 'facts'>;
    readonly endpoints: Pick<EndpointService, 'facts'>;
  };
}

/** Collects what the state is computed from (D17). */
export function createFacts({ dataDir, downMs, monotonic, quietDays, listener, parts }: FactsDeps) {
  const { connection, secrets, store, pause, importer, jobs, activity, endpoints } = parts;
  const troubleOf = createTroubleWatch({ monotonic, wall: Date.now, downMs });
  const disk = createDiskWatch(dataDir);
  const startedAt = monotonic();
  return {
    gather: (): Facts => ({
      now: new Date().toISOString(),
      setUp: connection.isSetUp(),
      listener: listener(),
      secrets: secrets.problem(),
      secretServer: troubleOf(importer.problem() ?? connection.problem(), connection.problem() !== null),
      data: store.problem(),
      paused: pause.view(),
      importing: importer.progress() ?? jobs.progress(),
      isResync: importer.progress() === null && jobs.kind() === 'resync',
      conflicts: store.people.conflicts(),
      imported: importer.last() !== null,
      sinceStartMs: monotonic() - startedAt,
      held: importer.last()?.held ?? { usersDisabled: 0, groupsGone: 0 },
      ...activity.facts(),
      ...endpoints.facts(quietDays()),
      heldChanges: store.intents.countHeld(),
      freeBytes: disk.free(),
    }),
    stop: (): void => disk.stop(),
  };
}
