import { describe, expect, test } from 'vitest';
import {
  beginChange,
  noteBody,
  retryKeyOf,
  type ChangeStart,
} from '../../src/server/domain/change-record.ts';

function begun(body: unknown, over: Partial<ChangeStart> = {}) {
  const start = {
    source: 'Client',
    endpoint: null,
    requestId: null,
    type: 'User',
    method: 'PATCH',
    id: 7,
  } as const;
  const change = beginChange({ ...start, ...over }, 0, 0);
  noteBody(change, body);
  return change;
}

describe('a request that takes access away is known in every form', () => {
  test.each([
    { active: false },
    { active: 'False' },
    { Operations: [{ op: 'replace', value: { active: false } }] },
    { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] },
    { Operations: [{ op: 'add', path: 'urn:ietf:params:scim:schemas:core:2.0:User:active', value: false }] },
  ])('%j', (body) => {
    expect(begun(body)).toMatchObject({ kind: 'deactivate', action: 'Deactivate' });
  });

  test.each([
    {},
    null,
    'text',
    [],
    { active: true },
    { Operations: 'none' },
    { Operations: [null, { path: 'title', value: false }, { path: 'inactive', value: false }] },
    { Operations: [{ op: 'replace', value: { active: true } }] },
  ])('and no other: %j', (body) => {
    expect(begun(body)).toMatchObject({ kind: 'update' });
  });

  test('a group has no access to lose', () => {
    expect(begun({ active: false }, { type: 'Group' })).toMatchObject({ kind: 'update' });
  });
});

describe('tries of the same change have the same key', () => {
  const create = { method: 'POST', id: null } as const;

  test('a create by its name, in any letter case', () => {
    const key = retryKeyOf(begun({ userName: 'Kim' }, create));
    expect(key).toBe(retryKeyOf(begun({ userName: 'KIM', title: 'x' }, create)));
    expect(key).not.toBe(retryKeyOf(begun({ userName: 'Lee' }, create)));
    expect(key).not.toBe(retryKeyOf(begun({ displayName: 'Kim' }, { ...create, type: 'Group' })));
  });

  test('others by the resource and what they do to it', () => {
    expect(retryKeyOf(begun({ title: 'x' }))).toBe(retryKeyOf(begun({ title: 'y' }, { method: 'PUT' })));
    expect(retryKeyOf(begun({ active: false }))).not.toBe(retryKeyOf(begun({ title: 'x' })));
    expect(retryKeyOf(begun({}, { id: 8 }))).not.toBe(retryKeyOf(begun({})));
  });

  test('none where nothing tells whom it is about', () => {
    expect(retryKeyOf(begun({}, create))).toBeNull();
    expect(retryKeyOf(begun({}, { id: null }))).toBeNull();
  });
});

test('a create is called by what it asks for', () => {
  const create = { method: 'POST', id: null } as const;
  const body = { userName: 'kim@example.com', name: { givenName: 'Kim', familyName: 'Lee' } };
  expect(begun(body, create)).toMatchObject({ name: 'Kim Lee', signInName: 'kim@example.com' });
  expect(begun({ displayName: 'Sales' }, { ...create, type: 'Group' })).toMatchObject({
    name: 'Sales',
    signInName: null,
  });
});
