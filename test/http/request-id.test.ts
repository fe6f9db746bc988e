import { expect, test } from 'vitest';
import { requestId } from '../../src/server/http/request-id.ts';

test('is a UUID of version 7, in the order of time, and no two are the same', () => {
  const at = Date.UTC(2026, 10, 24);
  const ids = [requestId(at - 1), requestId(at), requestId(at), requestId(at + 1)];
  for (const id of ids)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(ids[0]?.slice(0, 13)).toBe('01a20ada-2bff');
  expect(new Set(ids).size).toBe(4);
  expect(ids.map((id) => id.slice(0, 13)).toSorted()).toEqual(ids.map((id) => id.slice(0, 13)));
});
