import { z } from 'zod';
import type { JobProgress, JobView } from '../main/ipc/jobs.ts';
import type { Settings } from './store/settings.ts';
import { number } from './numbers.ts';

const stored = z.object({
  kind: z.enum(['import', 'resync']),
  by: z.string(),
  startedAt: z.string(),
  done: z.number(),
  total: z.number().nullable(),
});

/** How far a job had come when SCIM Tray ended under it: the next start says so (reference: UX, progress). */
export function createInterruption(settings: Settings) {
  let last = read();

  function read(): JobView | null {
    const parsed = stored.safeParse(settings.get('job'));
    if (!parsed.success) return null;
    const { kind, by, startedAt, done, total } = parsed.data;
    const of = total === null ? '' : ` of ${number(total)}`;
    const sentence = `Stopped at ${number(done)}${of}, because SCIM Tray ended. What was done stays.`;
    return {
      kind,
      by,
      startedAt,
      stage: 'Stopped',
      endedAt: null,
      progress: null,
      plan: null,
      problem: null,
      result: { sentence, done, failed: 0, leftOut: 0, failures: [] },
    };
  }

  return {
    /** null: the last job came to its end. */
    view: (): JobView | null => last,
    /** Part of the caller's transaction where there is one. */
    note(
      { kind, by, startedAt }: Pick<JobView, 'kind' | 'by' | 'startedAt'>,
      progress: Omit<JobProgress, 'movedAt'>,
    ) {
      settings.set('job', { kind, by, startedAt, done: progress.done, total: progress.total });
    },
    forget(): void {
      last = null;
      if (settings.get('job') !== undefined) settings.set('job', undefined);
    },
  };
}
