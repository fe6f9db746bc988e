/** The wall clock of this process, which a script sets: pictures made on another day are the same. */
export interface Clock {
  readonly now: () => number;
  /** Milliseconds. */
  readonly forward: (ms: number) => void;
}

/** From now on `Date` tells the time from `start` on, epoch milliseconds; durations are as they are. */
export function setClock(start: number): Clock {
  const begun = performance.now();
  let skipped = 0;
  const now = (): number => Math.floor(start + skipped + performance.now() - begun);
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (_, args: unknown[]) =>
      Reflect.construct(RealDate, args.length === 0 ? [now()] : args) as Date,
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  return { now, forward: (ms) => void (skipped += ms) };
}
