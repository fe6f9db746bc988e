import { spawn, type ChildProcess } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Ended } from './run-main.ts';

const bin = join(import.meta.dirname, '..', '..', 'bin', 'scim-tray.mjs');

export interface Spawned {
  readonly child: ChildProcess;
  /** `code` is -1 when a signal ended it. */
  readonly ended: Promise<Ended>;
}

/** Starts the program as an admin does, with secrets in an encrypted file. */
export function spawnBin(
  argv: readonly string[],
  stdin = '',
  environment: Readonly<Record<string, string>> = {},
): Spawned {
  const env = { ...process.env, SCIM_TRAY_KEY: 'a key for these tests only', ...environment };
  const child = spawn(process.execPath, [bin, ...argv], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(stdin);
  const code = new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(([status, out, err]) => ({
    code: status,
    out,
    err,
  }));
  return { child, ended };
}

export interface Ready {
  readonly scimBaseUrl: string;
  readonly state: string;
  readonly pid: number;
}

/** Waits for the ready file. @throws Error with what the program said when it ends first. */
export async function ready(file: string, { child, ended }: Spawned): Promise<Ready> {
  while (child.exitCode === null && child.signalCode === null) {
    const found = await readFile(file, 'utf8').catch(() => undefined);
    if (found !== undefined) return JSON.parse(found);
    await delay(20);
  }
  throw new Error(`it ended before it was ready: ${JSON.stringify(await ended)}`);
}

/** Whether something is at this path. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
