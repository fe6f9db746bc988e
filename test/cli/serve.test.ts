import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from '../../src/server/listen.ts';
import { dataFolder } from '../data-folder.ts';
import { exists, ready, spawnBin, type Spawned } from './spawn-bin.ts';

const file = ['--secrets', 'file'];

async function serve(dataDir: string) {
  const readyFile = join(dataDir, 'ready.json');
  const served = spawnBin([
    'serve',
    '--data-dir',
    dataDir,
    '--port',
    '0',
    '--ready-file',
    readyFile,
    ...file,
  ]);
  return { served, readyFile, state: await ready(readyFile, served) };
}

async function run(dataDir: string, ...argv: readonly string[]) {
  return spawnBin([...argv, '--data-dir', dataDir, ...file]).ended;
}

async function callUsers(scimBaseUrl: string, token: string): Promise<number> {
  const response = await fetch(`${scimBaseUrl}/Users`, { headers: { Authorization: `Bearer ${token}` } });
  await response.body?.cancel();
  return response.status;
}

async function stop({ child, ended }: Spawned, signal: NodeJS.Signals) {
  child.kill(signal);
  return ended;
}

test('serves until SIGTERM, tells where, and ends with 0', async () => {
  const dataDir = await dataFolder();
  const { served, readyFile, state } = await serve(dataDir);
  expect(state).toEqual({
    scimBaseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/scim\/v2$/),
    state: 'Not set up',
    pid: served.child.pid,
  });
  expect((await stat(readyFile)).mode & 0o777).toBe(0o644);
  expect(await exists(join(dataDir, 'console.json'))).toBe(true);
  const { code, out, err } = await stop(served, 'SIGTERM');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`SCIM base URL: ${state.scimBaseUrl}\n`);
  expect(await exists(join(dataDir, 'console.json'))).toBe(false);
  expect(await exists(readyFile)).toBe(false);
  await expect(fetch(`${state.scimBaseUrl}/Users`)).rejects.toThrow();
});

test('prints a link to the window, on the console port that was chosen; a taken one is said', async () => {
  const dataDir = await dataFolder();
  const free = await listen(() => {}, 0);
  const port = String(free.port);
  const argv = ['serve', '--data-dir', dataDir, '--port', '0', '--console-port', port, ...file];
  const taken = await spawnBin(argv).ended;
  expect({ code: taken.code, err: taken.err }).toEqual({
    code: 1,
    err: expect.stringMatching(new RegExp(`^Port ${port} is in use\\. .*--console-port\\.\n$`)),
  });
  await free.close(0);
  const readyFile = join(dataDir, 'ready.json');
  const served = spawnBin([...argv, '--ready-file', readyFile]);
  await ready(readyFile, served);
  const rootOf = async (): Promise<string> => {
    const { url } = JSON.parse((await run(dataDir, 'window', '--json')).out);
    expect(url).toContain(`http://127.0.0.1:${port}/sign-in/`);
    return /path=(\/w\/[\w-]+\/)/.exec((await fetch(url)).headers.get('set-cookie') ?? '')?.[1] ?? '';
  };
  const root = await rootOf();
  const { out } = await stop(served, 'SIGTERM');
  expect(out).toContain(`Window: http://127.0.0.1:${port}/sign-in/`);
  // A bookmark leads to the same place after a restart.
  await rm(readyFile, { force: true });
  const again = spawnBin([...argv, '--ready-file', readyFile]);
  await ready(readyFile, again);
  expect(root).toMatch(/^\/w\/[\w-]{22}\/$/);
  expect(await rootOf()).toBe(root);
  await stop(again, 'SIGTERM');
});

test('commands change the running host at once: a new token works, a replaced one ends, a removed one too', async () => {
  const dataDir = await dataFolder();
  const { served, state } = await serve(dataDir);
  const added = JSON.parse((await run(dataDir, 'endpoint', 'add', '--name', 'okta', '--json')).out);
  expect(added).toMatchObject({ name: 'okta', kind: 'okta', scimBaseUrl: state.scimBaseUrl });
  expect(await callUsers(state.scimBaseUrl, 'wrong')).toBe(401);
  expect(await callUsers(state.scimBaseUrl, added.token)).toBe(429); // let in, and told to wait for set-up
  const next = JSON.parse(
    (await run(dataDir, 'endpoint', 'replace', '--name', 'okta', '--now', '--json')).out,
  );
  expect(await callUsers(state.scimBaseUrl, added.token)).toBe(401);
  expect(await callUsers(state.scimBaseUrl, next.token)).toBe(429);
  expect(JSON.parse((await run(dataDir, 'endpoint', 'list', '--json')).out)).toMatchObject([
    { name: 'okta', lastCallAt: expect.any(String) },
  ]);
  expect(await run(dataDir, 'endpoint', 'remove', '--name', 'okta')).toMatchObject({ code: 0 });
  expect(await callUsers(state.scimBaseUrl, next.token)).toBe(401);
  expect((await run(dataDir, 'status')).code).toBe(3);
  expect((await stop(served, 'SIGINT')).code).toBe(0);
});

test('what was made before the start works after it, and after a restart', async () => {
  const dataDir = await dataFolder();
  const { token, scimBaseUrl } = JSON.parse(
    (await run(dataDir, 'endpoint', 'add', '--name', 'a', '--json')).out,
  );
  expect(scimBaseUrl).toBeNull();
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const { served, state } = await serve(dataDir);
    expect(await callUsers(state.scimBaseUrl, token)).toBe(429);
    await stop(served, signal);
  }
  // The kill left an address behind where nobody answers.
  expect(await exists(join(dataDir, 'console.json'))).toBe(true);
  const status = await run(dataDir, 'status', '--json');
  expect(JSON.parse(status.out)).toMatchObject({ running: false, scimBaseUrl: null });
});

test('a ready file of an earlier run goes before the start can fail', async () => {
  const dataDir = await dataFolder();
  const readyFile = join(dataDir, 'ready.json');
  await writeFile(readyFile, '{"scimBaseUrl":"http://127.0.0.1:1/scim/v2","state":"Running","pid":1}');
  const taken = await listen(() => {}, 0);
  onTestFinished(() => taken.close(0));
  const { port } = taken;
  const { code, err } = await run(dataDir, 'serve', '--port', String(port), '--ready-file', readyFile);
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(new RegExp(`^Port ${String(port)} is in use\\. [^\\n]+\\n$`)),
  });
  expect(await exists(readyFile)).toBe(false);
});

test('a second host on the same folder ends with 4 and leaves the first alone', async () => {
  const dataDir = await dataFolder();
  const { served, state } = await serve(dataDir);
  const { code, err } = await run(dataDir, 'serve', '--port', '0');
  expect({ code, err }).toEqual({
    code: 4,
    err: expect.stringContaining('Another SCIM Tray is using this data folder'),
  });
  expect(await callUsers(state.scimBaseUrl, 'wrong')).toBe(401);
  expect((await run(dataDir, 'endpoint', 'list')).code).toBe(0);
  await stop(served, 'SIGTERM');
});

test('a host that does not answer: commands end with 4', async () => {
  const dataDir = await dataFolder();
  const { served } = await serve(dataDir);
  await rm(join(dataDir, 'console.json'));
  expect((await run(dataDir, 'endpoint', 'list')).code).toBe(4);
  await stop(served, 'SIGTERM');
});

test('commands that come together wait for each other', async () => {
  const dataDir = await dataFolder();
  const names = ['a', 'b', 'c'];
  const ended = await Promise.all(names.map((name) => run(dataDir, 'endpoint', 'add', '--name', name)));
  expect(ended.map(({ code, err }) => ({ code, err }))).toEqual(names.map(() => ({ code: 0, err: '' })));
  const listed = JSON.parse((await run(dataDir, 'endpoint', 'list', '--json')).out);
  expect(listed).toMatchObject(names.map((name) => ({ name })));
});

test('a wrong key is said at the start, and nothing is changed', async () => {
  const dataDir = await dataFolder();
  await writeFile(join(dataDir, 'secrets.enc'), 'saved with another key');
  const { code, err } = await run(dataDir, 'serve', '--port', '0');
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('The saved secrets do not open') });
});
