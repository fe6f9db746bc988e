import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import manifest from '../package.json' with { type: 'json' };

/** A Chromium, and what it needs of the environment. */
interface Program {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A real browser: the machine's own, else the one that came as a package. */
export async function launchBrowser(): Promise<Browser> {
  const { path, env } = installed() ?? (await unpacked());
  return await chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env },
    // Nothing else: what such packages recommend switches the very checks off that are tested here.
    args: ['--no-sandbox', '--disable-quic'],
  });
}

function installed(): Program | undefined {
  const { platform, env } = process;
  const folders =
    platform === 'win32'
      ? [env['ProgramFiles(x86)'], env['ProgramFiles']].flatMap((folder) => [
          `${folder ?? ''}\\Microsoft\\Edge\\Application`,
          `${folder ?? ''}\\Google\\Chrome\\Application`,
        ])
      : (env['PATH'] ?? '').split(delimiter);
  const names =
    platform === 'win32'
      ? ['msedge.exe', 'chrome.exe']
      : ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'];
  const path = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  return path === undefined ? undefined : { path, env: {} };
}

/** Unpacks the packaged one, once for each machine: several test files may want it at the same moment. */
async function unpacked(): Promise<Program> {
  const folder = join(tmpdir(), `scim-tray-chromium-${manifest.devDependencies['@sparticuz/chromium']}`);
  if (!existsSync(folder)) {
    const own = await mkdtemp(`${folder}-`);
    await unpackInto(own);
    const fonts = join(own, 'fonts', 'fonts.conf');
    await writeFile(fonts, (await readFile(fonts, 'utf8')).replaceAll('/tmp/fonts', `${folder}/fonts`));
    // Another test file may have been faster.
    await rename(own, folder).catch(() => rm(own, { recursive: true }));
  }
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env };
  // With this it unpacks the libraries, too, that a bare machine lacks.
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' });
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  } finally {
    for (const name of ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
