import { expect, test } from 'vitest';
import { createKeyedLock } from '../../src/server/domain/keyed-lock.ts';

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  return { opened, open: () => open() };
}

test('work under one key runs one after the other, in order', async () => {
  const lock = createKeyedLock();
  const seen: string[] = [];
  const first = gate();
  const runs = ['a', 'b', 'c'].map((name) =>
    lock.run('key', async () => {
      seen.push(`${name} begins`);
      await first.opened;
      seen.push(`${name} ends`);
    }),
  );
  await Promise.resolve();
  first.open();
  await Promise.all(runs);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('work under different keys runs together', async () => {
  const lock = createKeyedLock();
  const slow = gate();
  const held = lock.run('one', () => slow.opened);
  expect(await lock.run('two', () => Promise.resolve('done'))).toBe('done');
  slow.open();
  await held;
});

test('a failure goes to its own caller and holds up nobody', async () => {
  const lock = createKeyedLock();
  const failed = lock.run('key', () => Promise.reject(new Error('no')));
  const next = lock.run('key', () => Promise.resolve('done'));
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('done');
});

test('idle waits for what runs and what waits', async () => {
  const lock = createKeyedLock();
  const slow = gate();
  const seen: string[] = [];
  void lock.run('key', () => slow.opened.then(() => void seen.push('first')));
  void lock.run('key', async () => void seen.push('second'));
  const idle = lock.idle().then(() => void seen.push('idle'));
  slow.open();
  await idle;
  expect(seen).toEqual(['first', 'second', 'idle']);
});

test('no more are let in than may wait for one key, and for all of them', async () => {
  const lock = createKeyedLock({ ofKey: 3, ofAll: 5 });
  const slow = gate();
  const seen: string[] = [];
  const enter = (key: string, name: string) =>
    lock.admit(key, async () => {
      await slow.opened;
      seen.push(name);
    });
  const full = { status: 429, retryAfter: 30 };
  const inside = ['a', 'b', 'c'].map((name) => enter('one', name));
  await expect(enter('one', 'd')).rejects.toMatchObject(full);
  inside.push(enter('two', 'e'), enter('two', 'f'));
  await expect(enter('three', 'g')).rejects.toMatchObject(full);
  // What goes on with work that is inside is never turned away.
  inside.push(lock.run('one', async () => void seen.push('h')));
  slow.open();
  await Promise.all(inside);
  expect(seen.filter((name) => 'abch'.includes(name))).toEqual(['a', 'b', 'c', 'h']);
  expect(await lock.admit('three', () => Promise.resolve('let in again'))).toBe('let in again');
});
