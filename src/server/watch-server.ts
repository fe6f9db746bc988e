import type { ProblemView } from '../main/ipc/problem.ts';
import { connectionProblem } from './connection-problem.ts';
import { SecretServerError, type SecretServer } from './secret-server/model.ts';

/** Down means this many unusable answers in a row, about at least so many different things (D16). */
const failuresInARow = 5;
const differentThings = 2;

export interface WatchedServer {
  readonly server: SecretServer;
  /** Why Secret Server cannot be used, as the last calls have it; null: it can. */
  readonly problem: () => ProblemView | null;
}

/** The same client, which remembers how its calls ended: the status shows it without waiting for a refresh (D17). */
export function watchServer(server: SecretServer): WatchedServer {
  let problem: ProblemView | null = null;
  let failed: string[] = [];
  let probing = false;

  const isDown = (): boolean => failed.length >= failuresInARow && new Set(failed).size >= differentThings;

  function answered(): void {
    problem = null;
    failed = [];
  }

  /** A no about one thing is an answer. A refused sign-in, certificate or server is one problem for all. */
  function note(thrown: unknown, about: string): void {
    if (!(thrown instanceof SecretServerError)) return;
    if (thrown.kind === 'refused' || thrown.kind === 'forbidden') return answered();
    if (thrown.kind === 'unusable' || thrown.kind === 'unreachable') {
      failed = [...failed, about].slice(-failuresInARow);
      if (!isDown()) return;
    }
    problem = connectionProblem(thrown);
  }

  function watched(name: string, call: (...args: unknown[]) => Promise<unknown>) {
    return async (...args: unknown[]): Promise<unknown> => {
      // While it is down, one call at a time finds out whether it still is: the others need not hang for that.
      const probes = isDown();
      if (probes && probing) throw new SecretServerError('unreachable', 'Secret Server does not answer');
      probing = probes;
      try {
        const result = await call(...args);
        answered();
        return result;
      } catch (thrown) {
        note(thrown, `${name} ${String(args[0])}`);
        throw thrown;
      } finally {
        if (probes) probing = false;
      }
    };
  }

  // The same functions under the same names, each with a look at how it ended: arguments and results pass untouched.
  const entries = Object.entries(server).map(
    ([name, call]) => [name, watched(name, call as (...args: unknown[]) => Promise<unknown>)] as const,
  );
  const calls = Object.fromEntries(entries) as unknown as SecretServer;
  return { problem: () => problem, server: { ...calls, close: () => server.close() } };
}
