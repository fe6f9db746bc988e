import { expect, test } from 'vitest';
import { createWalks } from '../../src/server/domain/walks.ts';

const minute = 60_000;

test('a page goes on behind the last id of the one before it', () => {
  const walks = createWalks(() => 0);
  walks.served('a', 101, 140);
  expect(walks.lastIdBefore('a', 101)).toBe(140);
  expect(walks.lastIdBefore('a', 1)).toBe(0);
});

test('nothing is known of another walk or another page', () => {
  const walks = createWalks(() => 0);
  walks.served('a', 101, 140);
  expect(walks.lastIdBefore('b', 101)).toBeUndefined();
  expect(walks.lastIdBefore('a', 102)).toBeUndefined();
});

test('the newest walk counts', () => {
  const walks = createWalks(() => 0);
  walks.served('a', 101, 140);
  walks.served('a', 101, 150);
  expect(walks.lastIdBefore('a', 101)).toBe(150);
});

test('a walk that rested for 10 minutes is forgotten', () => {
  let now = 0;
  const walks = createWalks(() => now);
  walks.served('a', 101, 140);
  now = 10 * minute - 1;
  expect(walks.lastIdBefore('a', 101)).toBe(140);
  now = 10 * minute;
  expect(walks.lastIdBefore('a', 101)).toBeUndefined();
});

test('a thousand pages are remembered, the oldest is given up first', () => {
  const walks = createWalks(() => 0);
  for (let page = 2; page <= 1_002; page += 1) walks.served('a', page, page);
  expect(walks.lastIdBefore('a', 2)).toBeUndefined();
  expect(walks.lastIdBefore('a', 3)).toBe(3);
  expect(walks.lastIdBefore('a', 1_002)).toBe(1_002);
});
