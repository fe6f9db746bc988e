import { expect, test } from 'vitest';
import { ENTERPRISE_USER_URN } from '../../src/server/scim/enterprise-user-schema.ts';
import { differences } from '../../src/server/scim/differences.ts';

const kim = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'kim@example.com',
  displayName: 'Kim Lee',
  name: { formatted: 'Kim Lee', givenName: 'Kim', familyName: 'Lee' },
  emails: [{ value: 'kim@example.com', type: 'work', primary: true }],
  active: true,
};

test('equal resources have no differences', () => {
  expect(differences('User', kim, { ...kim })).toEqual([]);
});

test('names attributes as SCIM does, and says what they were', () => {
  const after = {
    ...kim,
    name: { ...kim.name, familyName: 'Park' },
    emails: [{ value: 'park@example.com', type: 'work', primary: true }],
    active: false,
    title: 'Admiral',
  };
  expect(differences('User', kim, after)).toEqual([
    { attribute: 'name.familyName', before: 'Lee', after: 'Park' },
    { attribute: 'emails[work].value', before: 'kim@example.com', after: 'park@example.com' },
    { attribute: 'active', before: 'true', after: 'false' },
    { attribute: 'title', before: null, after: 'Admiral' },
  ]);
});

test('a new resource differs in all that it has, one that is gone in all that it had', () => {
  const made = differences('User', undefined, { userName: 'kim', active: true });
  expect(made).toEqual([
    { attribute: 'userName', before: null, after: 'kim' },
    { attribute: 'active', before: null, after: 'true' },
  ]);
  expect(differences('User', { userName: 'kim' }, undefined)).toEqual([
    { attribute: 'userName', before: 'kim', after: null },
  ]);
});

test('tells values of the same type apart by their place', () => {
  const phones = (...values: string[]) => ({
    phoneNumbers: values.map((value) => ({ value, type: 'work' })),
  });
  expect(differences('User', phones('1'), phones('1', '2'))).toEqual([
    { attribute: 'phoneNumbers[work 2].value', before: null, after: '2' },
  ]);
  expect(differences('User', {}, { roles: [{ value: 'admin' }] })).toEqual([
    { attribute: 'roles[1].value', before: null, after: 'admin' },
  ]);
});

test('names attributes of an extension with its URN', () => {
  const after = { [ENTERPRISE_USER_URN]: { department: 'Navy', manager: { value: '26118915' } } };
  expect(differences('User', {}, after)).toEqual([
    { attribute: `${ENTERPRISE_USER_URN}:department`, before: null, after: 'Navy' },
    { attribute: `${ENTERPRISE_USER_URN}:manager.value`, before: null, after: '26118915' },
  ]);
});

test('never tells a password, nor what no schema has', () => {
  expect(differences('User', {}, { password: 'hunter2', passwort: 'hunter2' })).toEqual([]);
});

test('leaves members to be counted', () => {
  expect(differences('Group', { members: [] }, { members: [{ value: '7' }] })).toEqual([]);
});

test('cuts long texts', () => {
  const [difference] = differences('User', {}, { title: 'x'.repeat(500) });
  expect(difference?.after).toBe(`${'x'.repeat(200)}…`);
});
