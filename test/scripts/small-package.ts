import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../..');
const version = process.versions.node;

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/**
 * A package in a temporary folder that has this repository's set-up and one dependency, `node`: a local tarball
 * whose install script links the running Node, so that nothing needs the network.
 */
export interface SmallPackage {
  readonly folder: string;
  readonly nodeFile: string;
  readonly lockFile: string;
  /** Starts set-up, on the running Node or on the given one. */
  start(node?: string): { readonly child: ChildProcess; readonly ended: Promise<Ended> };
  setUp(node?: string): Promise<Ended>;
  /** Runs npm itself, uncounted; throws when it fails. */
  npm(...args: readonly string[]): void;
  /** The npm commands that set-up has run so far: "ci", "rebuild". */
  npmRuns(): readonly string[];
  /** How many of them have ended. */
  npmEnds(): number;
  remove(): void;
}

const installScript = `
const { linkSync, mkdirSync, rmSync } = require('node:fs');
const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
mkdirSync('bin', { recursive: true });
rmSync(file, { force: true });
try { linkSync(process.env.NODE_TO_LINK, file); } catch { require('node:fs').copyFileSync(process.env.NODE_TO_LINK, file); }
`;

const countingNpm = `
const { appendFileSync } = require('node:fs');
appendFileSync(process.env.NPM_RUNS, process.argv[2] + '\\n');
process.on('exit', () => appendFileSync(process.env.NPM_RUNS, process.argv[2] + ' ended\\n'));
require(process.env.REAL_NPM);
`;

/** The npm that runs these tests, else the one on PATH. */
function realNpm(): string {
  const ask = 'npm exec --offline --call "node --print process.env.npm_execpath"';
  const given =
    process.env['npm_execpath'] ?? spawnSync(ask, { shell: true, encoding: 'utf8' }).stdout.trim();
  return join(given, '..', 'npm-cli.js');
}

function writeNodeTarball(folder: string, npm: (cwd: string, ...args: readonly string[]) => void): void {
  const source = join(folder, 'node-source');
  mkdirSync(source);
  const manifest = {
    name: 'node',
    version,
    scripts: { preinstall: 'node install.cjs' },
    bin: { node: 'bin/node' },
  };
  writeFileSync(join(source, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(source, 'install.cjs'), installScript);
  npm(source, 'pack', '--pack-destination', folder);
  rmSync(source, { recursive: true });
}

/** Makes the package; its node_modules does not exist yet. */
export function makeSmallPackage(): SmallPackage {
  const folder = mkdtempSync(join(tmpdir(), 'scim-tray-setup-'));
  const runs = join(folder, 'npm-runs.txt');
  mkdirSync(join(folder, 'counting'));
  writeFileSync(join(folder, 'counting/npm-cli.js'), countingNpm);
  writeFileSync(runs, '');
  const env = {
    ...process.env,
    HOME: folder,
    npm_config_cache: join(folder, 'cache'),
    npm_config_fetch_retries: '0',
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_execpath: join(folder, 'counting/npm-cli.js'),
    NPM_RUNS: runs,
    REAL_NPM: realNpm(),
    NODE_TO_LINK: process.execPath,
  };
  const npm = (cwd: string, ...args: readonly string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, [env.REAL_NPM, ...args], {
      cwd,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`npm ${args.join(' ')} failed: ${stderr}`);
  };
  cpSync(join(repository, 'scripts'), join(folder, 'scripts'), { recursive: true });
  writeNodeTarball(folder, npm);
  const manifest = { name: 'small', version: '1.0.0', devDependencies: { node: `file:node-${version}.tgz` } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, allowScripts: { node: true } }));
  npm(folder, 'install', '--package-lock-only', '--ignore-scripts');

  const start = (node = process.execPath) => {
    const child = spawn(node, ['scripts/setup.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    return { child, ended: endOf(child) };
  };
  const lines = (): readonly string[] => readFileSync(runs, 'utf8').split('\n');
  return {
    folder,
    nodeFile: join(folder, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    lockFile: join(folder, '.set-up.lock'),
    start,
    setUp: (node) => start(node).ended,
    npm: (...args) => npm(folder, ...args),
    npmRuns: () => lines().filter((line) => line !== '' && !line.endsWith(' ended')),
    npmEnds: () => lines().filter((line) => line.endsWith(' ended')).length,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function endOf(child: ReturnType<typeof spawn>): Promise<Ended> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}
