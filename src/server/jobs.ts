import type { JobKind, JobProgress, JobResult, JobView } from '../main/ipc/jobs.ts';
import type { ProblemView } from '../main/ipc/problem.ts';
import { createPace, type Pace } from './domain/pace.ts';
import { planLifeMs, type Preview, type TickRequest } from './domain/plan.ts';
import { Problem } from './errors.ts';
import { createInterruption } from './interruption.ts';
import { busy, stalled, stoppedReading } from './job-words.ts';
import type { Settings } from './store/settings.ts';

/** Without a movement for this long a job has failed; and movements are told this often at most. Milliseconds. */
const usual = { stallMs: 5 * 60_000, tellMs: 250 };

type Progress = Omit<JobProgress, 'movedAt'>;

/** What a running job is given. */
export interface Run {
  readonly progress: (progress: Progress) => void;
  /** A person stopped the job, or it did not move any more. */
  readonly signal: AbortSignal;
  readonly pace: Pace;
}

/** A job whose preview is ready. */
export interface Prepared {
  readonly plan: Preview;
  /** @param removals the number that a person typed. @throws Problem: why it cannot be applied like this. */
  readonly check: (removals: number | undefined) => void;
  /**
   * Applies what is ticked, or as much of it as comes before the signal; `result` tells how far it came.
   * @returns why it stopped by itself; null: it did not
   */
  readonly apply: (run: Run) => Promise<ProblemView | null>;
  readonly result: () => JobResult;
  /** Nobody needs it any more. */
  readonly end: () => void;
}

/** One kind of job. */
export interface Work {
  readonly kind: JobKind;
  /** Reads and compares; nothing is written. */
  readonly read: (run: Run) => Promise<Prepared>;
}

interface Job {
  readonly kind: JobKind;
  /** Who began it, then who applied it. */
  by: string;
  readonly startedAt: string;
  readonly abort: AbortController;
  stage: JobView['stage'];
  endedAt: string | null;
  progress: JobProgress | null;
  prepared: Prepared | null;
  result: JobResult | null;
  problem: ProblemView | null;
}

export interface JobsDeps {
  readonly settings: Settings;
  /** Wall clock, epoch milliseconds. */
  readonly now: () => number;
  /** The refresh that may run: a job begins behind it, and shows how it goes. */
  readonly refresh: {
    readonly idle: () => Promise<void>;
    readonly onProgress: (listener: (progress: Progress) => void) => () => void;
  };
  readonly problemOf: (thrown: unknown) => ProblemView;
  readonly onChange: (job: JobView | null) => void;
  /** A job that applied something, or tried to, is over. */
  readonly onApplied: (job: JobView) => void;
  readonly every?: { readonly stallMs: number; readonly tellMs: number };
}

export type Jobs = ReturnType<typeof createJobs>;

/** One job at a time, from reading to its result; it can be stopped at any time, and what is done stays. */
export function createJobs(deps: JobsDeps) {
  const { stallMs, tellMs } = deps.every ?? usual;
  const interruption = createInterruption(deps.settings);
  let job: Job | null = null;
  let running: Promise<void> = Promise.resolve();
  let closed = false;
  let toldAt = -Infinity;
  let stall: NodeJS.Timeout | undefined;
  let expiry: NodeJS.Timeout | undefined;

  const iso = (): string => new Date(deps.now()).toISOString();

  function tell(): void {
    toldAt = performance.now();
    deps.onChange(job ? viewOf(job) : interruption.view());
  }

  function moved(mine: Job, progress: Progress): void {
    if (!isActive(mine)) return;
    mine.progress = { ...progress, movedAt: iso() };
    if (progress.phase === 'Applying' && mine.stage === 'Applying') interruption.note(mine, progress);
    watchStall(mine);
    if (performance.now() - toldAt >= tellMs) tell();
  }

  function watchStall(mine: Job): void {
    clearTimeout(stall);
    stall = setTimeout(() => end(mine, 'Failed', stalled), stallMs);
    stall.unref();
  }

  function enter(mine: Job, stage: 'Reading' | 'Review' | 'Applying'): void {
    const phase = { Reading: 'Reading users', Review: null, Applying: 'Applying' } as const;
    const begun = phase[stage];
    const progress = begun && { phase: begun, done: 0, total: null, movedAt: iso() };
    Object.assign(mine, { stage, progress });
    clearTimeout(stall);
    clearTimeout(expiry);
    if (stage === 'Review') expiry = setTimeout(discard, planLifeMs).unref();
    else watchStall(mine);
    tell();
  }

  /** Once; whatever of it goes on behind a call that hangs finds that it is over. */
  function end(mine: Job, stage: 'Done' | 'Stopped' | 'Failed', problem: ProblemView | null = null): void {
    if (!isActive(mine)) return;
    clearTimeout(stall);
    mine.abort.abort();
    const { prepared } = mine;
    const result = prepared?.result() ?? (stage === 'Stopped' ? stoppedReading : null);
    Object.assign(mine, { stage, problem, result, endedAt: iso(), progress: null, prepared: null });
    prepared?.end();
    if (prepared) deps.onApplied(viewOf(mine));
    // The next start tells how far it came, when SCIM Tray itself is what ended it.
    if (closed) return;
    interruption.forget();
    tell();
  }

  function runOf(mine: Job): Run {
    const { signal } = mine.abort;
    return { signal, pace: createPace(signal), progress: (progress) => moved(mine, progress) };
  }

  /** Waits for the refresh that runs, and shows how it goes; a stop does not wait. @throws AbortError */
  async function behindRefresh(mine: Job): Promise<void> {
    const stopped = Promise.withResolvers<void>();
    mine.abort.signal.addEventListener('abort', () => stopped.resolve(), { once: true });
    const unlisten = deps.refresh.onProgress((progress) => moved(mine, progress));
    await Promise.race([deps.refresh.idle(), stopped.promise]).finally(unlisten);
    mine.abort.signal.throwIfAborted();
  }

  async function read(mine: Job, work: Work): Promise<void> {
    try {
      await behindRefresh(mine);
      const prepared = await work.read(runOf(mine));
      if (!isActive(mine)) return prepared.end();
      mine.prepared = prepared;
      enter(mine, 'Review');
    } catch (thrown) {
      // Whoever ended it has said why.
      if (isActive(mine)) end(mine, 'Failed', deps.problemOf(thrown));
    }
  }

  async function carryOut(mine: Job, prepared: Prepared): Promise<void> {
    const { signal } = mine.abort;
    try {
      // What is written beside a refresh that runs would be lost with its copy.
      await behindRefresh(mine);
      const problem = await prepared.apply(runOf(mine));
      end(mine, signal.aborted || problem ? 'Stopped' : 'Done', problem);
    } catch (thrown) {
      if (signal.aborted) end(mine, 'Stopped');
      else end(mine, 'Failed', deps.problemOf(thrown));
    }
  }

  function discard(): boolean {
    if (job && isActive(job)) return false;
    const had = job !== null || interruption.view() !== null;
    clearTimeout(expiry);
    job?.prepared?.end();
    job = null;
    interruption.forget();
    if (had) tell();
    return had;
  }

  /** @throws Problem APP-INPUT */
  function reviewed(): { readonly mine: Job; readonly prepared: Prepared } {
    if (job?.stage === 'Review' && job.prepared) return { mine: job, prepared: job.prepared };
    throw new Problem('APP-INPUT', 'There is no preview to work on', 'Make one first');
  }

  return {
    get: (): JobView | null => (job ? viewOf(job) : interruption.view()),
    /** Whether it reads or applies. */
    isBusy: (): boolean => job !== null && isActive(job),
    progress: (): JobProgress | null => job?.progress ?? null,
    kind: (): JobKind | null => job?.kind ?? null,
    /**
     * Begins to read; an older preview of the same kind gives way.
     * @returns the job, or the one of this kind that reads already. @throws Problem APP-BUSY
     */
    start(work: Work, by: string): JobView {
      if (job?.stage === 'Reading' && job.kind === work.kind) return viewOf(job);
      if (job && (isActive(job) || (job.stage === 'Review' && job.kind !== work.kind))) throw busy(job);
      discard();
      job = begin(work.kind, by, iso());
      enter(job, 'Reading');
      running = read(job, work);
      return viewOf(job);
    },
    /** The preview. @throws Problem APP-INPUT where there is none */
    plan: (): Preview => reviewed().prepared.plan,
    /** Every window shows the ticks. @returns ids that cannot be ticked. @throws Problem APP-INPUT where there is no preview */
    tick(request: TickRequest): readonly number[] {
      const unfit = reviewed().prepared.plan.tick(request);
      if (unfit.length === 0) tell();
      return unfit;
    },
    /** @throws Problem: why it cannot be applied */
    apply(removals: number | undefined, by: string): JobView {
      if (job && isActive(job)) throw busy(job);
      const { mine, prepared } = reviewed();
      prepared.check(removals);
      mine.by = by;
      enter(mine, 'Applying');
      running = carryOut(mine, prepared);
      return viewOf(mine);
    },
    /** After the current record. A preview that waits is discarded. */
    stop(): JobView | null {
      if (job?.stage === 'Reading') end(job, 'Stopped');
      else if (job?.stage === 'Applying') job.abort.abort();
      else if (job?.stage === 'Review') discard();
      return job && viewOf(job);
    },
    discard,
    /** For good; resolves when nothing of it runs any more. How far it came is told at the next start. */
    async close(): Promise<void> {
      closed = true;
      clearTimeout(stall);
      clearTimeout(expiry);
      job?.abort.abort();
      await running;
    },
  };
}

function begin(kind: JobKind, by: string, startedAt: string): Job {
  return {
    kind,
    by,
    startedAt,
    abort: new AbortController(),
    stage: 'Reading',
    endedAt: null,
    progress: null,
    prepared: null,
    result: null,
    problem: null,
  };
}

function isActive({ stage }: Job): boolean {
  return stage === 'Reading' || stage === 'Applying';
}

function viewOf({ prepared, ...job }: Job): JobView {
  const { kind, stage, by, startedAt, endedAt, progress, result, problem } = job;
  return {
    kind,
    stage,
    by,
    startedAt,
    endedAt,
    progress,
    plan: prepared?.plan.view() ?? null,
    result,
    problem,
  };
}
