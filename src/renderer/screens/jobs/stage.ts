import type { JobView } from '../../../main/ipc/jobs.ts';

export const stages = ['Choose', 'Read', 'Review', 'Apply', 'Result'] as const;
export type Stage = (typeof stages)[number];

/** Which of the five stages a job is in; no job is the first. */
export function stageOf(job: JobView | null): Stage {
  switch (job?.stage) {
    case undefined:
      return 'Choose';
    case 'Reading':
      return 'Read';
    case 'Review':
      return 'Review';
    case 'Applying':
      return 'Apply';
    case 'Done':
    case 'Stopped':
    case 'Failed':
      return 'Result';
  }
}
