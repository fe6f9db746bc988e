import type { Browser } from 'playwright-core';

/** The machine that the stand-in pretends to be. */
export interface Desk {
  /** Draws the windows. */
  readonly browser: Browser;
  readonly userData: string;
  /** Windows that close: the browser has to wait for them. */
  readonly closing: Promise<void>[];
  /** Called when the app ends its process. */
  readonly onExit: (code: number) => void;
}

let current: Desk | undefined;

export function setDesk(next: Desk): void {
  current = next;
}

/** @throws Error before `setDesk` */
export function desk(): Desk {
  if (!current) throw new Error('no desk: use launch() of test/electron/desktop.ts');
  return current;
}
