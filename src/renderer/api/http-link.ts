import type { EventName, Events } from '../../main/ipc/contract.ts';
import type { Envelope } from '../../main/ipc/problem.ts';
import type { Link } from './bridge.ts';
import { text } from '../text.ts';

/** A dropped stream comes back by itself; only after this long the host counts as lost. Milliseconds. */
const patience = 3_000;

/** Calls by POST /api/<call>, events by GET /api/events: what the console serves to a browser. */
export function httpLink(window: Window): Link {
  let source: EventSource | undefined;
  const lostListeners = new Set<(lost: boolean) => void>();
  let timer: number | undefined;

  function tellLost(lost: boolean): void {
    window.clearTimeout(timer);
    timer = undefined;
    for (const listener of lostListeners) listener(lost);
  }

  function open(): EventSource {
    const opened = new EventSource('api/events');
    opened.addEventListener('open', () => tellLost(false));
    opened.addEventListener('error', () => {
      timer ??= window.setTimeout(() => tellLost(true), patience);
      // A refused stream is not tried again by the browser.
      if (opened.readyState === EventSource.CLOSED) window.setTimeout(reopen, patience);
    });
    return opened;
  }

  const handlers = new Map<EventName, Set<(event: MessageEvent<string>) => void>>();
  function reopen(): void {
    source?.close();
    source = open();
    for (const [name, set] of handlers) for (const handler of set) source.addEventListener(name, handler);
  }

  return {
    call: (name, argument) => post(name, argument),
    on<N extends EventName>(name: N, listener: (value: Events[N]) => void) {
      const handler = (event: MessageEvent<string>): void => listener(JSON.parse(event.data) as Events[N]); // the console's own
      handlers.set(name, (handlers.get(name) ?? new Set()).add(handler));
      source ??= open();
      source.addEventListener(name, handler);
      return () => {
        handlers.get(name)?.delete(handler);
        source?.removeEventListener(name, handler);
      };
    },
    onLost(listener) {
      lostListeners.add(listener);
      return () => void lostListeners.delete(listener);
    },
    shell: null,
  };
}

async function post<T>(name: string, argument: unknown): Promise<Envelope<T>> {
  try {
    const answer = await fetch(`api/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(argument ?? {}),
    });
    if (answer.status === 401) return { ok: false, error: text.faults.signedOut };
    return (await answer.json()) as Envelope<T>; // answered under the same contract by a process of ours
  } catch {
    return { ok: false, error: text.faults.gone };
  }
}
