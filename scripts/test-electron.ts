/** `npm run test:electron`: fetches Electron's program and runs the tests of the desktop app on it. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { electronProgram } from './electron-program.ts';

const root = dirname(import.meta.dirname);
const electron = join(root, 'node_modules', 'electron');

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (electronProgram(electron) === undefined) {
  process.stderr.write('Fetching the Electron binary from its own releases, about 120 MB.\n');
  run([join(electron, 'install.js')]);
}
process.stderr.write('Running the tests of the desktop app on real Electron.\n');
run([join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/electron'], {
  SCIM_TRAY_ELECTRON: 'real',
});
