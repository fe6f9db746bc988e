import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAtomically } from '../src/server/write-atomically.ts';
import { dataFolder } from './data-folder.ts';

test('replaces a file, with the mode that was asked for whatever the umask', async () => {
  const file = join(await dataFolder(), 'a');
  const umask = process.umask(0o077);
  try {
    await writeAtomically(file, 'old', 0o644);
    await writeAtomically(file, 'new', 0o644);
  } finally {
    process.umask(umask);
  }
  expect(await readFile(file, 'utf8')).toBe('new');
  expect((await stat(file)).mode & 0o777).toBe(0o644);
});

test('replaces a link instead of writing through it', async () => {
  const folder = await dataFolder();
  await writeFile(join(folder, 'target'), 'theirs');
  await symlink(join(folder, 'target'), join(folder, 'a'));
  await writeAtomically(join(folder, 'a'), 'ours', 0o600);
  expect(await readFile(join(folder, 'target'), 'utf8')).toBe('theirs');
});

test('a failed write leaves what was there and no draft', async () => {
  const folder = await dataFolder();
  await mkdir(join(folder, 'a', 'full'), { recursive: true });
  await expect(writeAtomically(join(folder, 'a'), 'x', 0o600)).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['a']);
});
