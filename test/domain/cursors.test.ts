import { expect, test } from 'vitest';
import { readCursor, writeCursor } from '../../src/server/domain/cursors.ts';
import { thrownBy } from '../scim/faults-of.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const scope = { walk: '1 ["User"]', now };
const user = { key: null, type: 'User', id: 140 } as const;

test.each([
  user,
  { key: 'Ünal "x"', type: 'Group', id: 7 } as const,
  { key: 17, type: 'User', id: 2_147_483_647 } as const,
])('leads back to where it was written: %j', (position) => {
  const cursor = writeCursor(scope, position);
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(readCursor(scope, cursor)).toEqual(position);
});

test('without one a walk begins', () => {
  expect(readCursor(scope, '')).toBeUndefined();
});

test('it lives for an hour, whatever was restarted meanwhile', () => {
  const cursor = writeCursor(scope, user);
  expect(readCursor({ ...scope, now: now + 3_600_000 }, cursor)).toEqual(user);
  expect(thrownBy(() => readCursor({ ...scope, now: now + 3_601_000 }, cursor))).toBe(
    '400 expiredCursor: The cursor is too old. Begin again, with an empty cursor.',
  );
});

test('it belongs to one list of one endpoint', () => {
  const cursor = writeCursor(scope, user);
  expect(thrownBy(() => readCursor({ ...scope, walk: '2 ["User"]' }, cursor))).toMatch(
    /^400 invalidCursor: /,
  );
});

test.each(['x', 'null', 'WzFd', Buffer.from('["a",1,{},"User",1]').toString('base64url'), '%%%', '\u0000'])(
  '%j is none',
  (cursor) => {
    expect(thrownBy(() => readCursor(scope, cursor))).toBe(
      '400 invalidCursor: The cursor is not one of ours. Send nextCursor as it came.',
    );
  },
);
