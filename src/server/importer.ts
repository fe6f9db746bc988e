import { z } from 'zod';
import type { ImportProgress, ImportResult } from '../main/ipc/contract.ts';
import type { ProblemView } from '../main/ipc/problem.ts';
import { connectionProblem } from './connection-problem.ts';
import type { Connection } from './connection.ts';
import type { Deps } from './domain/context.ts';
import { refresh } from './domain/refresh.ts';
import { settleIntents, settleWantedMembers } from './domain/settle.ts';
import { Problem } from './errors.ts';
import { describeFault, type Log } from './log.ts';
import { SecretServerError, type FaultKind } from './secret-server/model.ts';

/** Milliseconds between two refreshes, and until what failed or was left open is tried again. */
const usual = { refreshMs: (): number => 15 * 60_000, retryMs: 60_000 };

/** How long it is remembered what clients asked for. */
const keptMs = 90 * 24 * 60 * 60_000;

const storedResult = z.custom<ImportResult>(
  (value) => typeof value === 'object' && value !== null && 'endedAt' in value,
);

interface ImporterDeps {
  readonly domain: Deps;
  readonly connection: Connection;
  readonly log: Log;
  /** Milliseconds. */
  readonly every?: { readonly refreshMs?: () => number; readonly retryMs?: number };
  readonly monotonic: () => number;
  readonly onProgress: (progress: ImportProgress) => void;
  /** A job reads or applies: a refresh has to wait. */
  readonly isBusy?: () => boolean;
}

export type Importer = ReturnType<typeof createImporter>;

/** Settles what is open, then reads Secret Server again: at the start, on a schedule, and when somebody asks. */
export function createImporter({
  domain,
  connection,
  log,
  monotonic,
  onProgress,
  isBusy = () => false,
  every: { refreshMs = usual.refreshMs, retryMs = usual.retryMs } = {},
}: ImporterDeps) {
  const { store, now } = domain;
  const parsed = storedResult.safeParse(store.settings.get('lastImport'));
  let last = parsed.success ? parsed.data : null;
  // The wall clock only tells how old the mirror was when this process began (D20).
  const ageAtStart = last ? Math.max(0, now() - Date.parse(last.endedAt)) : Number.POSITIVE_INFINITY;
  const startedAt = monotonic();
  let refreshedAt: number | undefined;
  let running: Promise<ImportResult> | undefined;
  let progress: ImportProgress | null = null;
  let problem: ProblemView | null = null;
  let ticking: Promise<unknown> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let forgotten = false;
  /** Refreshes in a row that failed late. */
  let lateFailures = 0;
  let failedAt = -Infinity;
  const stopping = new AbortController();

  async function readOnce(acceptRemovals: boolean): Promise<ImportResult> {
    try {
      await settleIntents(domain);
      const result = await refresh({
        secretServer: connection.secretServer(),
        store,
        mirror: domain.mirror,
        acceptRemovals,
        confirm: () => connection.probe(),
        clock: { monotonic, wall: now },
        signal: stopping.signal,
        progress(step) {
          progress = step;
          onProgress(step);
        },
      });
      last = result;
      refreshedAt = monotonic();
      problem = null;
      lateFailures = 0;
      log.info('import', { sentence: result.sentence, ms: result.durationMs });
      noteImport(result);
      await settleIntents(domain);
      await settleWantedMembers(domain);
      store.intents.prune(now() - keptMs);
      return result;
    } catch (thrown) {
      if (stopping.signal.aborted) throw thrown;
      problem = problemOf(thrown);
      lateFailures = failsLate(thrown, progress) ? lateFailures + 1 : 0;
      failedAt = monotonic();
      log.warn('import failed', { cause: thrown instanceof Error ? thrown.message : 'unknown' });
      throw thrown;
    } finally {
      progress = null;
      running = undefined;
    }
  }

  /** One that changed nothing is not worth a row: there are a hundred of them a day. */
  function noteImport({ users, groups, sentence, durationMs: tookMs }: ImportResult): void {
    const changed = [users, groups].some(({ added, updated, removed }) => added + updated + removed > 0);
    if (!changed) return;
    domain.activity.note({ source: 'Import', action: 'Import', result: 'Done', sentence, tookMs });
  }

  async function run(acceptRemovals: boolean): Promise<ImportResult> {
    // What a person accepts now is no part of an import that began before; nor is another Secret Server.
    if (running && (acceptRemovals || forgotten)) await running.catch(() => undefined);
    forgotten = false;
    if (!running && isBusy()) throw busy();
    running ??= readOnce(acceptRemovals);
    return running;
  }

  function isDue(): boolean {
    // Reading everything to fail at the same group again is no help: less often each time.
    const waitMs = lateFailures === 0 ? 0 : Math.min(refreshMs(), retryMs * 2 ** (lateFailures - 1));
    if (problem !== null) return monotonic() - failedAt >= waitMs;
    return (
      connection.problem() !== null || refreshedAt === undefined || monotonic() - refreshedAt >= refreshMs()
    );
  }

  /** A failure is the problem that the status shows; what is not settled stays open. */
  async function tick(work: () => Promise<unknown>): Promise<void> {
    clearTimeout(timer);
    if (stopping.signal.aborted || !connection.isSetUp()) return;
    ticking = work().catch((thrown: unknown) => log.warn('background work failed', describeFault(thrown)));
    await ticking;
    if (stopping.signal.aborted) return;
    // What waits for Secret Server is tried again long before the next refresh (D3).
    timer = setTimeout(
      () => void tick(() => (isDue() && !isBusy() ? run(false) : settleIntents(domain))),
      retryMs,
    );
    timer.unref();
  }

  return {
    /** Starts the schedule; resolves when the first attempt has ended, however it ended. */
    start: (): Promise<void> => tick(() => run(false)),
    /** What waits for Secret Server is tried now. */
    settle: (): Promise<void> => tick(() => settleIntents(domain)),
    /** Resolves when no refresh runs any more, however it ended. */
    async idle(): Promise<void> {
      await running?.catch(() => undefined);
    },
    /** One import now, or the one that runs. @throws Problem */
    async run(acceptRemovals: boolean): Promise<ImportResult> {
      if (!connection.isSetUp()) throw notSetUp();
      try {
        return await run(acceptRemovals);
      } catch (thrown) {
        if (thrown instanceof Problem) throw thrown;
        const { code, title, remedy, command } = problemOf(thrown);
        throw new Problem(code === 'SS-AUTH' ? 'SS-AUTH' : 'SS-DOWN', title, remedy, {
          cause: thrown,
          command,
        });
      }
    },
    /** @throws Problem: why there is nothing yet that Secret Server could be compared with. */
    mustBeReady(): void {
      if (!connection.isSetUp()) throw notSetUp();
      if (last) return;
      throw new Problem(
        'APP-BUSY',
        'The first import has not finished',
        'Wait for it, or test Secret Server under Status',
        { command: 'scim-tray import' },
      );
    },
    /** What was imported belongs to a Secret Server that is no longer used. */
    forget(): void {
      last = null;
      refreshedAt = undefined;
      forgotten = running !== undefined;
    },
    last: (): ImportResult | null => last,
    progress: (): ImportProgress | null => progress,
    problem: (): ProblemView | null => problem,
    /** Milliseconds since the mirror was last read completely. */
    mirrorAge: (): number =>
      refreshedAt === undefined ? ageAtStart + (monotonic() - startedAt) : monotonic() - refreshedAt,
    async stop(): Promise<void> {
      stopping.abort();
      clearTimeout(timer);
      await ticking;
      await running?.catch(() => undefined);
    },
  };
}

/** Whether most was read before one thing could not be. What fails at once is Secret Server as a whole (D16). */
function failsLate(thrown: unknown, progress: ImportProgress | null): boolean {
  const hasBegun = progress !== null && progress.phase !== 'Reading users';
  const isOfOne = !(thrown instanceof SecretServerError) || !wholeServer.includes(thrown.kind);
  return hasBegun && isOfOne;
}

const wholeServer: readonly FaultKind[] = ['unreachable', 'untrusted', 'sign-in-refused', 'other-server'];

function notSetUp(): Problem {
  return new Problem('APP-SETUP', 'SCIM Tray is not connected to Secret Server', 'Finish set-up first', {
    command: 'scim-tray setup',
  });
}

function busy(): Problem {
  return new Problem('APP-BUSY', 'An import or a resync is running', 'Wait for its end, or stop it');
}

/** What a person can do about an import that failed. */
export function problemOf(thrown: unknown): ProblemView {
  if (thrown instanceof Problem) return thrown.view();
  if (thrown instanceof SecretServerError) return connectionProblem(thrown);
  return { code: 'APP-FAULT', title: 'An import failed', remedy: 'Look in the log of this moment' };
}
