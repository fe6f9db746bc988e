import { describe, expect, test } from 'vitest';
import { GROUP, USER, memberIds, patchGroup, patchUser } from './patch-of.ts';

describe('users', () => {
  test('deactivate, without path', () => {
    const { resource, asked, faults } = patchUser({ op: 'replace', value: { active: false } });
    expect(faults).toEqual([]);
    expect(resource).toEqual({ ...USER, active: false });
    expect(asked).toEqual(new Set(['active']));
  });

  test('reactivate, without path', () => {
    expect(patchUser({ op: 'replace', value: { active: true } }).resource).toEqual(USER);
  });

  test('password', () => {
    const { resource, asked } = patchUser({ op: 'replace', value: { password: '1mz050nq' } });
    expect(resource['password']).toBe('1mz050nq');
    expect(asked).toEqual(new Set(['password']));
  });
});

describe('groups', () => {
  test('rename with the read-only id does not touch members', () => {
    const { resource, asked, faults } = patchGroup({
      op: 'replace',
      value: { id: '7', displayName: 'Vault Operators' },
    });
    expect(faults).toEqual([]);
    expect(resource).toEqual({ ...GROUP, displayName: 'Vault Operators' });
    expect(asked).toEqual(new Set(['displayName']));
  });

  test('remove one and add one in one request', () => {
    const reading = patchGroup(
      { op: 'remove', path: 'members[value eq "41"]' },
      { op: 'add', path: 'members', value: [{ value: '44', display: 'new@example.com' }] },
    );
    expect(reading.faults).toEqual([]);
    expect(memberIds(reading)).toEqual(['42', '43', '44']);
    expect(reading.asked).toEqual(new Set(['members']));
  });

  test('adding who is there already changes nothing', () => {
    const reading = patchGroup({
      op: 'add',
      path: 'members',
      value: [{ value: '42', display: 'ada@example.com' }],
    });
    expect(reading.resource).toEqual(GROUP);
  });

  test('removing who is not there is done already', () => {
    const reading = patchGroup({ op: 'remove', path: 'members[value eq "99"]' });
    expect(reading.faults).toEqual([]);
    expect(reading.resource).toEqual(GROUP);
    expect(reading.asked).toEqual(new Set(['members']));
  });

  test.each<[string, object, readonly string[]]>([
    [
      'with path',
      { op: 'replace', path: 'members', value: [{ value: '42', display: 'ada@example.com' }] },
      ['42'],
    ],
    ['with path, empty', { op: 'replace', path: 'members', value: [] }, []],
    ['without path', { op: 'replace', value: { members: [{ value: '50' }] } }, ['50']],
    ['without path, empty', { op: 'replace', value: { members: [], id: '7', displayName: 'Vault Ops' } }, []],
  ])('exactly these members: %s', (_, operation, expected) => {
    const reading = patchGroup(operation);
    expect(reading.faults).toEqual([]);
    expect(memberIds(reading)).toEqual(expected);
    expect(reading.asked.has('members')).toBe(true);
    expect(reading.resource['displayName']).toBe('Vault Ops');
  });

  test('operations hold in their order', () => {
    const reading = patchGroup(
      { op: 'add', path: 'members', value: [{ value: '50' }] },
      { op: 'remove', path: 'members' },
      { op: 'add', path: 'members', value: [{ value: '51' }] },
      { op: 'remove', path: 'members[value eq "51"]' },
      { op: 'add', path: 'members', value: [{ value: '52' }] },
    );
    expect(memberIds(reading)).toEqual(['52']);
  });
});

test('the resource that was given stays as it is', () => {
  const before = structuredClone({ USER, GROUP });
  patchUser(
    { op: 'remove', path: 'emails' },
    { op: 'replace', value: { 'name.givenName': 'Eve', title: null } },
  );
  patchGroup(
    { op: 'remove', path: 'members[value eq "41"]' },
    { op: 'replace', value: { displayName: 'x' } },
  );
  expect({ USER, GROUP }).toEqual(before);
});
