import { describe, expect, test } from 'vitest';
import { type Reading, readResource } from '../../src/server/scim/resource.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Reads a body that names its schema. */
function read(body: object, kind: 'User' | 'Group' = 'User'): Reading {
  return readResource(kind, { schemas: [`urn:ietf:params:scim:schemas:core:2.0:${kind}`], ...body });
}

/** A user body with just enough in it. */
function user(more: object): object {
  return { userName: 'ada@example.com', ...more };
}

describe('what Okta sends', () => {
  test('a new user', () => {
    const reading = read({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ada@example.com',
      name: { givenName: 'Ada', familyName: 'Example' },
      emails: [{ primary: true, value: 'ada@example.com', type: 'work' }],
      displayName: 'Ada Example',
      locale: 'en-US',
      externalId: '00u1abcdEFGHijkl2345',
      groups: [],
      password: '1mz050nq',
      active: true,
    });
    expect(reading.faults).toEqual([]);
    expect(reading.resource).toEqual({
      userName: 'ada@example.com',
      name: { givenName: 'Ada', familyName: 'Example' },
      displayName: 'Ada Example',
      locale: 'en-US',
      externalId: '00u1abcdEFGHijkl2345',
      password: '1mz050nq',
      active: true,
      emails: [{ primary: true, value: 'ada@example.com', type: 'work' }],
    });
    expect(reading.asked).toEqual(new Set(Object.keys(reading.resource)));
  });

  test('its own GET answer back: what is read-only is ignored', () => {
    const { resource, asked, faults } = read({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id: '42',
      userName: 'ada@example.com',
      name: { formatted: 'Ada Sample', givenName: 'Ada', familyName: 'Sample' },
      groups: [{ value: '7', display: 'Vault Ops' }],
      meta: { resourceType: 'User', created: '2026-01-01T00:00:00Z' },
    });
    expect(faults).toEqual([]);
    expect(resource).toEqual({
      userName: 'ada@example.com',
      name: { formatted: 'Ada Sample', givenName: 'Ada', familyName: 'Sample' },
    });
    expect([...asked]).toEqual(['userName', 'name']);
  });

  test('enterprise attributes and phone numbers', () => {
    const { resource } = read(
      user({
        [enterprise]: { department: 'Research' },
        phoneNumbers: [{ primary: true, value: '555-0100', type: 'work' }],
      }),
    );
    expect(resource[enterprise]).toEqual({ department: 'Research' });
    expect(resource['phoneNumbers']).toEqual([{ primary: true, value: '555-0100', type: 'work' }]);
  });

  test('a group with members: display may be null, the name is not ours to take', () => {
    const { resource, asked, faults } = read(
      {
        displayName: 'Vault Ops',
        members: [
          { value: '42', display: 'ada@example.com' },
          { value: '43', display: null },
        ],
      },
      'Group',
    );
    expect(faults).toEqual([]);
    expect(resource).toEqual({ displayName: 'Vault Ops', members: [{ value: '42' }, { value: '43' }] });
    expect(asked).toEqual(new Set(['displayName', 'members']));
  });

  test('a group that is emptied', () => {
    const { resource, asked } = read({ displayName: 'Vault Ops', members: [] }, 'Group');
    expect(resource).toEqual({ displayName: 'Vault Ops' });
    expect(asked.has('members')).toBe(true);
  });
});

describe('names of attributes', () => {
  test('are read in any letter case and come out in the spelling of the schema', () => {
    const { resource, asked } = read({
      USERNAME: 'a',
      Name: { GIVENNAME: 'Ada' },
      EMAILS: [{ VALUE: 'a@example.com' }],
    });
    expect(resource).toEqual({
      userName: 'a',
      name: { givenName: 'Ada' },
      emails: [{ value: 'a@example.com' }],
    });
    expect(asked).toEqual(new Set(['userName', 'name', 'emails']));
  });

  test('may carry the URN of their schema', () => {
    const { resource, asked } = read({
      'urn:ietf:params:scim:schemas:core:2.0:User:userName': 'ada',
      [`${enterprise}:department`]: 'Research',
      [`${enterprise.toUpperCase()}:COSTCENTER`]: '12',
    });
    expect(resource).toEqual({ userName: 'ada', [enterprise]: { department: 'Research', costCenter: '12' } });
    expect(asked).toEqual(new Set(['userName', enterprise]));
  });

  test('may stand in an object under the URN of their schema', () => {
    const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
    const { resource, asked, faults } = read({
      [core]: { userName: 'ada', name: { givenName: 'Ada' }, id: '7', shoeSize: 9 },
      title: 'Countess',
    });
    expect(faults).toEqual([]);
    expect(resource).toEqual({ userName: 'ada', name: { givenName: 'Ada' }, title: 'Countess' });
    expect(asked).toEqual(new Set(['userName', 'name', 'title']));
    const doubled = read({ userName: 'ada', [core]: { userName: 'eve' } });
    expect(doubled.faults[0]?.message).toMatch(/^userName is there more than once/);
    expect(read({ userName: 'ada', [core]: 'eve' }).faults).toHaveLength(1);
  });

  test('that no schema has are ignored, at every level', () => {
    const { resource, asked, faults } = read(
      user({
        shoeSize: 9,
        name: { nickname: 'x', givenName: 'Ada' },
        [enterprise]: { badge: 5 },
        'urn:example:x': { y: 1 },
      }),
    );
    expect(faults).toEqual([]);
    expect(resource).toEqual({ userName: 'ada@example.com', name: { givenName: 'Ada' } });
    expect(asked).toEqual(new Set(['userName', 'name', enterprise]));
  });

  test('that belong to objects in JavaScript are ignored and reach no prototype', () => {
    const body: unknown = JSON.parse(
      `{"userName":"a","__proto__":{"active":true},"constructor":{"prototype":{"x":1}},"toString":"x",
        "name":{"__proto__":{"givenName":"Eve"},"familyName":"Example"},
        "emails":[{"__proto__":{"primary":true},"value":"a@example.com"}],
        "${enterprise}":{"__proto__":{"department":"x"},"hasOwnProperty":"y"}}`,
    );
    const { resource, asked, faults } = read(body as object);
    expect(faults).toEqual([]);
    expect(JSON.stringify(resource)).toBe(
      '{"userName":"a","name":{"familyName":"Example"},"emails":[{"value":"a@example.com"}]}',
    );
    expect(asked).toEqual(new Set(['userName', 'name', 'emails', enterprise]));
    expect(resource['active']).toBeUndefined();
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });
});

describe('values', () => {
  test.each([
    ['null', null],
    ['an empty text', ''],
    ['blanks', '  '],
    ['an empty list', []],
  ])('%s clears an attribute: asked for, but not there', (_, empty) => {
    const body = {
      displayName: empty,
      title: empty,
      emails: empty,
      name: empty,
      active: empty,
      [enterprise]: empty,
    };
    const { resource, asked, faults } = read(user(body));
    expect(faults).toEqual([]);
    expect(resource).toEqual({ userName: 'ada@example.com' });
    expect(asked).toEqual(new Set(['userName', ...Object.keys(body)]));
  });

  test('empty parts, entries and extensions are left out', () => {
    const { resource, asked } = read(
      user({
        name: { givenName: '', familyName: null },
        emails: [{ value: '', type: 'work', primary: true }, null, { value: 'a@example.com' }],
        [enterprise]: { department: '', manager: {} },
      }),
    );
    expect(resource).toEqual({ userName: 'ada@example.com', emails: [{ value: 'a@example.com' }] });
    expect(asked).toEqual(new Set(['userName', 'name', 'emails', enterprise]));
  });

  test.each([
    ['true', true],
    ['True', true],
    ['FALSE', false],
    ['False', false],
    [false, false],
  ])('active %j is %j', (given, expected) => {
    expect(read(user({ active: given })).resource['active']).toBe(expected);
  });

  test.each([
    ['text', 'a@example.com'],
    ['one object', { value: 'a@example.com' }],
    ['a list of text', ['a@example.com']],
  ])('e-mail as %s', (_, emails) => {
    expect(read(user({ emails })).resource['emails']).toEqual([{ value: 'a@example.com' }]);
  });

  test('a manager as text is its id', () => {
    expect(read(user({ [enterprise]: { manager: '26' } })).resource[enterprise]).toEqual({
      manager: { value: '26' },
    });
  });

  test('the same value twice is one; another type is another value', () => {
    const { resource } = read(
      user({
        emails: [
          { value: 'a@example.com', type: 'work' },
          { value: 'A@Example.com', type: 'Work', primary: true },
          { value: 'a@example.com', type: 'home' },
        ],
      }),
    );
    expect(resource['emails']).toEqual([
      { value: 'A@Example.com', type: 'Work', primary: true },
      { value: 'a@example.com', type: 'home' },
    ]);
    const members = [{ value: '1' }, { value: '2' }, { value: '1', type: 'User' }];
    expect(read({ displayName: 'G', members }, 'Group').resource['members']).toEqual([
      { value: '1', type: 'User' },
      { value: '2' },
    ]);
  });

  test('an address may have several lines and is kept whole', () => {
    const addresses = [
      { type: 'work', streetAddress: '1 Example Street\nFloor 2', country: 'NZ', primary: true },
    ];
    expect(read(user({ addresses })).resource['addresses']).toEqual(addresses);
  });

  test('a user name comes out exactly as it was sent', () => {
    expect(read({ userName: "Zoë.O'Sample@Example.com" }).resource['userName']).toBe(
      "Zoë.O'Sample@Example.com",
    );
  });
});

test('20,000 members are read', () => {
  const members = Array.from({ length: 20_000 }, (_, index) => ({ value: String(index), display: 'x' }));
  const { resource, faults } = read({ displayName: 'All', members }, 'Group');
  expect(faults).toEqual([]);
  expect(resource['members']).toHaveLength(20_000);
});
