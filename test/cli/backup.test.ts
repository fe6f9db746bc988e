import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyFile } from '../../src/server/store/verify.ts';
import { dataFolder } from '../data-folder.ts';
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
