import { setTimeout as delay } from 'node:timers/promises';
import type { Calls } from '../../main/ipc/contract.ts';
import type { JobProgress, JobView } from '../../main/ipc/jobs.ts';
import { Problem } from '../errors.ts';

/** Milliseconds between two looks. */
const everyMs = 200;

/**
 * Waits until the job neither reads nor applies any more.
 * @param show is told how far it is
 * @throws Problem where it failed, or somebody else ended it
 */
export async function followJob(
  calls: Pick<Calls, 'job.get'>,
  show: (progress: JobProgress) => void,
): Promise<JobView> {
  for (;;) {
    const job = await calls['job.get']();
    if (!job) throw new Problem('APP-BUSY', 'Somebody discarded the preview', 'Run the command again');
    if (job.problem)
      throw new Problem('APP-FAULT', job.problem.title, job.problem.remedy, { command: job.problem.command });
    if (job.stage !== 'Reading' && job.stage !== 'Applying') return job;
    if (job.progress) show(job.progress);
    await delay(everyMs);
  }
}

/** "2 New, 1 Updated, 56 No change" */
export function countWords({ plan }: JobView): string {
  const counts = Object.entries(plan?.counts ?? {});
  return counts.map(([kind, count]) => `${String(count)} ${kind}`).join(', ');
}
