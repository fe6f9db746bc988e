import { setTimeout as delay } from 'node:timers/promises';
import type { Calls } from '../../src/main/ipc/contract.ts';
import type { JobView } from '../../src/main/ipc/jobs.ts';
import type { ProblemView } from '../../src/main/ipc/problem.ts';
import { asProblem } from '../../src/server/errors.ts';

/** What a person begins at the window, or by a command. */
export type JobName = 'import' | 'import with preview' | 'resync';

/** How it ended, in the words of an answer: 200 it is done, 400 refused for good, 429 it has to be done again. */
export interface JobEnd {
  readonly status: 200 | 400 | 429;
  readonly detail: string;
}

/** Codes of a no for good; whatever else a row fails with may go well the next time. */
const refused: ReadonlySet<string> = new Set([
  'SS-REFUSED',
  'SS-RIGHT',
  'SS-LICENCE',
  'SS-DUP',
  'LINK-OTHER',
]);

/** Begins it, lets everything that can be ticked be applied, and waits for the end. */
export async function runJob(calls: Calls, job: JobName): Promise<JobEnd> {
  const by = 'kim';
  try {
    if (job === 'import') return ended((await calls['import.run']({})).sentence);
    if (job === 'resync') await calls['resync.preview']({ by });
    else await calls['import.preview']({ choice: { users: true, groups: true, inactive: true }, by });
    const ready = await atRest(calls);
    const removals = ready?.plan?.counts.Deactivate ?? 0;
    for (const kind of ['Create', 'Enable', 'Deactivate', 'Gone'] as const)
      if ((ready?.plan?.counts[kind] ?? 0) > 0) await calls['plan.tick']({ kind, ticked: true });
    if (ready?.stage !== 'Review') return failed(ready?.problem ?? null);
    const { ticked } = (await calls['job.get']())?.plan ?? { ticked: 0 };
    if (ticked === 0) {
      await calls['plan.discard']();
      return ended('nothing differs');
    }
    await calls['plan.apply']({ by, ...(removals > 0 ? { removals } : {}) });
    return endOf(await atRest(calls));
  } catch (thrown) {
    return failed(asProblem(thrown).view());
  }
}

/** The job when it neither reads nor applies any more. */
async function atRest(calls: Calls): Promise<JobView | null> {
  for (;;) {
    const job = await calls['job.get']();
    if (job?.stage !== 'Reading' && job?.stage !== 'Applying') return job;
    await delay(5);
  }
}

function endOf(job: JobView | null): JobEnd {
  const { result = null, problem = null, stage } = job ?? {};
  if (stage !== 'Done' || !result || problem) return failed(problem);
  const [failure] = result.failures;
  if (!failure) return result.leftOut > 0 ? failed(null) : ended(result.sentence);
  return { ...failed(failure.problem), ...(refused.has(failure.problem.code) ? { status: 400 } : {}) };
}

function ended(detail: string): JobEnd {
  return { status: 200, detail };
}

function failed(problem: ProblemView | null): JobEnd {
  return {
    status: 429,
    detail: problem ? `${problem.title}. ${problem.remedy}` : 'it did not come to its end',
  };
}
