import { describe, expect, test } from 'vitest';
import { applyPatch } from '../../src/server/scim/patch.ts';
import { GROUP, USER, memberIds, message, patchGroup, patchUser } from './patch-of.ts';
import { faultsOf, thrownBy } from './faults-of.ts';

describe('a body that is no PATCH', () => {
  const operation = { op: 'replace', value: { active: false } };
  const noList = 'Operations has to be a list with at least one operation. Send what is to be done in it.';
  test.each<[string, unknown, string]>([
    [
      'a list',
      [operation],
      'invalidSyntax: The request body has to be one JSON object. Send a SCIM resource or message.',
    ],
    [
      'null',
      null,
      'invalidSyntax: The request body has to be one JSON object. Send a SCIM resource or message.',
    ],
    ['no operations', {}, `invalidSyntax: ${noList}`],
    ['an empty list', message(), `invalidSyntax: ${noList}`],
    ['operations that are no list', { Operations: operation }, `invalidSyntax: ${noList}`],
    [
      'too many operations',
      message(...Array.from({ length: 1001 }, () => operation)),
      'tooMany: A PATCH may hold 1000 operations. Send the others in a second request.',
    ],
  ])('%s', (_, body, sentence) => {
    expect(thrownBy(() => applyPatch('User', USER, body))).toBe(`400 ${sentence}`);
  });
});

test.each([
  ['the schema of something else', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'] }],
  ['no schema', {}],
])('a message with %s is refused, and what takes access away still counts', (_, more) => {
  const { resource, asked, faults } = applyPatch('User', USER, {
    ...more,
    Operations: [{ op: 'replace', value: { active: false } }],
  });
  expect(faults.map(({ status, scimType, message: text }) => `${status} ${scimType}: ${text}`)).toEqual([
    '400 invalidSyntax: schemas has to hold urn:ietf:params:scim:api:messages:2.0:PatchOp in a PATCH. Send that.',
  ]);
  expect(resource['active']).toBe(false);
  expect(asked).toEqual(new Set(['active']));
});

describe('an operation that is refused, by its number and with what to do', () => {
  test.each<[unknown, string]>([
    ['x', 'invalidSyntax: Operation 1: an operation has to be a JSON object. Send op, path and value.'],
    [
      { op: 'move', path: 'title' },
      'invalidSyntax: Operation 1: op has to be add, replace or remove. Send one of them.',
    ],
    [
      { path: 'title', value: 'x' },
      'invalidSyntax: Operation 1: op has to be add, replace or remove. Send one of them.',
    ],
    [
      { op: 'add', path: 5, value: 'x' },
      'invalidPath: Operation 1: path has to be text. Send it in quotation marks, or leave it out.',
    ],
    [{ op: 'remove' }, 'noTarget: Operation 1: remove needs a path. Say which attribute or value is to go.'],
    [
      { op: 'remove', path: ' ' },
      'noTarget: Operation 1: remove needs a path. Say which attribute or value is to go.',
    ],
    [
      { op: 'add', value: 'x' },
      'invalidValue: Operation 1: without a path the value has to be a JSON object. Send attributes by name.',
    ],
    [
      { op: 'add', value: [{ active: true }] },
      'invalidValue: Operation 1: without a path the value has to be a JSON object. Send attributes by name.',
    ],
    [
      { op: 'replace', path: 'title' },
      'invalidValue: Operation 1: replace title has no value. Send one, or use remove.',
    ],
    [
      { op: 'replace', path: 'active', value: 'off' },
      'invalidValue: Operation 1: active has to be true or false. Correct its mapping.',
    ],
    [
      { op: 'replace', path: 'name.givenName', value: 5 },
      'invalidValue: Operation 1: name.givenName has to be text. Send one value in quotation marks.',
    ],
    [
      { op: 'replace', path: 'id', value: '8' },
      'mutability: Operation 1: id is read-only. Leave it out, Secret Server decides it.',
    ],
    [
      { op: 'add', path: 'groups', value: [] },
      'mutability: Operation 1: groups is read-only. Leave it out, Secret Server decides it.',
    ],
    [
      { op: 'add', path: 'meta.created', value: 'x' },
      'mutability: Operation 1: meta.created is read-only. Leave it out, Secret Server decides it.',
    ],
    [
      { op: 'remove', path: 'userName' },
      'mutability: Operation 1: userName is required and cannot be removed. Replace it instead.',
    ],
    [
      { op: 'replace', value: { userName: '' } },
      'invalidValue: Operation 1: userName is required and cannot be empty. Send a value.',
    ],
    [
      { op: 'add', path: 'shoeSize', value: 9 },
      'invalidPath: Operation 1: The path "shoeSize" is not an attribute of a user. Correct it or leave the operation out.',
    ],
    [
      { op: 'add', path: '__proto__.active', value: true },
      'invalidPath: Operation 1: The path "__proto__.active" is not an attribute of a user. Correct it or leave the operation out.',
    ],
    [
      { op: 'add', path: 'members', value: [] },
      'invalidPath: Operation 1: The path "members" is not an attribute of a user. Correct it or leave the operation out.',
    ],
    [
      { op: 'add', path: 'emails[type eq "work"].size', value: 1 },
      'invalidPath: Operation 1: The path "emails[...].size" is not an attribute of a user. Correct it or leave the operation out.',
    ],
    [
      { op: 'add', path: 'name[givenName eq "Ada"]', value: 'x' },
      'invalidPath: Operation 1: The path "name[...]" filters something that is no list. Leave the brackets out.',
    ],
    [
      { op: 'add', path: 'emails.type[value eq "x"]', value: 'x' },
      'invalidPath: Operation 1: The path "emails.type[...]" filters something that is no list. Leave the brackets out.',
    ],
    [
      { op: 'add', path: 'emails[type eq "work"', value: 'x' },
      'invalidPath: Operation 1: The path "emails[..." cannot be read. Write attribute[part eq "value"].part.',
    ],
    [
      { op: 'add', path: 'emails[type eq "work"]value', value: 'x' },
      'invalidPath: Operation 1: The path "emails[...]value" cannot be read. Write attribute[part eq "value"].part.',
    ],
    [
      { op: 'add', path: 'a'.repeat(9000), value: 'x' },
      'invalidPath: Operation 1: The path is longer than 8192 characters. Send a shorter one.',
    ],
    [
      { op: 'remove', path: 'emails[]' },
      'invalidFilter: Operation 1: Filter, position 1: expected an attribute name. Write one, such as userName.',
    ],
    [
      { op: 'remove', path: 'emails[size eq "x"]' },
      'invalidFilter: Operation 1: Filter, position 1: emails has no part "size". Use one of value, display, type, primary.',
    ],
    [
      { op: 'remove', path: 'emails[value eq 5]' },
      'invalidFilter: Operation 1: Filter, position 1: emails.value takes text alone. Put the value in double quotes.',
    ],
    [
      { op: 'remove', path: 'emails[primary eq "x"]' },
      'invalidFilter: Operation 1: Filter, position 1: emails.primary takes true or false alone. Compare it with one of them.',
    ],
    [
      { op: 'remove', path: 'emails[emails[type eq "x"]]' },
      'invalidFilter: Operation 1: Filter, position 1: brackets inside brackets have no meaning. Take the inner ones out.',
    ],
    [
      { op: 'replace', path: 'emails[type eq "other"]', value: { value: 'c@example.com' } },
      'noTarget: Operation 1: no value of emails matches the filter in the path. Add the value first, or correct the filter.',
    ],
    [
      { op: 'replace', path: 'emails[type eq "other"].value', value: 'c@example.com' },
      'noTarget: Operation 1: no value of emails matches the filter in the path. Add the value first, or correct the filter.',
    ],
    [
      { op: 'Replace', path: 'emails[type sw "o"].value', value: 'c@example.com' },
      'noTarget: Operation 1: no value of emails matches the filter in the path. Add the value first, or correct the filter.',
    ],
    [
      { op: 'replace', path: 'emails.primary', value: true },
      'invalidValue: Operation 1: emails has 2 primary values. Mark one of them as primary, not more.',
    ],
    [
      { op: 'add', path: 'emails[type eq "other"].value', value: 'no one' },
      'invalidValue: Operation 1: emails.value (value 1 of the list) is not an e-mail address. Correct it, or send none.',
    ],
  ])('%j', (operation, sentence) => {
    const reading = patchUser(operation);
    expect(faultsOf(reading)).toEqual([`400 ${sentence}`]);
    expect(reading.resource).toEqual(USER);
    expect(reading.asked).toEqual(new Set());
  });

  test.each<[unknown, string]>([
    [
      { op: 'replace', path: 'members[value eq "41"].value', value: '50' },
      'mutability: Operation 1: members.value cannot change. Remove the value from members and add a new one.',
    ],
    [
      { op: 'replace', path: 'members[value eq "41"].display', value: 'x' },
      'mutability: Operation 1: members.display is read-only. Leave it out, Secret Server decides it.',
    ],
    [
      { op: 'replace', path: 'members[value eq "41"]', value: { display: 'x' } },
      'invalidValue: Operation 1: members has an entry without value. Send every entry with one.',
    ],
    [
      { op: 'remove', path: 'displayName' },
      'mutability: Operation 1: displayName is required and cannot be removed. Replace it instead.',
    ],
    [
      { op: 'add', path: 'members', value: [{ value: '7', type: 'Group' }] },
      'invalidValue: Operation 1: members.type (value 1 of the list) has to be User. Push the people themselves: Secret Server has no groups in groups.',
    ],
  ])('of a group: %#', (operation, sentence) => {
    const reading = patchGroup(operation);
    expect(faultsOf(reading)).toEqual([`400 ${sentence}`]);
    expect(reading.resource).toEqual(GROUP);
  });
});

describe('what is refused takes nothing else with it', () => {
  test('active is false although another attribute of the same operation is bad', () => {
    const { resource, asked, faults } = patchUser({
      op: 'replace',
      value: { title: 5, active: 'False', 'name.givenName': {} },
    });
    expect(faults).toHaveLength(2);
    expect(resource).toEqual({ ...USER, active: false });
    expect(asked).toEqual(new Set(['active']));
  });

  test('operations before and after a bad one are applied, and it is named by its number', () => {
    const reading = patchGroup(
      { op: 'remove', path: 'members[value eq "41"]' },
      { op: 'add', path: 'nothing', value: 'x' },
      { op: 'remove', path: 'members[value eq "42"]' },
    );
    expect(memberIds(reading)).toEqual(['43']);
    expect(reading.faults.map(({ message: text }) => text.slice(0, 12))).toEqual(['Operation 2:']);
  });

  test('in a list that is added, one bad value keeps all of them out', () => {
    const reading = patchGroup({ op: 'add', path: 'members', value: [{ value: '50' }, { value: 51 }] });
    expect(reading.faults).toHaveLength(1);
    expect(reading.resource).toEqual(GROUP);
  });
});

test('hostile keys are ignored and reach no prototype', () => {
  const body: unknown = JSON.parse(
    `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","__proto__":{"path":"active"},
      "value":{"__proto__":{"active":false},"constructor":{"x":1},"name":{"__proto__":{"x":1}},"name.__proto__":"x","active":true}}]}`,
  );
  const { resource, asked, faults } = applyPatch('User', USER, body);
  expect(faults).toEqual([]);
  expect(resource).toEqual(USER);
  expect(asked).toEqual(new Set(['name', 'active']));
  expect(Reflect.get({}, 'x')).toBeUndefined();
});

test('no sentence holds a value or what a filter looks for', () => {
  const { faults } = patchUser(
    { op: 'replace', path: 'password', value: { hunter2: 'hunter2' } },
    { op: 'replace', path: 'password[value eq "hunter2"]', value: 'hunter2' },
    { op: 'replace', path: 'emails[password eq "hunter2"].value', value: 'hunter2' },
  );
  expect(faults).toHaveLength(3);
  for (const { message: text } of faults) expect(text).not.toContain('hunter2');
});
