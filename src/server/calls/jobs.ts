import type { JobCalls } from '../../main/ipc/jobs.ts';
import { createPace } from '../domain/pace.ts';
import { Problem } from '../errors.ts';
import type { Jobs, Work } from '../jobs.ts';
import type { Argument } from './arguments.ts';

/** How the two kinds of jobs are made. @throws Problem: why none can begin now */
export interface JobKinds {
  readonly importing: (choice: Argument<'import.preview'>['choice']) => Work;
  readonly resyncing: () => Work;
  /** One user live. @throws Problem */
  readonly resyncUser: JobCalls['resync.user'];
}

/** Import and resync with their previews (reference: UX, screens). */
export function jobCalls(jobs: Jobs, { importing, resyncing, resyncUser }: JobKinds): JobCalls {
  return {
    'import.preview': async ({ choice, by }) => jobs.start(importing(choice), by),
    'resync.preview': async ({ by }) => jobs.start(resyncing(), by),
    'resync.user': resyncUser,
    'job.get': async () => jobs.get(),
    'job.stop': async () => jobs.stop(),
    'plan.rows': async (request) => jobs.plan().page(request),
    'plan.row': async ({ id }) => {
      const found = jobs.plan().row(id);
      if (found) return found;
      throw new Problem('APP-INPUT', `The preview has no row ${String(id)}`, 'Look at its rows again');
    },
    'plan.tick': async (request) => {
      const unfit = jobs.tick(request);
      if (unfit.length === 0) return jobs.plan().view();
      const rows = unfit.slice(0, 5).join(', ');
      throw new Problem(
        'APP-INPUT',
        `These rows cannot be ticked: ${rows}`,
        'Choose rows that have a tick box',
      );
    },
    'plan.apply': async ({ removals, by }) => jobs.apply(removals, by),
    'plan.discard': async () => ({ discarded: jobs.discard() }),
    'plan.export': async () => ({
      fileName: `scim-tray-preview-${new Date().toISOString().slice(0, 10)}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      text: await jobs.plan().csv(createPace()),
    }),
  };
}
