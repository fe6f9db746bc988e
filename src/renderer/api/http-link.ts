import type { EventName, Events } from '../../main/ipc/contract.ts';
import type { Envelope } from '../../main/ipc/problem.ts';
import type { Link, Lost } from './bridge.ts';
import { text } from '../text.ts';

/** A dropped stream comes back by itself; only after this long the host counts as lost. Milliseconds. */
const patience = 3_000;

/** Calls by POST /api/<call>, events by GET /api/events: what the console serves to a browser. */
export function httpLink(window: Window): Link {
  let source: EventSource | undefined;
  const lostListeners = new Set<(lost: Lost) => void>();
  let timer: number | undefined;

  function tellLost(lost: Lost): void {
    for (const listener of lostListeners) listener(lost);
  }

  /** After a while without the stream: is the host gone, or does it only not know this browser any more? */
  async function findOut(): Promise<void> {
    const answer = await fetch('api/alive').catch(() => undefined);
    timer = undefined;
    if (source?.readyState === EventSource.OPEN) return;
    tellLost(answer?.status === 401 ? 'signed out' : 'gone');
    // A refused stream is not tried again by the browser itself.
    if (source?.readyState === EventSource.CLOSED) reopen();
  }

  function open(): EventSource {
    const opened = new EventSource('api/events');
    opened.addEventListener('open', () => {
      window.clearTimeout(timer);
      timer = undefined;
      tellLost(null);
    });
    opened.addEventListener('error', () => {
      timer ??= window.setTimeout(() => void findOut(), patience);
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
