import { refusals } from './refusals.ts';

/** How many may hold or wait for one key, and for all of them together. */
const usual = { ofKey: 100, ofAll: 500 };

/** One writer for each key (D14); others wait in the order in which they came. */
export interface KeyedLock {
  /** For what goes on with work that was let in before. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** For what a client asks. @throws ScimError 429 when too many wait already; then nothing was begun. */
  admit<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing that was started before this call is running any more. */
  idle(): Promise<void>;
}

export function createKeyedLock(most: { readonly ofKey: number; readonly ofAll: number } = usual): KeyedLock {
  const tails = new Map<string, Promise<void>>();
  const admitted = new Map<string, number>();
  let all = 0;

  async function run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = tails.get(key);
    let release = (): void => {};
    const tail = new Promise<void>((resolve) => (release = resolve));
    tails.set(key, tail);
    try {
      await before;
      return await work();
    } finally {
      release();
      if (tails.get(key) === tail) tails.delete(key);
    }
  }

  /** @param by 1 or -1 */
  function count(key: string, by: number): void {
    all += by;
    const left = (admitted.get(key) ?? 0) + by;
    if (left === 0) admitted.delete(key);
    else admitted.set(key, left);
  }

  return {
    run,
    async admit(key, work) {
      if (all >= most.ofAll || (admitted.get(key) ?? 0) >= most.ofKey) throw refusals.queueFull();
      count(key, 1);
      return run(key, work).finally(() => count(key, -1));
    },
    async idle() {
      await Promise.all(tails.values());
    },
  };
}
