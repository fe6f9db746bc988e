import { describe, expect, test } from 'vitest';
import { applyPatch } from '../../src/server/scim/patch.ts';
import { USER, memberIds, message, patchGroup, patchUser } from './patch-of.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('words', () => {
  test('op and Operations in any letter case, booleans as text', () => {
    const { resource, faults } = applyPatch('User', USER, {
      Schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      operations: [{ OP: 'Replace', Path: 'active', Value: 'False' }],
    });
    expect(faults).toEqual([]);
    expect(resource['active']).toBe(false);
  });
});

describe('users', () => {
  test('keys without path may have dots and URNs', () => {
    const { resource, asked, faults } = patchUser({
      op: 'Add',
      value: {
        'name.familyName': 'Sample',
        [`${enterprise}:department`]: 'Sales',
        [`${enterprise}:manager.displayName`]: 'Bob',
        'emails[type eq "work"].value': 'ada.sample@example.com',
        unknown: 'x',
        'unknown.part': 'x',
      },
    });
    expect(faults).toEqual([]);
    expect(resource).toMatchObject({
      name: { givenName: 'Ada', familyName: 'Sample' },
      [enterprise]: { department: 'Sales', manager: { value: '26', displayName: 'Bob' } },
      emails: [
        { value: 'ada.sample@example.com', type: 'work', primary: true },
        { value: 'ada@example.org' },
      ],
    });
    expect(asked).toEqual(new Set(['name', enterprise, 'emails']));
  });

  test('an extension object without path is laid over, part by part', () => {
    const { resource } = patchUser({
      op: 'replace',
      value: { [enterprise]: { costCenter: '12', department: null } },
    });
    expect(resource[enterprise]).toEqual({ costCenter: '12', manager: { value: '26' } });
  });

  test('a manager is set by plain text and taken away by an empty one', () => {
    const path = `${enterprise}:manager`;
    expect(patchUser({ op: 'Replace', path, value: '27' }).resource[enterprise]).toHaveProperty(
      'manager.value',
      '27',
    );
    expect(patchUser({ op: 'Replace', path, value: '' }).resource[enterprise]).toEqual({
      department: 'Research',
    });
  });

  test('a value that is missing is made of its filter', () => {
    const { resource, faults } = patchUser(
      { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '555-0101' },
      { op: 'Add', path: 'addresses[type eq "work"].country', value: 'NZ' },
      { op: 'Add', path: 'addresses[type eq "work"].locality', value: 'Exampleton' },
      { op: 'Add', path: 'roles[primary eq "True"].value', value: 'admin' },
    );
    expect(faults).toEqual([]);
    expect(resource).toMatchObject({
      phoneNumbers: [{ type: 'mobile', value: '555-0101' }],
      addresses: [{ type: 'work', country: 'NZ', locality: 'Exampleton' }],
      roles: [{ primary: true, value: 'admin' }],
    });
  });

  test('an e-mail is changed in its place, whatever the case of the type', () => {
    const { resource } = patchUser({
      op: 'Replace',
      path: 'emails[type eq "WORK"].value',
      value: 'new@example.com',
    });
    expect(resource['emails']).toContainEqual({ value: 'new@example.com', type: 'work', primary: true });
    expect(resource['emails']).toHaveLength(2);
  });
});

describe('members', () => {
  test('are removed by a list of them, and no others', () => {
    expect(
      memberIds(patchGroup({ op: 'Remove', path: 'members', value: [{ value: '41' }, { value: '99' }] })),
    ).toEqual(['42', '43']);
    expect(memberIds(patchGroup({ op: 'Remove', path: 'members', value: { value: '43' } }))).toEqual([
      '41',
      '42',
    ]);
  });

  test('an empty list removes nobody, no value at all everybody', () => {
    expect(memberIds(patchGroup({ op: 'Remove', path: 'members', value: [] }))).toEqual(['41', '42', '43']);
    expect(memberIds(patchGroup({ op: 'Remove', path: 'members' }))).toEqual([]);
  });

  test('a single one may be added without a list', () => {
    expect(memberIds(patchGroup({ op: 'Add', path: 'members', value: { value: '44' } }))).toEqual([
      '41',
      '42',
      '43',
      '44',
    ]);
  });
});

test('the schema of the type stands for the whole resource, as path and as name', () => {
  const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
  const { resource, asked, faults } = patchUser(
    { op: 'replace', path: core, value: { title: 'Head' } },
    { op: 'add', value: { [core]: { nickName: 'Ada', [`${core}:locale`]: 'en-NZ' } } },
  );
  expect(faults).toEqual([]);
  expect(resource).toMatchObject({ title: 'Head', nickName: 'Ada', locale: 'en-NZ' });
  expect(asked).toEqual(new Set(['title', 'nickName', 'locale']));
});

test('another manager does not keep the name of the one before', () => {
  const path = `${enterprise}:manager`;
  const named = { op: 'add', path, value: { value: '26', displayName: 'Bob', $ref: '../Users/26' } };
  const manager = (...more: readonly unknown[]): unknown =>
    (patchUser(named, ...more).resource[enterprise] as { manager?: unknown }).manager;
  expect(manager({ op: 'Replace', path, value: '27' })).toEqual({ value: '27' });
  expect(manager({ op: 'replace', path: `${path}.value`, value: '27' })).toEqual({ value: '27' });
  expect(manager({ op: 'replace', path, value: { value: '26', displayName: 'Bobby' } })).toEqual({
    value: '26',
    displayName: 'Bobby',
    $ref: '../Users/26',
  });
});

test('a thousand operations on 50,000 members', () => {
  const members = Array.from({ length: 50_000 }, (_, index) => ({ value: String(index) }));
  const removals = Array.from({ length: 1000 }, (_, index) => ({
    op: 'remove',
    path: `members[value eq "${index}"]`,
  }));
  const reading = applyPatch('Group', { displayName: 'All', members }, message(...removals));
  expect(reading.faults).toEqual([]);
  expect(memberIds(reading)).toEqual(members.slice(1000).map(({ value }) => value));
});
