import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { ensureBuilt } from '../../scripts/built.ts';
import { standInElectron } from './electron-folder.ts';

const root = join(import.meta.dirname, '../..');
const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');

export interface Target {
  readonly platform: 'linux' | 'win32';
  readonly arch: 'x64' | 'arm64';
}

export interface Packaged {
  /** The folder that would be installed. */
  readonly folder: string;
  readonly program: string;
  /** Paths in the archive, with forward slashes. */
  readonly archived: readonly string[];
  /** Unpacks the archive with what lies beside it. @returns where */
  extract(): string;
  remove(): Promise<void>;
}

/** Packages the app for a target around a stand-in for Electron, as it is packaged for people. */
export async function packageFor({ platform, arch }: Target): Promise<Packaged> {
  await ensureBuilt();
  const work = await mkdtemp(join(tmpdir(), 'scim-tray-package-'));
  const electron = join(work, 'electron');
  await standInElectron(electron, platform);
  await run([
    platform === 'win32' ? '--win' : '--linux',
    'dir',
    `--${arch}`,
    '--publish=never',
    `-c.electronDist=${electron}`,
    `-c.directories.output=${join(work, 'out')}`,
  ]);
  const name = `${platform === 'win32' ? 'win' : 'linux'}${arch === 'x64' ? '' : `-${arch}`}-unpacked`;
  const folder = join(work, 'out', name);
  const archive = join(folder, 'resources', 'app.asar');
  return {
    folder,
    program: join(folder, platform === 'win32' ? 'SCIM Tray.exe' : 'scim-tray'),
    archived: listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/')),
    extract() {
      const to = join(work, 'extracted');
      extractAll(archive, to);
      return to;
    },
    remove: () => rm(work, { recursive: true, force: true }),
  };
}

/** What Electron's switches are set to, in its own order. */
export function fusesOf(program: string): string {
  const content = readFileSync(program);
  const at = content.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  return content.subarray(at + 34, at + 34 + content.readUInt8(at + 33)).toString('latin1');
}

async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [builder, ...args], { cwd: root });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`packaging failed:\n${said}`);
}
