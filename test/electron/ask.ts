import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { CallName, Calls } from '../../src/main/ipc/contract.ts';
import type { Envelope } from '../../src/main/ipc/problem.ts';
import type { Target } from '../../src/main/ipc/shell.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Desktop, Recorder } from './desktop.ts';

type Answer<N extends CallName> = Envelope<Awaited<ReturnType<Calls[N]>>>;

/** A call as the page makes it. */
export async function ask<N extends CallName>(page: Page, name: N, argument: unknown): Promise<Answer<N>> {
  const code = `window.scimTray.call(${JSON.stringify(name)}, ${JSON.stringify(argument)})`;
  return (await page.evaluate(code)) as Answer<N>;
}

/** A shell call as the page makes it. */
export async function askShell(page: Page, name: string, argument: unknown): Promise<Envelope<unknown>> {
  const code = `window.scimTray.shell.call(${JSON.stringify(name)}, ${JSON.stringify(argument)})`;
  return (await page.evaluate(code)) as Envelope<unknown>;
}

/** Sets the app up with a sandbox Secret Server, from the page. */
export async function connect(page: Page, { url, account }: Sandbox): Promise<void> {
  const { userName, password } = account;
  const answer = await ask(page, 'secretServer.connect', { url, userName, password });
  expect(answer).toMatchObject({ ok: true, value: { connected: true } });
}

/** Collects in the page what it is told, under `window.heard`. */
export async function listen(page: Page, event: 'status' | 'job' | 'activity'): Promise<void> {
  await page.evaluate(
    `window.heard = []; window.scimTray.on(${JSON.stringify(event)}, (value) => window.heard.push(value))`,
  );
}

/** Where the app sends the page next. */
export async function nextTarget(page: Page, cause: () => Promise<unknown>): Promise<Target> {
  const target = page.evaluate(
    'new Promise((resolve) => { window.stop = window.scimTray.shell.on("go", resolve); })',
  );
  await cause();
  const value = (await target) as Target;
  await page.evaluate('window.stop()');
  return value;
}

type Row = NonNullable<ReturnType<Recorder['tray']>>['menu'][number];

/** The labels of the tray menu; what cannot be clicked is in brackets. */
export async function menuRows(desktop: Desktop): Promise<string[]> {
  const tray = await desktop.see.tray();
  return (tray?.menu ?? []).map(({ label, enabled }: Row) => (enabled ? label : `(${label})`));
}
