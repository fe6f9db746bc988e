import type { UserResync } from '../main/ipc/jobs.ts';
import type { JobKinds } from './calls/jobs.ts';
import type { Connection } from './connection.ts';
import type { Deps } from './domain/context.ts';
import { resyncUser } from './domain/resync-user.ts';
import { importJob } from './import-job.ts';
import type { Importer } from './importer.ts';
import { resyncJob } from './resync-job.ts';

interface JobKindsDeps {
  readonly domain: Deps;
  readonly connection: Pick<Connection, 'secretServer' | 'probe'>;
  readonly importer: Pick<Importer, 'mustBeReady' | 'start'>;
  readonly isPaused: () => boolean;
  readonly tellUser: (resync: UserResync) => void;
}

/** Imports and resyncs of this host. None begins before there is something to compare with. */
export function createJobKinds({ domain, connection, importer, ...deps }: JobKindsDeps): JobKinds {
  const common = {
    domain,
    secretServer: () => connection.secretServer(),
    confirm: () => connection.probe(),
    isPaused: deps.isPaused,
  };
  return {
    importing(choice) {
      importer.mustBeReady();
      return importJob({ ...common, onGone: () => void importer.start() }, choice);
    },
    resyncing() {
      importer.mustBeReady();
      return resyncJob(common);
    },
    async resyncUser({ id }) {
      importer.mustBeReady();
      return resyncUser(domain, id, deps.tellUser);
    },
  };
}
