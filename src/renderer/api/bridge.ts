import type { CallName, EventName, Events } from '../../main/ipc/contract.ts';
import type { Envelope } from '../../main/ipc/problem.ts';
import type { Bridge } from '../../main/ipc/shell.ts';
import type { Answer } from './calls.ts';
import { httpLink } from './http-link.ts';

/** Why the host cannot be reached; null: it can. */
export type Lost = 'gone' | 'signed out' | null;

/** How the page reaches the host: one shape for the desktop's window and for a browser. */
export interface Link {
  /** Never rejects. */
  readonly call: <N extends CallName>(name: N, argument: unknown) => Promise<Envelope<Answer<N>>>;
  /** @returns ends listening. */
  readonly on: <N extends EventName>(event: N, listener: (value: Events[N]) => void) => () => void;
  /** Told whether the host is lost, when that changes. @returns ends listening. */
  readonly onLost: (listener: (lost: Lost) => void) => () => void;
  /** null in a browser. */
  readonly shell: Bridge['shell'] | null;
}

declare global {
  interface Window {
    /** Put there by the preload; a browser has none. */
    readonly scimTray?: Bridge;
  }
}

/** The way to the host that this window has. */
export function openLink(window: Window): Link {
  const bridge = window.scimTray;
  if (!bridge) return httpLink(window);
  return {
    call: bridge.call,
    on: bridge.on,
    // The app itself cannot be lost; the host that serves in the background can.
    onLost: (listener) =>
      bridge.on('status', ({ problems: [first] }) => listener(first?.code === 'APP-GONE' ? 'gone' : null)),
    shell: bridge.shell,
  };
}
