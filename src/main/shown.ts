import type { StatusView } from './ipc/contract.ts';
import type { JobKind, JobView } from './ipc/jobs.ts';

/** The one value that icon, tooltip, menu, title and notifications are made of (D17). */
export interface Shown {
  readonly status: StatusView;
  readonly job: JobView | null;
  /** The process that serves when it is not this app (D19). */
  readonly attachedTo: number | null;
}

export const appName = 'SCIM Tray';

/** The kind of the job that is under way; null while none is, or one waits for a person. */
export function runningJob(job: JobView | null): JobKind | null {
  return job !== null && (job.stage === 'Reading' || job.stage === 'Applying') ? job.kind : null;
}

/** Whole percent; null until the total is known. */
export function percentOf(job: JobView | null): number | null {
  const { done = 0, total = null } = job?.progress ?? {};
  return total === null || total === 0 ? null : Math.min(100, Math.floor((100 * done) / total));
}
