/** What is installed, compared with what package.json and package-lock.json ask for. Reads files, changes only the stamp. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} Lock
 */

/** The parts of package.json that decide what gets installed. */
const deciding = /** @type {const} */ ([
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
]);

/** @param {string} root */
const stampFile = (root) => join(root, 'node_modules', '.set-up');

/**
 * The Node that set-up brings.
 * @param {string} root
 */
export const nodeFile = (root) =>
  join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * @param {string} file
 * @returns {unknown} undefined when there is no such file
 */
function readJson(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * One line that changes whenever something else would have to be installed here.
 * @param {string} root
 * @returns {string} SHA-256, hex
 */
export function fingerprint(root) {
  const manifest = /** @type {Record<string, unknown>} */ (readJson(join(root, 'package.json')));
  const hash = createHash('sha256');
  hash.update(JSON.stringify([process.platform, process.arch, deciding.map((key) => manifest[key] ?? null)]));
  hash.update(readFileSync(join(root, 'package-lock.json')));
  return hash.digest('hex');
}

/**
 * True when the last set-up ended well and nothing that it depends on has changed since. Starts no process.
 * @param {string} root
 */
export function isStamped(root) {
  if (!existsSync(stampFile(root)) || !existsSync(nodeFile(root))) return false;
  return readFileSync(stampFile(root), 'utf8') === fingerprint(root);
}

/**
 * Written last: a set-up that was interrupted leaves none.
 * @param {string} root
 * @param {string} print
 */
export function writeStamp(root, print) {
  writeFileSync(stampFile(root), print);
}

/**
 * True when npm's own record of node_modules holds each package of the lock file in its version, so that a tree
 * from a plain `npm install` is kept. Packages for other platforms may be absent.
 * @param {string} root
 */
export function treeMatchesLock(root) {
  const wanted = /** @type {Lock | undefined} */ (readJson(join(root, 'package-lock.json')))?.packages ?? {};
  const installed = /** @type {Lock | undefined} */ (
    readJson(join(root, 'node_modules', '.package-lock.json'))
  )?.packages;
  if (installed === undefined || !lockFitsManifest(root, wanted[''])) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || !path.includes('node_modules')) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return isDeepStrictEqual(identity(found), identity(entry)) && existsSync(join(root, path));
  });
}

/** @param {LockEntry} entry */
const identity = ({ version, integrity, link }) => ({ version, integrity, link });

/**
 * @param {string} root
 * @param {unknown} lockRoot the lock file's copy of package.json
 */
function lockFitsManifest(root, lockRoot) {
  const manifest = /** @type {Record<string, unknown>} */ (readJson(join(root, 'package.json')));
  const copy = /** @type {Record<string, unknown>} */ (lockRoot ?? {});
  // The lock file holds no overrides.
  return deciding.every((key) => key === 'overrides' || isDeepStrictEqual(copy[key], manifest[key]));
}

/**
 * True when the Node that set-up brings is there and is the version that package-lock.json names.
 * @param {string} root
 */
export function nodeWorks(root) {
  if (!existsSync(nodeFile(root))) return false;
  const lock = /** @type {Lock | undefined} */ (readJson(join(root, 'package-lock.json')));
  const wanted = lock?.packages?.['node_modules/node']?.version;
  const { stdout } = spawnSync(nodeFile(root), ['--version'], { encoding: 'utf8' });
  return stdout?.trim() === `v${wanted}`;
}
