/** One press of Ctrl+C may arrive several times: from the terminal and from each starter above us. Milliseconds. */
const samePressMs = 500;
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

export interface StopSignals {
  /** Resolves with the first signal. */
  readonly asked: Promise<void>;
  /** Leaves the signals to others again. */
  release(): void;
}

/** Waits to be told to stop. Told again, later, the process ends at once with 130. */
export function stopSignals(endAtOnce: () => void = () => process.exit(130)): StopSignals {
  const { promise, resolve } = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  const onSignal = (): void => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      resolve();
    } else if (performance.now() - firstAt > samePressMs) endAtOnce();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    asked: promise,
    release() {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
