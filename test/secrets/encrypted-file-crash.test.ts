import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openEncryptedFile } from '../../src/server/secrets/encrypted-file.ts';
import { dataFolder } from '../data-folder.ts';

const passPhrase = 'a pass phrase for this test';
const writer = join(import.meta.dirname, 'write-for-ever.ts');

/** Lets another process write without a pause and kills it in the middle. */
async function killWhileWriting(dataDir: string, afterMs: number): Promise<number> {
  const child = fork(writer, [dataDir, passPhrase], { stdio: 'ignore', execArgv: [] });
  const ended = once(child, 'exit');
  let confirmed = 0;
  child.on('message', (count) => {
    confirmed = Number(count);
  });
  await once(child, 'message');
  await delay(afterMs);
  child.kill('SIGKILL');
  await ended;
  return confirmed;
}

test('killed between any two steps of a write, the file holds a whole state not older than the last that was confirmed', async () => {
  const dataDir = await dataFolder();
  for (const afterMs of [3, 11, 24, 42]) {
    const confirmed = await killWhileWriting(dataDir, afterMs);
    const store = await openEncryptedFile(dataDir, passPhrase);
    const [begin, , end] = ((await store.get('pair')) ?? '').split(' ');
    expect(begin).toBe(end);
    expect(Number(begin)).toBeGreaterThanOrEqual(confirmed);
  }
});
