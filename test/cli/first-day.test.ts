import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { ready, spawnBin } from './spawn-bin.ts';

async function start() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const dataDir = await dataFolder();
  const { userName, password } = sandbox.account;
  const run = (argv: readonly string[], stdin?: string) =>
    spawnBin([...argv, '--data-dir', dataDir, '--secrets', 'file'], stdin).ended;
  const setup = (secret: string) =>
    run(['setup', '--secret-server', sandbox.url, '--username', userName, '--password-stdin'], secret);
  return { sandbox, dataDir, password, run, setup };
}

/** Everything below a folder, as one text. */
async function contentOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.map((file) => readFile(file, 'latin1')));
  return contents.join('\n');
}

test('set up, make an endpoint, serve, import: the day of an admin', async () => {
  const { dataDir, password, run, setup } = await start();
  expect((await run(['import'])).code).toBe(3);
  const connected = await setup(`${password}\n`);
  expect(connected).toMatchObject({ code: 0, err: '' });
  expect(connected.out).toMatch(/^ok +Address /);
  expect(connected.out).toMatch(/^ok +Sign-in /m);
  const atRest = await run(['status', '--json']);
  expect(atRest.code).toBe(1); // set up, and not running
  expect(JSON.parse(atRest.out)).toMatchObject({
    running: false,
    state: null,
    sentence: 'SCIM Tray: not running',
  });

  const readyFile = join(dataDir, 'ready.json');
  const serve = [
    'serve',
    '--data-dir',
    dataDir,
    '--secrets',
    'file',
    '--port',
    '0',
    '--ready-file',
    readyFile,
  ];
  const served = spawnBin(serve);
  const { scimBaseUrl, state } = await ready(readyFile, served);
  expect(state).toBe('Running');

  const { token } = JSON.parse((await run(['endpoint', 'add', '--name', 'okta', '--json'])).out);
  const response = await fetch(`${scimBaseUrl}/Users?count=100`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  const preview = await run(['import', '--preview']);
  expect(preview).toMatchObject({ code: 0, err: '' });
  expect(preview.out).toMatch(
    /^0 New, 0 Updated, 0 Gone, \d+ Skipped, \d+ No change\.\nNothing was changed\.\n$/,
  );
  expect((await run(['import', '--preview', '--accept-removals'])).code).toBe(2);
  const imported = await run(['import']);
  expect(imported).toMatchObject({ code: 0, err: '' });
  expect(imported.out).toMatch(/^\d+ users scanned: /);
  const status = await run(['status']);
  expect(status.code).toBe(0);
  expect(status.out).toContain('State          Running');
  expect(status.out).toContain(scimBaseUrl);

  served.child.kill('SIGTERM');
  const ended = await served.ended;
  expect(ended).toMatchObject({ code: 0, err: '' });
  // Neither secret is anywhere in clear: not in files, not in what was printed later.
  const traces = [await contentOf(dataDir), ended.out, imported.out, status.out].join('\n');
  expect(traces).toContain('scim');
  expect(traces).not.toContain(password);
  expect(traces).not.toContain(token);
});

test('a refused sign-in ends with 1 and stores nothing', async () => {
  const { dataDir, run, setup } = await start();
  const refused = await setup('not-the-password');
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(/^failed +Sign-in /m);
  expect(refused.out).toMatch(/^ +→ /m);
  expect((await run(['status'])).code).toBe(3);
  expect(await contentOf(dataDir)).not.toContain('not-the-password');
  expect(await readdir(dataDir)).not.toContain('secrets.enc');
});

test('a Secret Server that is down ends with 1', async () => {
  const { sandbox, password, setup } = await start();
  await sandbox.down();
  const refused = await setup(password);
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(/^failed +Address /m);
});

test('what is changed by the set-up of a running host holds at once', async () => {
  const { dataDir, password, run, setup } = await start();
  const readyFile = join(dataDir, 'ready.json');
  const served = spawnBin([
    'serve',
    '--data-dir',
    dataDir,
    '--secrets',
    'file',
    '--port',
    '0',
    '--ready-file',
    readyFile,
  ]);
  expect((await ready(readyFile, served)).state).toBe('Not set up');
  expect((await setup(password)).code).toBe(0);
  expect((await run(['import'])).code).toBe(0);
  expect((await run(['status'])).code).toBe(0);
  served.child.kill('SIGTERM');
  expect((await served.ended).code).toBe(0);
});
