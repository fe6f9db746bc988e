import { expect, test } from 'vitest';
import { createSlowDown } from '../src/server/slow-down.ts';
import { setStage } from './flows/world.ts';

test('the first wrong tokens of a source cost nothing, then each waits longer, up to 5 s', () => {
  const slowDown = createSlowDown(() => 0);
  const waits = Array.from({ length: 14 }, () => slowDown.delayFor('a'));
  expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(waits.slice(5, 9)).toEqual([250, 500, 1000, 2000]);
  expect(waits.slice(10)).toEqual([5000, 5000, 5000, 5000]);
  expect(slowDown.delayFor('b')).toBe(0);
});

test('a source that was quiet for 15 minutes starts afresh', () => {
  let now = 0;
  const slowDown = createSlowDown(() => now);
  for (let tries = 0; tries < 8; tries += 1) slowDown.delayFor('a');
  now = 15 * 60_000;
  expect(slowDown.delayFor('a')).toBe(0);
});

test('the real client is never held up by one who guesses from the same address', async () => {
  const stage = await setStage();
  try {
    const { token } = await stage.okta('testapp');
    const ask = (authorization: string) =>
      fetch(`${stage.scimBaseUrl}/Users?count=1`, { headers: { Authorization: authorization } });
    const guesses = Array.from({ length: 12 }, (_, n) => ask(`Bearer guess-${String(n)}`));
    const started = performance.now();
    expect((await ask(`Bearer ${token}`)).status).toBe(200);
    const waited = performance.now() - started;
    expect((await Promise.all(guesses)).every(({ status }) => status === 401)).toBe(true);
    expect(performance.now() - started).toBeGreaterThan(waited);
  } finally {
    await stage.close();
  }
}, 60_000);
