/** Milliseconds after which rows are written at the latest. */
const laterMs = 1_000;
/** Written in one go: whoever comes meanwhile waits for a few milliseconds. */
const atATime = 250;
/** While the disk is full so many are held; then the oldest are given up. */
const most = 10_000;

/** Rows that nothing depends on: written together, behind the answers that they are about. */
export interface LaterRows<T> {
  add(row: T): void;
  /** It was written by other means. */
  drop(row: T): void;
  /** Writes all of them now, as a part of the caller's transaction. @throws what `write` throws */
  drain(): void;
  /** Writes all of them now, if that is possible. */
  flush(): void;
  /** The same, and no more after that. */
  close(): void;
  isClosed(): boolean;
}

/** @param write all of these or, throwing, none. */
export function createLaterRows<T>({
  write,
  onFault,
}: {
  readonly write: (rows: readonly T[]) => void;
  readonly onFault: (thrown: unknown) => void;
}): LaterRows<T> {
  const waiting = new Set<T>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function arm(): void {
    if (timer || closed) return;
    timer = setTimeout(slice, laterMs);
    timer.unref();
  }

  /** Some now, the rest after whoever waits: a burst must not hold up the listener. */
  function slice(): void {
    timer = undefined;
    if (!some() || waiting.size === 0) return waiting.size > 0 ? arm() : undefined;
    setImmediate(() => {
      if (!timer && !closed) slice();
    });
  }

  /** @returns whether they could be written. */
  function some(): boolean {
    const rows = [...waiting].slice(0, atATime);
    try {
      if (rows.length > 0) write(rows);
    } catch (thrown) {
      onFault(thrown);
      return false;
    }
    for (const row of rows) waiting.delete(row);
    return true;
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.size > 0 && some());
    if (waiting.size > 0) arm();
  }

  return {
    add(row) {
      waiting.add(row);
      const [oldest] = waiting;
      if (waiting.size > most && oldest !== undefined) waiting.delete(oldest);
      arm();
    },
    drop: (row) => void waiting.delete(row),
    drain() {
      if (waiting.size === 0) return;
      write([...waiting]);
      waiting.clear();
    },
    flush,
    close() {
      flush();
      closed = true;
      clearTimeout(timer);
    },
    isClosed: () => closed,
  };
}
