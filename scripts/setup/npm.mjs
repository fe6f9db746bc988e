/** Runs the npm that started this set-up, else the one on PATH. */
import { spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { nodeFile } from './tree.mjs';

/** npm ended badly; `output` is all that it wrote. */
export class NpmFailed extends Error {
  /**
   * @param {string} message
   * @param {string} output
   */
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/**
 * Both calls throw NpmFailed.
 * @param {string} root
 */
export function createNpm(root) {
  const run = /** @param {readonly string[]} args */ (args) => runNpm(root, args);
  return {
    /** Everything that package-lock.json names; no package may run a script. Development packages too, whatever NODE_ENV says. */
    install() {
      stepAside(root);
      return run(['ci', '--ignore-scripts', '--include=dev', '--include=optional']);
    },
    /** The one script that has to run: it installs this platform's Node from the registry. */
    fetchNode: () => run(['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts']),
    /** Removes what install() moved aside, if that no longer runs. */
    tidy: () => removeAside(root),
  };
}

/**
 * When this very process runs on the Node of node_modules, moves that program out of the way: npm is about to
 * delete it, Windows deletes no running program, and npm may have to be run by it.
 * @param {string} root
 */
function stepAside(root) {
  removeAside(root);
  if (isInside(root, process.execPath) && existsSync(nodeFile(root)))
    renameSync(nodeFile(root), asideFile(root));
}

/** @param {string} root */
function removeAside(root) {
  try {
    rmSync(asideFile(root), { force: true });
  } catch (error) {
    // Windows: this process still runs on it; the next set-up that has work removes it.
    if (process.platform !== 'win32') throw error;
  }
}

/** @param {string} root */
const asideFile = (root) => join(root, `.set-up.node${process.platform === 'win32' ? '.exe' : ''}`);

/**
 * @param {string} root
 * @param {string} file
 */
const isInside = (root, file) => file.startsWith(join(root, 'node_modules') + sep);

/**
 * A Node that outlives the deletion of node_modules.
 * @param {string} root
 */
function lastingNode(root) {
  const candidates = [process.env['npm_node_execpath'], process.execPath, asideFile(root)];
  return candidates.find((file) => file !== undefined && existsSync(file) && !isInside(root, file));
}

/**
 * @param {string} root
 * @param {readonly string[]} args
 */
function runNpm(root, args) {
  const all = [...args, '--no-audit', '--no-fund', '--no-update-notifier'];
  const cli = process.env['npm_execpath'];
  const node = lastingNode(root);
  // Under another package manager npm_execpath names that one.
  const own = cli !== undefined && node !== undefined && /^np[mx]-cli\.c?js$/.test(basename(cli));
  const child = own
    ? spawn(node, [join(cli, '..', 'npm-cli.js'), ...all], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    : // npm is a batch file on Windows, which only a shell starts; the arguments are constants.
      spawn(['npm', ...all].join(' '), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: true });
  return ended(child, `npm ${args[0]}`);
}

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {string} name
 * @returns {Promise<void>}
 */
function ended(child, name) {
  return new Promise((resolve, reject) => {
    let output = '';
    const collect = /** @param {Buffer} chunk */ (chunk) => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) =>
      reject(new NpmFailed(`npm could not be started (${error.message})`, output)),
    );
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new NpmFailed(`"${name}" ended with ${signal ?? `code ${code}`}`, output));
    });
  });
}
