import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdLock } from '../scripts/setup/lock.mjs';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');

/** Changes with every source file of page, preload and app. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of globSync(['src/**/*', '*.config.ts', 'package-lock.json'], { cwd: root }).toSorted()) {
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path} ${String(mtimeMs)} ${String(size)}\n`);
  }
  return hash.digest('hex');
}

function isFresh(print: string): boolean {
  try {
    return readFileSync(stamp, 'utf8') === print;
  } catch {
    return false; // never built here
  }
}

/** Builds `dist` if the sources are newer, once for all test files that want it at the same moment. */
export async function ensureBuilt(): Promise<void> {
  mkdirSync(dist, { recursive: true });
  if (isFresh(fingerprint())) return;
  await holdLock(
    dist,
    () => {},
    async () => {
      const print = fingerprint();
      if (isFresh(print)) return;
      await build();
      writeFileSync(stamp, print);
    },
  );
}

async function build(): Promise<void> {
  const child = spawn(process.execPath, [builder, 'build', '--logLevel', 'warn'], { cwd: root });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the build failed:\n${said}`);
}
