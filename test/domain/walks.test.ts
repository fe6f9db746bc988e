import { expect, test } from 'vitest';
import { createWalks } from '../../src/server/domain/walks.ts';

const minute = 60_000;
const user = (id: number) => ({ key: null, type: 'User', id }) as const;

test('a page goes on behind the last row of the one before it', () => {
  const walks = createWalks(() => 0);
  walks.served('a', 101, user(140));
  expect(walks.endBefore('a', 101)).toEqual(user(140));
});

test('nothing is known of another walk or another page', () => {
  const walks = createWalks(() => 0);
  walks.served('a', 101, user(140));
  expect(walks.endBefore('b', 101)).toBeUndefined();
  expect(walks.endBefore('a', 102)).toBeUndefined();
});

test('a page that is asked for again, as its answer was lost, skips nobody though another walk began meanwhile', () => {
  const walks = createWalks(() => 0);
  walks.served('a', 101, user(140));
  walks.endBefore('a', 101);
  walks.served('a', 101, user(150));
  expect(walks.endBefore('a', 101)).toEqual(user(140));
});

test('a walk that others overtake skips nobody', () => {
  const walks = createWalks(() => 0);
  walks.served('a', 101, user(140));
  walks.served('a', 101, user(150));
  expect(walks.endBefore('a', 101)).toEqual(user(140));
  walks.served('b', 101, user(150));
  walks.served('b', 101, user(140));
  expect(walks.endBefore('b', 101)).toEqual(user(140));
});

test('a walk that did not go on for a minute holds up no other', () => {
  let now = 0;
  const walks = createWalks(() => now);
  walks.served('a', 101, user(140));
  now = minute;
  walks.served('a', 101, user(150));
  expect(walks.endBefore('a', 101)).toEqual(user(150));
});

test('nothing is known of who is behind in a list with an order of its own', () => {
  const walks = createWalks(() => 0);
  walks.served('a', 101, { ...user(140), key: 'x' });
  walks.served('a', 101, { ...user(150), key: 'm' });
  expect(walks.endBefore('a', 101)).toEqual({ ...user(150), key: 'm' });
});

test('a walk that rested for 10 minutes is forgotten', () => {
  let now = 0;
  const walks = createWalks(() => now);
  walks.served('a', 101, user(140));
  now = 10 * minute - 1;
  expect(walks.endBefore('a', 101)).toEqual(user(140));
  now = 10 * minute;
  expect(walks.endBefore('a', 101)).toBeUndefined();
});

test('a thousand pages are remembered, the oldest is given up first', () => {
  const walks = createWalks(() => 0);
  for (let page = 2; page <= 1_002; page += 1) walks.served('a', page, user(page));
  expect(walks.endBefore('a', 2)).toBeUndefined();
  expect(walks.endBefore('a', 3)).toEqual(user(3));
  expect(walks.endBefore('a', 1_002)).toEqual(user(1_002));
});

test('a list is counted once until something is written', () => {
  const walks = createWalks(() => 0);
  let counted = 0;
  const count = (): number => (counted += 1);
  expect([1, 1, 2, 2].map((writes) => walks.counted('a', writes, count))).toEqual([1, 1, 2, 2]);
  expect(walks.counted('b', 2, count)).toBe(3);
});
