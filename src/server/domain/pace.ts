import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longest stretch of work between two looks at what else waits, in milliseconds: a listener must not feel it. */
const stretchMs = 4;

/** To be awaited between two pieces of long work: lets everything else that waits come first when it is time. */
export type Pace = () => Promise<void> | undefined;

/** @throws AbortError out of the pace, once the signal says that the work is to end. */
export function createPace(signal?: AbortSignal): Pace {
  let since = performance.now();
  return () => {
    signal?.throwIfAborted();
    return performance.now() - since < stretchMs ? undefined : rest();
  };

  async function rest(): Promise<void> {
    await nextTurn();
    since = performance.now();
    signal?.throwIfAborted();
  }
}
