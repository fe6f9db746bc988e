import { expect, test } from 'vitest';
import type { EndpointView } from '../../../src/main/ipc/contract.ts';
import { tokenNotices } from '../../../src/main/notices/token-notices.ts';
import { now } from '../shown.ts';

const day = 24 * 60 * 60_000;

function endpoint(...days: readonly (number | null)[]): EndpointView {
  return {
    name: 'okta',
    kind: 'okta',
    options: { matchByEmail: true, passwordSync: false, renames: 'refuse' },
    lastCallAt: null,
    oldTokenAt: null,
    tokens: days.map((left) => ({
      madeAt: '2026-01-01T00:00:00.000Z',
      expiresAt: left === null ? null : new Date(now + left * day).toISOString(),
      lastUsedAt: null,
    })),
  };
}

test.each([
  [15, []],
  [14, ['The token of okta ends within 14 days']],
  [7.5, ['The token of okta ends within 14 days']],
  [7, ['The token of okta ends within 7 days']],
  [1, ['The token of okta ends within a day']],
  [0.1, ['The token of okta ends within a day']],
  [0, []],
  [null, []],
])('a token with %s days left', (days, titles) => {
  expect(tokenNotices([endpoint(days)], now).map(({ notice }) => notice.title)).toEqual(titles);
});

test('a replaced token may end unheard while its successor lives', () => {
  expect(tokenNotices([endpoint(1, null), endpoint(1, 300)], now)).toEqual([]);
});

test('each warning of each token has a key of its own', () => {
  const keys = [14, 7, 1].map((days) => tokenNotices([endpoint(days)], now)[0]?.key);
  expect(new Set(keys).size).toBe(3);
  expect(tokenNotices([endpoint(6)], now)[0]?.key).toBe(tokenNotices([endpoint(6)], now + day / 2)[0]?.key);
});

test('an endpoint without a token says nothing', () => {
  expect(tokenNotices([endpoint()], now)).toEqual([]);
});
