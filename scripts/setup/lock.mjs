/** One set-up at a time per folder: a lock file beside node_modules, because `npm ci` empties node_modules. */
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 200;
const beatMs = 2_000;
/** A lock whose owner gave no sign for so long is taken over, though some process has its pid (reused, or stuck). */
const silenceMs = 60_000;

/**
 * Runs `work` while holding the lock; waits until a running set-up has ended. Takes over what a killed one left.
 * @template T
 * @param {string} root
 * @param {(line: string) => void} say called once when it has to wait
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function holdLock(root, say, work) {
  const file = join(root, '.set-up.lock');
  await acquire(file, say);
  const beat = setInterval(() => touch(file), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @param {(line: string) => void} say
 */
async function acquire(file, say) {
  let told = false;
  let seen = { at: performance.now(), mtimeMs: -1 };
  while (!create(file)) {
    const mtimeMs = modified(file);
    if (mtimeMs !== seen.mtimeMs) seen = { at: performance.now(), mtimeMs };
    const silent = performance.now() - seen.at > silenceMs;
    if (silent || ownerIsGone(file)) {
      removeAbandoned(file, silent);
      continue;
    }
    if (!told) say('Set-up: waiting for another set-up of this folder to end.');
    told = true;
    await sleep(pollMs);
  }
}

/**
 * @param {string} file
 * @returns {boolean} false when it exists already
 */
function create(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a lock that nobody holds. A second file makes sure that of two who found it abandoned, the slower one
 * cannot remove the lock that the faster one has made since.
 * @param {string} file
 * @param {boolean} silent
 */
function removeAbandoned(file, silent) {
  const guard = `${file}.takeover`;
  if (!create(guard)) {
    if (Date.now() - modified(guard) > silenceMs) rmSync(guard, { force: true });
    return;
  }
  if (silent || ownerIsGone(file)) rmSync(file, { force: true });
  rmSync(guard, { force: true });
}

/** @param {string} file */
function ownerIsGone(file) {
  const pid = readPid(file);
  if (pid === undefined) return false;
  // In a container the pids repeat: one equal to ours is an earlier run's.
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
}

/**
 * @param {string} file
 * @returns {number | undefined} undefined when it is gone, or its owner has not written its pid yet
 */
function readPid(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @returns {number} milliseconds since the epoch; 0 when it is gone
 */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // Removed by hand: the work still ends as it would have.
  }
}
