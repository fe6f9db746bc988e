import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { consoleCalls } from '../../src/server/console/client.ts';
import { ready } from '../cli/spawn-bin.ts';
import { dataFolder } from '../data-folder.ts';
import { runSpecSuite, suiteIsThere } from '../okta/spec-suite.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { packageFor, type Packaged } from './package.ts';

const hooks = pathToFileURL(join(import.meta.dirname, 'without-electron.mjs')).href;

describe.runIf(process.platform === 'linux' || process.platform === 'win32')(
  'the packaged app, headless',
  () => {
    let packaged: Packaged;
    let app: string;
    beforeAll(async () => {
      const platform = process.platform === 'win32' ? 'win32' : 'linux';
      packaged = await packageFor({ platform, arch: process.arch === 'arm64' ? 'arm64' : 'x64' });
      app = packaged.extract();
    }, 120_000);
    afterAll(() => packaged.remove());

    /** Starts the program from the package, by its own switch. */
    async function start() {
      const dataDir = await dataFolder();
      const readyFile = join(await dataFolder(), 'ready.json');
      const options = ['--port', '0', '--data-dir', dataDir, '--secrets', 'file', '--ready-file', readyFile];
      const argv = ['--import', hooks, join(app, 'dist', 'main', 'index.js'), '--headless', ...options];
      // Elsewhere than in the repository: nothing of that may be found by chance.
      const child = spawn(process.execPath, argv, {
        cwd: app,
        env: { ...process.env, SCIM_TRAY_KEY: 'a key for these tests only' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (part: Buffer) => (said += part.toString()));
      const ended = new Promise<{ code: number; out: string; err: string }>((resolve) =>
        child.once('close', (code) => resolve({ code: code ?? -1, out: said, err: '' })),
      );
      const { scimBaseUrl } = await ready(readyFile, { child, ended });
      return { dataDir, child, ended, scimBaseUrl };
    }

    test('answers /healthz, serves the window, and ends with 0 when told to', async () => {
      const { scimBaseUrl, child, ended } = await start();
      expect((await fetch(new URL('/healthz', scimBaseUrl))).status).toBe(200);
      child.kill('SIGTERM');
      const { code, out } = await ended;
      expect(out).toMatch(/^SCIM base URL: /);
      if (process.platform !== 'win32') expect(code).toBe(0);
    });

    test.skipIf(!suiteIsThere)(
      "passes Okta's SPEC suite (skipped where the suite is not beside the repository)",
      async () => {
        const sandbox = await startSandbox();
        onTestFinished(() => sandbox.stop());
        const { dataDir, scimBaseUrl } = await start();
        const calls = await consoleCalls(dataDir);
        const { userName, password } = sandbox.account;
        expect(await calls?.['secretServer.connect']({ url: sandbox.url, userName, password })).toMatchObject(
          {
            connected: true,
          },
        );
        await calls?.['import.run']({});
        const made = await calls?.['endpoints.add']({ name: 'suite', kind: 'okta' });
        const { output, code } = await runSpecSuite({
          scimBaseUrl,
          token: made?.token ?? '',
          scheme: 'bearer',
        });
        expect(output).toContain('12 passed, 0 failed');
        expect(code).toBe(0);
      },
    );
  },
);
