import { describe, expect, test } from 'vitest';
import { displayNameOf, nameParts } from '../../src/server/scim/names.ts';

describe('nameParts', () => {
  test.each([
    ['Ada Example', 'Ada', 'Example'],
    ['Example, Ada', 'Ada', 'Example'],
    ['Ada Maria Example', 'Ada Maria', 'Example'],
    ['van Example, Ada Maria', 'Ada Maria', 'van Example'],
    ['Ada', 'Ada', 'Ada'],
    ['  Ada \t Example  ', 'Ada', 'Example'],
    ['Example,', 'Example', 'Example'],
    [', Ada', 'Ada', 'Ada'],
    [',', ',', ','],
    ['   ', '   ', '   '],
    ["Zoë O'Sample", 'Zoë', "O'Sample"],
    ['例 子', '例', '子'],
  ])('%j', (displayName, givenName, familyName) => {
    expect(nameParts(displayName)).toEqual({ givenName, familyName });
  });
});

describe('displayNameOf', () => {
  const name = { formatted: 'Dr Ada Example', givenName: 'Ada', familyName: 'Example' };
  test.each([
    ['the display name', { displayName: 'Ada E.', name, userName: 'ada@example.com' }, 'Ada E.'],
    ['else the whole name', { name, userName: 'ada@example.com' }, 'Dr Ada Example'],
    ['else its parts', { name: { givenName: 'Ada', familyName: 'Example' }, userName: 'a' }, 'Ada Example'],
    ['else the one part', { name: { familyName: 'Example' }, userName: 'a' }, 'Example'],
    ['else the user name', { name: {}, userName: 'ada@example.com' }, 'ada@example.com'],
    ['a blank one does not count', { displayName: ' ', userName: 'ada@example.com' }, 'ada@example.com'],
    ['nothing', {}, ''],
  ])('%s', (_, resource, expected) => {
    expect(displayNameOf(resource)).toBe(expected);
  });

  test('a name made of long parts is cut to what a display name may have, never inside a character', () => {
    const made = displayNameOf({ name: { givenName: 'a'.repeat(253), familyName: '😀😀' } });
    expect(made).toBe(`${'a'.repeat(253)} `);
    expect(made.isWellFormed()).toBe(true);
  });
});
