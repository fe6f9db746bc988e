import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdLock } from './setup/lock.mjs';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');

/** Changes with every source file of page, preload and app. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of globSync(
    ['src/**/*', '*.config.ts', 'package-lock.json', 'docs/*.md', 'scripts/documents/*'],
    { cwd: root },
  ).toSorted()) {
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

/**
 * Builds `dist` if the sources are newer, once for all who want it at the same moment.
 * @param onBuild told when that is so
 */
export async function ensureBuilt(onBuild: () => void = () => {}): Promise<void> {
  mkdirSync(dist, { recursive: true });
  if (isFresh(fingerprint())) return;
  await holdLock(
    dist,
    () => {},
    async () => {
      const print = fingerprint();
      if (isFresh(print)) return;
      onBuild();
      await build();
      writeFileSync(stamp, print);
    },
  );
}

async function build(): Promise<void> {
  await run([builder, 'build', '--logLevel', 'warn']);
  await run([join(root, 'scripts', 'documents.ts')]);
}

async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: root });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the build failed:\n${said}`);
}
