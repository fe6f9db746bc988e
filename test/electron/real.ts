import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { onTestFinished, vi } from 'vitest';
import { electronProgram } from '../../scripts/electron-program.ts';
import { secretsKey, type Desktop, type Launch, type Recorder } from './desktop.ts';

const entry = join(import.meta.dirname, 'real-entry.mjs');

/** The built app on real Electron. */
export async function launchOn({ dataDir, profile, args }: Launch): Promise<Desktop> {
  const executablePath = electronProgram(join(import.meta.dirname, '../../node_modules/electron'));
  if (executablePath === undefined) {
    throw new Error('the Electron binary is not there: "npm run test:electron" fetches it');
  }
  const argv = [entry, `--user-data-dir=${profile}`, '--data-dir', dataDir, '--secrets', 'file', ...args];
  const env = { ...process.env, SCIM_TRAY_KEY: secretsKey } as Record<string, string>; // none is undefined
  const app = await _electron.launch({ executablePath, args: argv, env });
  const child = app.process();
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
  let ended = false;
  void exited.then(() => (ended = true));
  const ask = (name: string, values: readonly unknown[]): Promise<unknown> =>
    app.evaluate(
      (_modules, [method, given]) =>
        (globalThis as unknown as { recorder: Record<string, (...all: unknown[]) => unknown> }).recorder[
          method
        ]?.(...given),
      [name, values] as const,
    );
  onTestFinished(async () => {
    if (!ended) await ask('quit', []).catch(() => {});
    await exited;
  });
  return {
    dataDir,
    see: new Proxy({} as Desktop['see'], {
      get:
        (_none, name: keyof Recorder) =>
        (...values: unknown[]) =>
          ask(name, values),
    }),
    exited,
    async page() {
      const page = await app.firstWindow();
      await vi.waitUntil(async () => ((await ask('window', [])) as { visible: boolean }).visible);
      return page;
    },
    startAgain: () =>
      new Promise((resolve) =>
        spawn(executablePath, argv, { env, stdio: 'ignore' }).once('exit', () => resolve()),
      ),
  };
}

/** After the last test: each app was ended with its own. */
export async function end(): Promise<void> {}
