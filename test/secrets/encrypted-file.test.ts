import { randomBytes } from 'node:crypto';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEncryptedFile } from '../../src/server/secrets/encrypted-file.ts';
import { dataFolder } from '../data-folder.ts';

const passPhrase = randomBytes(32).toString('base64');
const keysProblem = expect.objectContaining({ code: 'APP-KEYS' });

test('keeps secrets from one process to the next', async () => {
  const dataDir = await dataFolder();
  const first = await openEncryptedFile(dataDir, passPhrase);
  await first.set('secret-server-password', 'pä$$ "w0rd"\n');
  await first.set('endpoint-token:1', 'abc');
  await first.set('endpoint-token:1', 'def');
  const second = await openEncryptedFile(dataDir, passPhrase);
  expect(await second.get('secret-server-password')).toBe('pä$$ "w0rd"\n');
  expect(await second.get('endpoint-token:1')).toBe('def');
  expect(await second.get('endpoint-token:2')).toBeUndefined();
});

test('a removed secret is gone, and removing what is not there is no fault', async () => {
  const dataDir = await dataFolder();
  const store = await openEncryptedFile(dataDir, passPhrase);
  await store.set('a', '1');
  await store.remove('a');
  await store.remove('b');
  expect(await store.get('a')).toBeUndefined();
  expect(await (await openEncryptedFile(dataDir, passPhrase)).get('a')).toBeUndefined();
});

test('changes made at once are all kept', async () => {
  const store = await openEncryptedFile(await dataFolder(), passPhrase);
  const names = Array.from({ length: 20 }, (_, index) => `token:${String(index)}`);
  await Promise.all(names.map((name) => store.set(name, name)));
  expect(await Promise.all(names.map((name) => store.get(name)))).toEqual(names);
});

test('takes any name, those that mean something to an object too', async () => {
  const dataDir = await dataFolder();
  await (await openEncryptedFile(dataDir, passPhrase)).set('__proto__', 'x');
  expect(await (await openEncryptedFile(dataDir, passPhrase)).get('__proto__')).toBe('x');
  expect(await (await openEncryptedFile(dataDir, passPhrase)).get('constructor')).toBeUndefined();
});

test('the file is for its owner alone, shows no secret and leaves no draft behind', async () => {
  const dataDir = await dataFolder();
  const store = await openEncryptedFile(dataDir, passPhrase);
  await store.set('secret-server-password', 'hunter2hunter2');
  const file = join(dataDir, 'secrets.enc');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const text = await readFile(file, 'utf8');
  expect(text).not.toMatch(/hunter2|secret-server-password/);
  expect(await readdir(dataDir)).toEqual(['secrets.enc']);
});

describe('refuses', () => {
  test('another key, and leaves the file alone', async () => {
    const dataDir = await dataFolder();
    await (await openEncryptedFile(dataDir, passPhrase)).set('a', '1');
    const before = await readFile(join(dataDir, 'secrets.enc'), 'utf8');
    await expect(openEncryptedFile(dataDir, 'x'.repeat(16))).rejects.toEqual(keysProblem);
    expect(await readFile(join(dataDir, 'secrets.enc'), 'utf8')).toBe(before);
  });

  test.for(['', '{}', 'half a fi'])('a damaged file (%j), without overwriting it', async (damage) => {
    const dataDir = await dataFolder();
    const store = await openEncryptedFile(dataDir, passPhrase);
    await store.set('a', '1');
    await writeFile(join(dataDir, 'secrets.enc'), damage);
    await expect(store.get('a')).rejects.toEqual(keysProblem);
    await expect(store.set('b', '2')).rejects.toEqual(keysProblem);
    expect(await readFile(join(dataDir, 'secrets.enc'), 'utf8')).toBe(damage);
  });

  test('a file that was tampered with', async () => {
    const dataDir = await dataFolder();
    const store = await openEncryptedFile(dataDir, passPhrase);
    await store.set('a', '1');
    const file = join(dataDir, 'secrets.enc');
    const sealed: unknown = JSON.parse(await readFile(file, 'utf8'));
    const tag = randomBytes(16).toString('base64');
    await writeFile(file, JSON.stringify({ ...(sealed as object), tag })); // sealed is an object: we wrote it
    await expect(store.get('a')).rejects.toEqual(keysProblem);
  });

  test('what it cannot write, in words that hold no secret, and works again once it can', async () => {
    const dataDir = await dataFolder();
    const store = await openEncryptedFile(join(dataDir, 'deeper'), passPhrase);
    await writeFile(join(dataDir, 'deeper'), 'a file where the folder should be');
    const failing = store.set('a', 'hunter2hunter2');
    await expect(failing).rejects.toEqual(keysProblem);
    await failing.catch((thrown: unknown) => expect(String(thrown)).not.toContain('hunter2'));
  });
});

test.runIf(process.geteuid?.() !== 0)('a file that it may not read is a problem with a remedy', async () => {
  const dataDir = await dataFolder();
  const store = await openEncryptedFile(dataDir, passPhrase);
  await store.set('a', '1');
  await chmod(join(dataDir, 'secrets.enc'), 0);
  await expect(store.get('a')).rejects.toEqual(keysProblem);
});
