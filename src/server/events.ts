import type { EventName, Events } from '../main/ipc/contract.ts';

/** What the host tells every shell that listens. */
export interface EventHub {
  emit<N extends EventName>(name: N, value: Events[N]): void;
  /** @returns ends listening. */
  on<N extends EventName>(name: N, listener: (value: Events[N]) => void): () => void;
}

/** A listener that throws ends only itself; `onFault` hears of it. */
export function createEventHub(onFault: (thrown: unknown) => void): EventHub {
  const listeners = new Map<EventName, Set<(value: never) => void>>();
  return {
    emit(name, value) {
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(value as never); // `on` put it there under the same name
        } catch (thrown) {
          onFault(thrown);
        }
      }
    },
    on(name, listener) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => void known.delete(listener);
    },
  };
}
