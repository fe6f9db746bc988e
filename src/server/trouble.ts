import type { ProblemView } from '../main/ipc/problem.ts';
import type { Trouble } from './status.ts';

interface TroubleDeps {
  /** Milliseconds. */
  readonly monotonic: () => number;
  /** Wall clock, epoch milliseconds. */
  readonly wall: () => number;
  /** A Secret Server that does not answer is trouble after this long, milliseconds. */
  readonly downMs: number;
}

/**
 * Remembers since when Secret Server cannot be used. One that does not answer for a moment is nothing to tell people;
 * anything else needs one of them in any case.
 * @returns tells it of the problem there is now. `isDown` says that it is certain already (D16).
 */
export function createTroubleWatch({
  monotonic,
  wall,
  downMs,
}: TroubleDeps): (problem: ProblemView | null, isDown: boolean) => Trouble | null {
  let began: { readonly code: string; readonly at: number; readonly since: string } | undefined;
  return (problem, isDown) => {
    if (!problem) {
      began = undefined;
      return null;
    }
    if (began?.code !== problem.code) {
      began = { code: problem.code, at: monotonic(), since: new Date(wall()).toISOString() };
    }
    const lasting = isDown || problem.code !== 'SS-DOWN' || monotonic() - began.at >= downMs;
    return { ...problem, since: began.since, lasting };
  };
}
