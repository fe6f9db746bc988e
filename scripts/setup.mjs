/**
 * Makes node_modules match package-lock.json and brings Node 24, for `npm run setup` and the pre-scripts.
 * Needs nothing but Node 20 and npm. Silent when nothing is to do; safe when several start at the same time.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdLock } from './setup/lock.mjs';
import { createNpm, NpmFailed } from './setup/npm.mjs';
import { fingerprint, isStamped, nodeWorks, treeMatchesLock, writeStamp } from './setup/tree.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** Does what is missing; the caller holds the lock. */
async function bringUpToDate() {
  const npm = createNpm(root);
  if (!treeMatchesLock(root)) {
    say('Set-up: installing the dependencies that package-lock.json names (about a minute the first time).');
    await npm.install();
  }
  if (!nodeWorks(root)) {
    say('Set-up: fetching Node 24 from the npm registry.');
    await npm.fetchNode();
    if (!nodeWorks(root)) throw new NpmFailed('Node 24 was fetched but does not run on this machine', '');
  }
  npm.tidy();
  writeStamp(root, fingerprint(root));
}

try {
  if (!isStamped(root)) {
    await holdLock(root, say, async () => {
      // Another set-up may have done the work while this one waited.
      if (!isStamped(root)) await bringUpToDate();
    });
  }
} catch (error) {
  const { message, output = '' } = /** @type {Error & { output?: string }} */ (error);
  if (output !== '') say(output.trimEnd());
  say(
    `Set-up failed: ${message}. Check that this machine reaches the npm registry ("npm ping") and may write ` +
      `to ${root}, then run "npm run setup" again.`,
  );
  process.exitCode = 1;
}
