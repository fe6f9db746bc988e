import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { serveConsole } from '../../src/server/console/server.ts';
import { verifyFile } from '../../src/server/store/verify.ts';
import { fakeCalls, noEvents, noMetrics } from '../console/fake-calls.ts';
import { dataFolder } from '../data-folder.ts';
import { breakBytes } from '../store/break-file.ts';
import { fillFile } from '../store/filled.ts';
import { runMain } from './run-main.ts';

async function folder() {
  const dataDir = await dataFolder();
  const run = (...argv: readonly string[]) =>
    runMain([...argv, '--data-dir', dataDir, '--secrets', 'file'], {
      env: { SCIM_TRAY_KEY: 'a key for these tests only' },
    });
  return { dataDir, run };
}

test('a backup is made while nothing serves, listed, and copied to where it is wanted', async () => {
  const { dataDir, run } = await folder();
  await run('endpoint', 'add', '--name', 'okta');
  expect((await run('backup', '--list')).out).toContain('No backup yet');
  const elsewhere = join(dataDir, 'elsewhere');
  await mkdir(elsewhere);
  const made = await run('backup', '--to', elsewhere);
  expect(made).toMatchObject({ code: 0, err: '' });
  const [fileName = ''] = await readdir(join(dataDir, 'backups'));
  expect(made.out).toMatch(new RegExp(`^Backup: ${fileName}, [\\d.]+ MB\n$`));
  expect(await readdir(elsewhere)).toEqual([fileName]);
  expect((await stat(join(elsewhere, fileName))).mode & 0o777).toBe(0o600);
  expect(await verifyFile(join(elsewhere, fileName), 'full')).toBeNull();
  expect((await run('backup', '--list')).out).toContain(fileName);
  const listed = JSON.parse((await run('backup', '--list', '--json')).out);
  expect(listed).toEqual([{ fileName, madeAt: expect.any(String), bytes: expect.any(Number) }]);
});

test('a file that cannot be written is said, and the backup stays', async () => {
  const { dataDir, run } = await folder();
  const failed = await run('backup', '--to', join(dataDir, 'not', 'there', 'x.db'));
  expect(failed).toMatchObject({ code: 1, err: expect.stringContaining('cannot be copied') });
  expect(await readdir(join(dataDir, 'backups'))).toHaveLength(1);
});

describe('restore', () => {
  test('brings the newest backup back, keeps the file that was there, and names what the keychain lacks', async () => {
    const { dataDir, run } = await folder();
    await run('endpoint', 'add', '--name', 'okta');
    await run('backup');
    await run('endpoint', 'add', '--name', 'later');
    await rm(join(dataDir, 'secrets.enc'));
    const restored = await run('restore');
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toMatch(
      /^Restored: scim-tray-.*Z\.db\nThe file that was there is kept as scim-tray\.db\.replaced-/,
    );
    expect(restored.out).toContain('Not among the saved secrets: the token of okta');
    const listed = JSON.parse((await run('endpoint', 'list', '--json')).out);
    expect(listed).toMatchObject([{ name: 'okta' }]);
  });

  test('takes a file from elsewhere, but not while SCIM Tray runs', async () => {
    const [from, to] = [await folder(), await folder()];
    await from.run('endpoint', 'add', '--name', 'moved');
    const file = join(from.dataDir, 'copy.db');
    await from.run('backup', '--to', file);
    const served = await serveConsole({
      calls: fakeCalls(),
      events: noEvents,
      metrics: noMetrics,
      dataDir: to.dataDir,
    });
    const refused = await to.run('restore', '--from', file);
    expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('SCIM Tray is running') });
    await served.close();
    expect(await to.run('restore', '--from', file)).toMatchObject({ code: 0, err: '' });
    expect((await to.run('endpoint', 'list')).out).toContain('moved');
  });

  test('without a backup, of a bad file, and of a whole data file: one sentence each', async () => {
    const { dataDir, run } = await folder();
    await run('endpoint', 'add', '--name', 'okta');
    expect(await run('restore')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no backup'),
    });
    const bad = join(dataDir, 'bad.db');
    await writeFile(bad, 'x'.repeat(5_000));
    expect(await run('restore', '--from', bad)).toMatchObject({
      code: 1,
      err: expect.stringContaining('no data file of SCIM Tray'),
    });
    expect(await run('restore', '--rebuild')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing to rebuild'),
    });
    expect(await run('restore', '--open', 'maybe')).toMatchObject({ code: 2 });
    expect(await run('restore', '--open', 'leave')).toMatchObject({
      code: 0,
      out: 'Nothing waits for a decision.\n',
    });
    expect((await run('endpoint', 'list')).out).toContain('okta');
  });

  test('a damaged file: every command says so, and there is a way on', async () => {
    const { dataDir, run } = await folder();
    await run('endpoint', 'add', '--name', 'okta');
    const file = join(dataDir, 'scim-tray.db');
    breakBytes(file, 0, 4096);
    const failed = await run('endpoint', 'list');
    expect(failed).toMatchObject({ code: 1, out: '' });
    expect(failed.err).toMatch(
      /^The data file is damaged\. There is no backup: rebuild it from Secret Server[^\n]*\n$/,
    );
    expect(await run('restore', '--rebuild')).toMatchObject({
      code: 0,
      out: expect.stringContaining('made anew'),
    });
    expect(await run('endpoint', 'list')).toMatchObject({ code: 0 });
  });
});

test.skipIf(process.platform === 'win32')(
  'a disk that takes no more: nothing is restored and nothing is lost',
  async () => {
    const { dataDir, run } = await folder();
    await run('endpoint', 'add', '--name', 'okta');
    fillFile(join(dataDir, 'scim-tray.db'), 20_000);
    await run('backup');
    const before = (await readdir(dataDir)).toSorted();
    // Files of this process may not grow beyond 1 MB; the signal of that is ignored, so that the write fails.
    const command = `trap '' XFSZ; ulimit -f 1024; exec "$0" "$@"`;
    const bin = join(import.meta.dirname, '..', '..', 'bin', 'scim-tray.mjs');
    const argv = [process.execPath, bin, 'restore', '--data-dir', dataDir, '--secrets', 'file'];
    const env = { ...process.env, SCIM_TRAY_KEY: 'a key for these tests only' };
    const { status, stderr } = spawnSync('bash', ['-c', command, ...argv], { encoding: 'utf8', env });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(
        /^The data file cannot be written anew, so nothing was changed\. Free space[^\n]*\n$/,
      ),
    });
    expect((await readdir(dataDir)).filter((name) => !/part|shm|wal/.test(name)).toSorted()).toEqual(
      before.filter((name) => !/shm|wal/.test(name)),
    );
    expect(await verifyFile(join(dataDir, 'scim-tray.db'), 'full')).toBeNull();
    expect((await run('endpoint', 'list')).out).toContain('okta');
  },
);
