/**
 * `npm start`: the desktop app where Electron's program is, else the same window in a browser. Options are those of
 * `scim-tray serve`: npm start -- --port 0
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { defaultDataDir, thisMachine } from '../src/server/config.ts';
import { signInLink } from '../src/server/console/client.ts';
import { main } from '../src/server/cli/main.ts';
import { ensureBuilt } from './built.ts';
import { electronProgram } from './electron-program.ts';

const root = dirname(import.meta.dirname);
const argv = process.argv.slice(2);

await ensureBuilt(() => process.stderr.write('Building the app and its window (a few seconds).\n'));
const program = electronProgram(join(root, 'node_modules', 'electron'));
process.exitCode = program === undefined ? await serveToBrowser() : await openDesktop(program);

/** @returns the exit code of the app */
async function openDesktop(file: string): Promise<number> {
  const child = spawn(file, [root, ...argv], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return await new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

/** @returns the exit code of the command */
async function serveToBrowser(): Promise<number> {
  process.stderr.write(
    'The Electron binary is not here ("npx --no-install install-electron" fetches it), so the window is served to your browser instead.\n',
  );
  const at = argv.indexOf('--data-dir');
  const dataDir = (at === -1 ? undefined : argv[at + 1]) ?? defaultDataDir(thisMachine(process.env));
  // One that runs already needs no second one.
  if (await signInLink(dataDir)) return await main(['window', '--data-dir', dataDir]);
  return await main(['serve', ...argv]);
}
