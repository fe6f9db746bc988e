import type { JobProgress } from '../../main/ipc/jobs.ts';
import type { Io } from './io.ts';
import { number } from '../numbers.ts';

/** At most twice a second (reference: UX, progress). Milliseconds. */
const pauseMs = 500;

type Progress = Pick<JobProgress, 'phase' | 'done' | 'total'>;

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
}

/** Progress as one line that is written over, where a person watches; nothing in a log file or a pipe. */
export function progressLine({ interactive, err }: Pick<Io, 'interactive' | 'err'>): ProgressLine {
  let shownAt = -Infinity;
  const wipe = '\r\u001b[K';
  return {
    show(progress) {
      const now = performance.now();
      if (!interactive || now - shownAt < pauseMs) return;
      shownAt = now;
      err(`${wipe}${progressWords(progress)}`);
    },
    clear() {
      if (shownAt !== -Infinity) err(wipe);
      shownAt = -Infinity;
    },
  };
}

/** "Reading users, 420 of 1,250" */
function progressWords({ phase, done, total }: Progress): string {
  return `${phase}, ${number(done)}${total === null ? '' : ` of ${number(total)}`}`;
}
