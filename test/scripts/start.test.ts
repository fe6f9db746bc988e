import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { electronProgram } from '../../scripts/electron-program.ts';
import { exchange, visit } from '../console/browser.ts';
import { dataFolder } from '../data-folder.ts';

const script = join(import.meta.dirname, '../../scripts/start.ts');

/** Runs `npm start` and collects what it says. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, SCIM_TRAY_KEY: 'a key for these tests only', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stdout?.on('data', (part: Buffer) => (said.out += part.toString()));
  child.stderr?.on('data', (part: Buffer) => (said.err += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said, ended };
}

const nowhere = { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' };

test('without Electron it says so in one sentence and serves the window to a browser', async () => {
  const dataDir = await dataFolder();
  const args = ['--port', '0', '--data-dir', dataDir, '--secrets', 'file'];
  const { child, said, ended } = start(args, nowhere);
  await expect
    .poll(() => said.out, { timeout: 30_000 })
    .toMatch(/^Window: http:\/\/127\.0\.0\.1:\d+\/sign-in\//m);
  expect(said.err.split('\n').filter((line) => line.includes('Electron'))).toEqual([
    'The Electron binary is not here ("npx --no-install install-electron" fetches it), so the window is served to your browser instead.',
  ]);
  const [, link = ''] = /^Window: (\S+)/m.exec(said.out) ?? [];
  const { origin, pathname } = new URL(link);
  expect((await exchange(origin, pathname, { headers: visit })).status).toBe(200);

  const again = start(args, nowhere);
  expect(await again.ended).toBe(0);
  expect(again.said.out).toMatch(/^Window: http/);

  child.kill('SIGTERM');
  await ended;
}, 60_000);

test.skipIf(process.platform === 'win32')(
  'with Electron it opens the app there, and ends as it does',
  async () => {
    const folder = await dataFolder();
    writeFileSync(join(folder, 'electron'), '#!/bin/sh\necho "$@"\nexit 7\n');
    chmodSync(join(folder, 'electron'), 0o755);
    const { said, ended } = start(['--port', '0'], { ELECTRON_OVERRIDE_DIST_PATH: folder });
    expect(await ended).toBe(7);
    expect(said.out).toBe(`${join(import.meta.dirname, '../..')} --port 0\n`);
  },
  60_000,
);

test('finds the program by what the package wrote down when it fetched it', async () => {
  const folder = await dataFolder();
  expect(electronProgram(folder, {})).toBeUndefined();
  writeFileSync(join(folder, 'path.txt'), 'electron.exe');
  // Begun and not ended.
  expect(electronProgram(folder, {})).toBeUndefined();
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'electron.exe'), '');
  expect(electronProgram(folder, {})).toBe(join(folder, 'dist', 'electron.exe'));
});
