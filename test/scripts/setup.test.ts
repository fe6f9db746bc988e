import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSmallPackage, type SmallPackage } from './small-package.ts';

let small: SmallPackage;
beforeEach(() => {
  small = makeSmallPackage();
});
afterEach(() => small.remove());

const leftovers = (): readonly string[] =>
  readdirSync(small.folder).filter((name) => name.startsWith('.set-up'));

/** A pid that no process has. */
function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

/** Another lock file for the same tree. */
function touchLockFile(): void {
  const file = join(small.folder, 'package-lock.json');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n`);
}

test('installs, brings a Node that runs, and has nothing to do or say the second time', async () => {
  const first = await small.setUp();
  expect(first).toMatchObject({ code: 0, output: expect.stringContaining('installing') as string });
  const { stdout } = spawnSync(small.nodeFile, ['--version'], { encoding: 'utf8' });
  expect(stdout.trim()).toBe(process.version);
  expect(await small.setUp()).toEqual({ code: 0, output: '' });
  expect(small.npmRuns()).toEqual(['ci', 'rebuild']);
  expect(leftovers()).toEqual([]);
});

test('two at a time install once, and both end well', async () => {
  const ends = await Promise.all([small.setUp(), small.setUp()]);
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
  expect(ends.filter(({ output }) => output.includes('waiting'))).toHaveLength(1);
  expect(small.npmRuns()).toEqual(['ci', 'rebuild']);
});

test('two that find the lock of a killed set-up install once', async () => {
  writeFileSync(small.lockFile, String(deadPid()));
  const ends = await Promise.all([small.setUp(), small.setUp()]);
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
  expect(small.npmRuns()).toEqual(['ci', 'rebuild']);
  expect(leftovers()).toEqual([]);
});

test('waits while a living process holds the lock', async () => {
  writeFileSync(small.lockFile, String(process.pid));
  const { child, ended } = small.start();
  await sleep(1_500);
  expect(child.exitCode).toBeNull();
  expect(small.npmRuns()).toEqual([]);
  rmSync(small.lockFile);
  expect((await ended).code).toBe(0);
  expect(small.npmRuns()).toEqual(['ci', 'rebuild']);
});

test('a set-up that was killed midway leaves nothing that the next one trusts', async () => {
  const { child, ended } = small.start();
  while (small.npmRuns().length === 0) await sleep(20);
  child.kill('SIGKILL');
  await ended;
  expect(existsSync(small.lockFile)).toBe(true);
  // npm outlives its parent by a moment; whoever starts again comes later.
  while (small.npmEnds() === 0) await sleep(20);
  expect((await small.setUp()).code).toBe(0);
  expect(spawnSync(small.nodeFile, ['--version']).status).toBe(0);
  expect(leftovers()).toEqual([]);
});

test('installs again when the lock file asks for more, also when it runs on the Node that it replaces', async () => {
  await small.setUp();
  touchLockFile();
  const record = join(small.folder, 'node_modules/.package-lock.json');
  writeFileSync(record, readFileSync(record, 'utf8').replace(process.versions.node, '1.0.0'));
  expect((await small.setUp(small.nodeFile)).code).toBe(0);
  expect(small.npmRuns()).toEqual(['ci', 'rebuild', 'ci', 'rebuild']);
  expect(await small.setUp()).toEqual({ code: 0, output: '' });
});

test('a lock file that asks for what is there already installs nothing', async () => {
  await small.setUp();
  touchLockFile();
  expect(await small.setUp()).toEqual({ code: 0, output: '' });
  expect(small.npmRuns()).toEqual(['ci', 'rebuild']);
});

test('keeps what a plain npm ci installed, and only fetches Node when its script was not run', async () => {
  small.npm('ci', '--ignore-scripts');
  expect((await small.setUp()).code).toBe(0);
  expect(small.npmRuns()).toEqual(['rebuild']);

  small.npm('ci');
  expect(await small.setUp()).toEqual({ code: 0, output: '' });
  expect(small.npmRuns()).toEqual(['rebuild']);
});

test('a failure shows what npm wrote and one sentence with a remedy, and the next run tries again', async () => {
  const file = join(small.folder, 'package.json');
  const manifest = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    manifest.replace('"devDependencies":{', '"devDependencies":{"absent-package":"1.0.0",'),
  );
  const failed = await small.setUp();
  expect(failed.code).toBe(1);
  expect(failed.output).toContain('absent-package');
  expect(failed.output.trimEnd().split('\n').at(-1)).toMatch(/^Set-up failed: .*npm run setup/);
  expect(leftovers()).toEqual([]);

  writeFileSync(file, manifest);
  expect((await small.setUp()).code).toBe(0);
});
