import type { JobResult, JobView } from '../main/ipc/jobs.ts';
import type { ProblemView } from '../main/ipc/problem.ts';
import { Problem } from './errors.ts';

/** Only one job is open at a time: this one. */
export function busy({ kind, stage, by }: Pick<JobView, 'kind' | 'stage' | 'by'>): Problem {
  const name = kind === 'import' ? 'An import' : 'A resync';
  if (stage === 'Review') {
    return new Problem('APP-BUSY', `${name} of ${by} waits for review`, 'Apply it or discard it first');
  }
  return new Problem('APP-BUSY', `${name} of ${by} is running`, 'Wait for its end, or stop it');
}

export const stoppedReading: JobResult = {
  sentence: 'Stopped while reading. Nothing was changed.',
  done: 0,
  failed: 0,
  leftOut: 0,
  failures: [],
};

export const stalled: ProblemView = {
  code: 'SS-DOWN',
  title: 'Secret Server has not answered for 5 minutes',
  remedy: 'Look whether it is up and fast enough, then start again',
};
