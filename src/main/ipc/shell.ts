import type { CallName, Calls, EventName, Events } from './contract.ts';
import type { Envelope } from './problem.ts';

/** What the preload puts into the window as `window.scimTray`; in a browser there is none. Types only. */
export interface Bridge {
  /** A call of the contract, carried out by the host. Never rejects. */
  readonly call: <N extends CallName>(
    name: N,
    argument: unknown,
  ) => Promise<Envelope<Awaited<ReturnType<Calls[N]>>>>;
  /** `status` and `job` arrive at once. @returns ends listening. */
  readonly on: <N extends EventName>(event: N, listener: (value: Events[N]) => void) => () => void;
  readonly shell: {
    /** What only the desktop can do. Never rejects. */
    readonly call: <N extends ShellCallName>(
      name: N,
      argument: unknown,
    ) => Promise<Envelope<Awaited<ReturnType<ShellCalls[N]>>>>;
    /** `desktop` arrives at once, and so does a `go` that nobody has heard yet. @returns ends listening. */
    readonly on: <N extends ShellEventName>(
      event: N,
      listener: (value: ShellEvents[N]) => void,
    ) => () => void;
  };
}

export type Screen =
  | 'status'
  | 'activity'
  | 'import'
  | 'resync'
  | 'people'
  | 'settings'
  | 'about'
  /** The wizard, at the step left. */
  | 'setup';

/** Where a menu row or a notification leads. */
export interface Target {
  readonly screen: Screen;
  /** What to bring into view: a problem's code on Status, 'diagnostics' on About. */
  readonly focus?: string | undefined;
}

export interface DesktopView {
  /** The process that serves when it is not this app: closing the app leaves it running (D19). */
  readonly attachedTo: number | null;
  /** null: this machine has no way to start the app at sign-in. */
  readonly startsAtSignIn: boolean | null;
  readonly electron: string;
}

/** An argument is always one object. */
export interface ShellCalls {
  'desktop.get': () => Promise<DesktopView>;
  'autostart.set': (request: { readonly on: boolean }) => Promise<DesktopView>;
  'folder.open': (request: { readonly folder: 'data' | 'logs' }) => Promise<{ readonly opened: true }>;
  /** In the program that the desktop has for it. */
  'document.open': (request: {
    readonly document: 'guide' | 'licences';
  }) => Promise<{ readonly opened: true }>;
  /** @param secret the clipboard is emptied after 60 s, unless something else is in it by then. */
  'clipboard.copy': (request: { readonly text: string; readonly secret: boolean }) => Promise<{
    readonly copied: true;
  }>;
  /** Where the operating system keeps what this app may show. Windows only. */
  'notifications.openSettings': () => Promise<{ readonly opened: boolean }>;
  /** Ends this app cleanly and starts it again, when the host stopped unexpectedly. */
  'app.restart': () => Promise<{ readonly restarting: true }>;
}

export type ShellCallName = keyof ShellCalls;

export interface ShellEvents {
  readonly go: Target;
  readonly desktop: DesktopView;
}

export type ShellEventName = keyof ShellEvents;
