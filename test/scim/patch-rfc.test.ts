import { describe, expect, test } from 'vitest';
import { applyPatch } from '../../src/server/scim/patch.ts';
import { USER, memberIds, message, patchGroup, patchUser } from './patch-of.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('attributes with one value', () => {
  test.each(['add', 'replace'])('%s sets a text', (op) => {
    expect(patchUser({ op, path: 'title', value: 'Lead' }).resource['title']).toBe('Lead');
  });

  test.each([
    ['remove', { op: 'remove', path: 'title' }],
    ['replace with null', { op: 'replace', path: 'title', value: null }],
    ['replace with nothing in it', { op: 'replace', path: 'title', value: '' }],
  ])('%s takes it away', (_, operation) => {
    const { resource, asked } = patchUser(operation);
    expect(resource).not.toHaveProperty('title');
    expect(asked).toEqual(new Set(['title']));
  });

  test('a complex one keeps the parts that are not sent', () => {
    const { resource } = patchUser({
      op: 'replace',
      path: 'name',
      value: { familyName: 'Sample', honorificPrefix: 'Dr' },
    });
    expect(resource['name']).toEqual({ givenName: 'Ada', familyName: 'Sample', honorificPrefix: 'Dr' });
  });

  test('a part is set and removed; with the last part the whole goes', () => {
    expect(
      patchUser({ op: 'replace', path: 'name.givenName', value: 'Eve' }).resource['name'],
    ).toHaveProperty('givenName', 'Eve');
    const { resource } = patchUser(
      { op: 'remove', path: 'name.givenName' },
      { op: 'remove', path: 'name.familyName' },
    );
    expect(resource).not.toHaveProperty('name');
  });

  test('paths are read with URN and in any letter case', () => {
    const path = 'URN:ietf:params:scim:schemas:core:2.0:user:NAME.FAMILYNAME';
    expect(patchUser({ op: 'add', path, value: 'Sample' }).resource['name']).toHaveProperty(
      'familyName',
      'Sample',
    );
  });

  test('an extension is set and removed as a whole', () => {
    expect(
      patchUser({ op: 'add', path: enterprise, value: { division: 'A' } }).resource[enterprise],
    ).toMatchObject({
      division: 'A',
      department: 'Research',
    });
    const { resource, asked } = patchUser({ op: 'remove', path: enterprise });
    expect(resource).not.toHaveProperty([enterprise]);
    expect(asked).toEqual(new Set([enterprise]));
  });

  test('externalId and userName are values like others here', () => {
    const { resource } = patchUser({
      op: 'replace',
      value: { externalId: '00u2', userName: 'ada.sample@example.com' },
    });
    expect(resource).toMatchObject({ externalId: '00u2', userName: 'ada.sample@example.com' });
  });
});

describe('attributes with many values', () => {
  const home = { value: 'ada@example.org', type: 'home' };
  const work = { value: 'ada@example.com', type: 'work', primary: true };

  test('add takes no value twice, and lays parts over the one that is there', () => {
    const { resource } = patchUser({
      op: 'add',
      path: 'emails',
      value: [{ value: 'ADA@example.com', display: 'Ada' }, home],
    });
    expect(resource['emails']).toEqual([{ ...work, value: 'ADA@example.com', display: 'Ada' }, home]);
  });

  test('a new primary value takes the mark from the old one', () => {
    const added = { value: 'c@example.com', type: 'other', primary: true };
    expect(patchUser({ op: 'add', path: 'emails', value: [added] }).resource['emails']).toEqual([
      { value: 'ada@example.com', type: 'work' },
      home,
      added,
    ]);
    const marked = patchUser({ op: 'replace', path: 'emails[type eq "home"].primary', value: true }).resource[
      'emails'
    ];
    expect(marked).toEqual([
      { value: 'ada@example.com', type: 'work' },
      { ...home, primary: true },
    ]);
  });

  test('replace with a filter replaces the whole value, add lays over it', () => {
    const value = { value: 'x@example.org', type: 'home' };
    expect(patchUser({ op: 'replace', path: 'emails[primary eq true]', value }).resource['emails']).toEqual([
      value,
      home,
    ]);
    const add = { op: 'add', path: 'emails[type eq "work"]', value: { display: 'Ada' } };
    expect(patchUser(add).resource['emails']).toEqual([{ ...work, display: 'Ada' }, home]);
  });

  test.each([
    ['value eq "ada@EXAMPLE.org"', 1],
    ['type ne "home"', 1],
    ['value co "@"', 0],
    ['value sw "ada" and value ew ".org"', 1],
    ['type eq "home" or primary eq true', 0],
    ['not (primary pr)', 1],
    ['primary eq null', 1],
    ['type gt "home"', 1],
    ['type ge "home" and type le "home"', 1],
    ['type lt "a"', 2],
    ['(type eq "work" or type eq "home") and primary pr', 1],
  ])('remove emails[%s]', (filter, left) => {
    const { resource, faults } = patchUser({ op: 'remove', path: `emails[${filter}]` });
    expect(faults).toEqual([]);
    const { emails = [] } = resource as { emails?: readonly unknown[] };
    expect(emails).toHaveLength(left);
  });

  test('a part is removed from the values that match, or from all', () => {
    expect(
      patchUser({ op: 'remove', path: 'emails[type eq "home"].type' }).resource['emails'],
    ).toContainEqual({ value: 'ada@example.org' });
    expect(patchUser({ op: 'remove', path: 'emails.primary' }).resource['emails']).toEqual([
      { value: 'ada@example.com', type: 'work' },
      home,
    ]);
    expect(patchUser({ op: 'remove', path: 'emails.value' }).resource).not.toHaveProperty('emails');
  });

  test('a member that is removed by its own id leaves the others', () => {
    expect(memberIds(patchGroup({ op: 'remove', path: 'members[value eq "42" or value eq "43"]' }))).toEqual([
      '41',
    ]);
  });

  test('a filter may hold brackets and quotes in its text', () => {
    const current = { ...USER, roles: [{ value: 'a]"[b' }, { value: 'c' }] };
    const { resource } = applyPatch(
      'User',
      current,
      message({ op: 'remove', path: 'roles[value eq "a]\\"[b"]' }),
    );
    expect(resource['roles']).toEqual([{ value: 'c' }]);
  });
});
