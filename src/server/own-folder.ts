import { execFileSync } from 'node:child_process';
import { mkdirSync, rmdirSync } from 'node:fs';
import { win32 } from 'node:path';
import { Problem } from './errors.ts';

/** What Windows is asked to do; the rest of the world has permission bits. */
export interface Windows {
  readonly platform: NodeJS.Platform;
  /** Runs a program. @returns what it wrote to standard output. @throws when it failed */
  readonly run: (file: string, parameters: readonly string[]) => string;
  /** "C:\Windows" */
  readonly root: string;
}

/** Full control, for what is made in the folder too. */
const full = '(OI)(CI)F';
/** By their numbers: their names are translated. */
const administrators = '*S-1-5-32-544';
const system = '*S-1-5-18';

/**
 * Makes a folder, where it is missing, for the account of this process, administrators and the system alone. One that
 * is there stays as somebody set it up.
 * @throws Problem APP-DATA, and then it was not made
 */
export function makeOwnFolder(folder: string, windows: Windows = thisMachine): void {
  let made: string | undefined;
  try {
    made = mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Problem('APP-DATA', 'The data folder cannot be made', 'Check the path and its permissions', {
      cause,
    });
  }
  if (made === undefined || windows.platform !== 'win32') return;
  try {
    restrict(folder, windows);
  } catch (cause) {
    rmdirSync(folder); // or the next start would take it for one that was set up
    throw new Problem(
      'APP-DATA',
      'The data folder cannot be kept for this account alone',
      'Make it yourself, with the rights that the guide names, and start again',
      { cause },
    );
  }
}

/** Windows has no permission bits: a new folder under ProgramData can be read by every user of the machine. */
function restrict(folder: string, { run, root }: Windows): void {
  const tool = (name: string): string => win32.join(root, 'System32', name);
  const [account] = /S-1-[\d-]+/.exec(run(tool('whoami.exe'), ['/user', '/fo', 'csv', '/nh'])) ?? [];
  if (account === undefined) throw new Error('whoami did not tell the account');
  const grants = [`*${account}`, administrators, system].map((who) => `${who}:${full}`);
  run(tool('icacls.exe'), [folder, '/inheritance:r', '/grant:r', ...grants]);
}

const thisMachine: Windows = {
  platform: process.platform,
  run: (file, parameters) =>
    execFileSync(file, parameters, { encoding: 'utf8', windowsHide: true, timeout: 30_000 }),
  root: process.env['SystemRoot'] ?? 'C:\\Windows',
};
