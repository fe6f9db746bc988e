import type { Browser, Page } from 'playwright-core';
import { onTestFinished, vi } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { secretsKey, type Desktop, type Launch, type Recorder } from './desktop.ts';
import { record } from './record.mjs';
import type { BrowserWindow } from './stand-in/window.ts';

let browser: Promise<Browser> | undefined;
const closing: Promise<void>[] = [];

/** The app in this very process, on the stand-in. */
export async function launchOn(options: Launch): Promise<Desktop> {
  browser ??= launchBrowser();
  const { exited, recorder, firstWindow } = await boot(options, await browser);
  let ended = false;
  void exited.then(() => (ended = true));
  onTestFinished(async () => {
    if (!ended) recorder.quit();
    await exited;
  });
  return {
    dataDir: options.dataDir,
    see: inPromises(recorder),
    exited,
    page: () => vi.waitUntil(firstWindow, { timeout: 10_000, interval: 20 }),
    async startAgain() {
      const second = await boot(options, await browser!);
      await second.exited;
    },
  };
}

/** After the last test. */
export async function end(): Promise<void> {
  await Promise.all(closing);
  await (await browser)?.close();
}

/** Every module of the app is loaded anew: no state of an app that ran before. */
async function boot({ dataDir, profile, args }: Launch, withBrowser: Browser) {
  vi.resetModules();
  const { setDesk } = await import('./stand-in/desk.ts');
  const { promise: exited, resolve } = Promise.withResolvers<number>();
  setDesk({ browser: withBrowser, userData: profile, closing, onExit: resolve });
  const electron = await import('electron');
  const recorder = record(electron);
  const argv = process.argv;
  process.argv = [process.execPath, 'app', '--data-dir', dataDir, '--secrets', 'file', ...args];
  process.env['SCIM_TRAY_KEY'] = secretsKey;
  await import('../../src/main/index.ts');
  process.argv = argv;
  const firstWindow = async (): Promise<Page | undefined> => {
    const [window] = electron.BrowserWindow.getAllWindows() as unknown as BrowserWindow[]; // the stand-in's
    const page = await window?.webContents.page;
    return window?.isVisible() === true ? page : undefined;
  };
  return { exited, recorder, firstWindow };
}

function inPromises(recorder: Recorder): Desktop['see'] {
  const entries = Object.entries(recorder).map(([name, act]) => {
    const asked = act as (...args: unknown[]) => unknown;
    return [name, async (...args: unknown[]) => await asked(...args)];
  });
  return Object.fromEntries(entries) as Desktop['see']; // the same functions under the same names
}
