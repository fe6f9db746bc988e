export interface Listeners<T> {
  readonly tell: (value: T) => void;
  /** @returns ends listening */
  readonly on: (listener: (value: T) => void) => () => void;
}

/** Whoever wants to hear of one thing. */
export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    tell(value) {
      for (const listener of listeners) listener(value);
    },
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
