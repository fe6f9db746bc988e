#!/usr/bin/env node
/**
 * The command line's front door. The program is TypeScript that Node 24 runs as it is; an older Node that was
 * asked to start it hands over to the Node 24 that set-up put into node_modules.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = 24;
const self = fileURLToPath(import.meta.url);
const root = dirname(dirname(self));
const windows = process.platform === 'win32';
const bundledNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** @param {string} sentence */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

/** Runs the program in this process. */
async function runHere() {
  if (!existsSync(join(root, 'node_modules'))) {
    fail(`SCIM Tray is not set up yet: run "npm run setup" in ${root}.`);
    return;
  }
  // Only now: an older Node can parse neither this file nor the native modules behind it.
  const { main } = await import('../src/server/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}

/**
 * Ends this process the way the other one ended.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function endLike(code, signal) {
  if (signal === null) {
    process.exitCode = code ?? 1;
    return;
  }
  process.exitCode = 128 + (constants.signals[signal] ?? 0);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Runs the program under the Node of node_modules: same terminal, same signals, same end. */
function runWithBundledNode() {
  if (!existsSync(bundledNode) || process.execPath === bundledNode) {
    fail(
      `SCIM Tray needs Node ${needed} and this is Node ${process.versions.node}: run "npm run setup" in ${root}, which installs it.`,
    );
    return;
  }
  const child = spawn(bundledNode, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // A Windows console tells the child itself, and kill() there would end it without a clean stop.
    process.on(signal, () => windows || child.kill(signal));
  }
  child.on('error', (error) =>
    fail(`Node ${needed} could not be started (${error.message}): run "npm run setup" in ${root}.`),
  );
  child.on('exit', endLike);
}

if (Number(process.versions.node.split('.')[0]) >= needed) await runHere();
else runWithBundledNode();
