import { z } from 'zod';
import type { ImportProgress, ImportResult, ProblemView } from '../main/ipc/contract.ts';
import { connectionProblem, type Connection } from './connection.ts';
import type { Deps } from './domain/context.ts';
import { refresh } from './domain/refresh.ts';
import { settleIntents, settleWantedMembers } from './domain/settle.ts';
import { Problem } from './errors.ts';
import type { Log } from './log.ts';
import { SecretServerError } from './secret-server/model.ts';

/** Between two refreshes; and after one that failed. */
const refreshMs = 15 * 60_000;
const retryMs = 60_000;

const storedResult = z.custom<ImportResult>(
  (value) => typeof value === 'object' && value !== null && 'endedAt' in value,
);


interface ImporterDeps {
  readonly domain: Deps;
  readonly connection: Connection;
  readonly log: Log;
  /** Milliseconds. */
  readonly monotonic: () => number;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** Settles what is open, then reads Secret Server again: at the start, on a schedule, and when somebody asks. */
export function createImporter({ domain, connection, log, monotonic, onProgress }: ImporterDeps) {
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
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function readOnce(acceptRemovals: boolean): Promise<ImportResult> {
    try {
      await settleIntents(domain);
      const result = await refresh({
        secretServer: connection.secretServer(),
        store,
        mirror: domain.mirror,
        acceptRemovals,
        clock: { monotonic, wall: now },
        progress(step) {
          progress = step;
          onProgress(step);
        },
      });
      last = result;
      refreshedAt = monotonic();
      problem = null;
      log.info('import', { sentence: result.sentence, ms: result.durationMs });
      await settleIntents(domain);
      await settleWantedMembers(domain);
      return result;
    } catch (thrown) {
      problem = problemOf(thrown);
      log.warn('import failed', { cause: thrown instanceof Error ? thrown.message : 'unknown' });
      throw thrown;
    } finally {
      progress = null;
      running = undefined;
    }
  }

  function run(acceptRemovals: boolean): Promise<ImportResult> {
    running ??= readOnce(acceptRemovals);
    return running;
  }

  /** A scheduled run: its failure is the problem that the status shows. */
  async function tick(): Promise<void> {
    clearTimeout(timer);
    if (!connection.isSetUp()) return;
    const done = await run(false).then(
      () => true,
      () => false,
    );
    if (stopped) return;
    timer = setTimeout(() => void tick(), done ? refreshMs : retryMs);
    timer.unref();
  }

  return {
    /** Starts the schedule; resolves when the first attempt has ended, however it ended. */
    start: tick,
    /** One import now, or the one that runs. @throws Problem */
    async run(acceptRemovals: boolean): Promise<ImportResult> {
      if (!connection.isSetUp()) {
        throw new Problem(
          'APP-SETUP',
          'SCIM Tray is not connected to Secret Server',
          'Run scim-tray setup first',
        );
      }
      try {
        return await run(acceptRemovals);
      } catch (thrown) {
        const { code, title, remedy } = problemOf(thrown);
        throw new Problem(code === 'SS-AUTH' ? 'SS-AUTH' : 'SS-DOWN', title, remedy, { cause: thrown });
      }
    },
    last: (): ImportResult | null => last,
    progress: (): ImportProgress | null => progress,
    problem: (): ProblemView | null => problem,
    /** Milliseconds since the mirror was last read completely. */
    mirrorAge: (): number =>
      refreshedAt === undefined ? ageAtStart + (monotonic() - startedAt) : monotonic() - refreshedAt,
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}

function problemOf(thrown: unknown): ProblemView {
  if (thrown instanceof Problem) return thrown.view();
  if (thrown instanceof SecretServerError) return connectionProblem(thrown);
  return { code: 'APP-FAULT', title: 'An import failed', remedy: 'Look in the log of this moment' };
}
