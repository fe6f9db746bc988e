import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { ensureBuilt } from '../../scripts/built.ts';
import type { record } from './record.mjs';

export type Recorder = ReturnType<typeof record>;

/** The desktop app while it runs, as a person at the machine has it. */
export interface Desktop {
  readonly dataDir: string;
  /** What is around the window; each of them asks the app's own process. */
  readonly see: {
    readonly [K in keyof Recorder]: (
      ...args: Parameters<Recorder[K]>
    ) => Promise<Awaited<ReturnType<Recorder[K]>>>;
  };
  /** The page of the window, once that shows. */
  readonly page: () => Promise<Page>;
  /** Starts the app a second time, with the same profile; resolves when that process has ended. */
  readonly startAgain: () => Promise<void>;
  /** The exit code, when the app has ended. */
  readonly exited: Promise<number>;
}

export interface LaunchOptions {
  /** An empty one unless told; it goes with the test. */
  readonly dataDir?: string;
  /** Of the app, beside data folder and secrets. */
  readonly args?: readonly string[];
  /** An empty one unless told. */
  readonly profile?: string;
}

/** What a driver needs: everything is set. */
export type Launch = Required<LaunchOptions>;

export const preload = join(import.meta.dirname, '../../dist/preload/preload.cjs');

/** The key of the encrypted file that holds the secrets here. */
export const secretsKey = 'a key for these tests only';

/** Which of the two a run is about: the real one only where it was asked for, so that no run is it by accident. */
export const real = process.env['SCIM_TRAY_ELECTRON'] === 'real';

/** Starts the app; it is ended with the test. */
export async function launch({
  dataDir,
  profile,
  args = ['--port', '0'],
}: LaunchOptions = {}): Promise<Desktop> {
  const options = { dataDir: dataDir ?? (await folder()), profile: profile ?? (await folder()), args };
  await ensureBuilt();
  driver ??= real ? await import('./real.ts') : await import('./stand-in.ts');
  return await driver.launchOn(options);
}

let driver: { launchOn(options: Launch): Promise<Desktop>; end(): Promise<void> } | undefined;
afterAll(() => driver?.end());

/** An empty folder that goes after the app that uses it: what is registered first ends last. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'scim-tray-'));
  onTestFinished(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}
