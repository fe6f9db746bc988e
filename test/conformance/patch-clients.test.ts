import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGroup, makeUser, patchOf, startService, urn, type Reply, type Service } from './client.ts';

/** PATCH as identity providers send it, and PATCH of groups. */

let service: Service;
let people: string[];
beforeAll(async () => {
  service = await startService();
  people = [];
  for (const name of ['a', 'b', 'c', 'd'])
    people.push((await makeUser(service, `client.${name}@example.com`)).id);
});
afterAll(() => service.close());

async function patched(path: string, ...operations: object[]): Promise<Reply['body']> {
  const { status, body } = await service.call(path, { method: 'PATCH', body: patchOf(...operations) });
  expect(status, JSON.stringify(body)).toBe(200);
  expect((await service.call(path)).body).toEqual(body);
  return body;
}

describe('users', () => {
  test.each<[string, object, object]>([
    ['Okta: active without a path', { op: 'replace', value: { active: false } }, { active: false }],
    ['Okta: active again', { op: 'replace', value: { active: true } }, { active: true }],
    ['Entra: a capital and a text', { op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    ['Entra: the other way', { op: 'Add', path: 'active', value: 'True' }, { active: true }],
    [
      'Entra: dotted names',
      { op: 'replace', value: { 'name.givenName': 'Ann', 'name.familyName': 'Dot' } },
      { name: { givenName: 'Ann', familyName: 'Dot' } },
    ],
    [
      'Entra: an extension by flat names',
      { op: 'add', value: { [`${urn.enterprise}:department`]: 'Sales', title: 'Head' } },
      { title: 'Head', [urn.enterprise]: { department: 'Sales' } },
    ],
    [
      'Entra: a manager as a text',
      { op: 'Add', path: `${urn.enterprise}:manager`, value: '77' },
      { [urn.enterprise]: { manager: { value: '77' } } },
    ],
    [
      'Entra: a manager in a list',
      {
        op: 'Add',
        path: `${urn.enterprise}:manager`,
        value: [{ $ref: 'https://example.com/Users/78', value: '78' }],
      },
      { [urn.enterprise]: { manager: { value: '78' } } },
    ],
    [
      'Entra: a value that is not there yet',
      { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '555' },
      { phoneNumbers: [{ type: 'mobile', value: '555' }] },
    ],
    [
      'Entra: the same again in place of it',
      { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '556' },
      { phoneNumbers: [{ type: 'mobile', value: '556' }] },
    ],
    [
      'Entra: what is not there yet in place of nothing',
      { op: 'Replace', path: 'addresses[type eq "work"].locality', value: 'Exampleton' },
      { addresses: [{ type: 'work', locality: 'Exampleton' }] },
    ],
    [
      'Entra: an e-mail',
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'work@example.com' },
      { emails: [{ type: 'work', value: 'work@example.com', primary: true }] },
    ],
    [
      'one value where a list may be',
      { op: 'add', path: 'ims', value: { value: 'chat' } },
      { ims: [{ value: 'chat' }] },
    ],
  ])('%s', async (_, operation, expected) => {
    expect(await patched(`/Users/${people[0]}`, operation)).toMatchObject(expected);
  });
});

describe('members', () => {
  let path: string;
  beforeAll(async () => {
    path = `/Groups/${(await makeGroup(service, 'Clients', [String(people[0])])).id}`;
  });
  const values = ({ members }: { members?: { value: string }[] }): string =>
    (members ?? []).map(({ value }) => 'abcd'[people.indexOf(value)]).join('');
  const who = (letters: string): object[] =>
    letters.split('').map((letter) => ({ value: people['abcd'.indexOf(letter)] }));
  const one = (letter: string): string => `members[value eq "${people['abcd'.indexOf(letter)]}"]`;

  test.each<[string, () => object[], string]>([
    ['add', () => [{ op: 'add', path: 'members', value: who('bc') }], 'abc'],
    ['add one who is there', () => [{ op: 'add', path: 'members', value: who('b') }], 'abc'],
    ['add one alone', () => [{ op: 'Add', path: 'members', value: who('d')[0] }], 'abcd'],
    ['remove by a filter', () => [{ op: 'remove', path: one('a') }], 'bcd'],
    ['remove somebody who is not there', () => [{ op: 'remove', path: one('a') }], 'bcd'],
    [
      'Entra: remove by values',
      () => [{ op: 'Remove', path: 'members', value: who('bx').slice(0, 1) }],
      'cd',
    ],
    [
      'both in one request',
      () => [
        { op: 'remove', path: one('c') },
        { op: 'add', path: 'members', value: who('a') },
      ],
      'ad',
    ],
    ['replace', () => [{ op: 'replace', path: 'members', value: who('bc') }], 'bc'],
    ['Okta: replace without a path', () => [{ op: 'replace', value: { members: who('ab') } }], 'ab'],
    [
      'Okta: a name and an id too',
      () => [{ op: 'replace', value: { id: '7', displayName: 'Clients of Okta', members: who('a') } }],
      'a',
    ],
    ['remove all', () => [{ op: 'remove', path: 'members' }], ''],
    ['replace with nobody', () => [{ op: 'replace', path: 'members', value: [] }], ''],
  ])('%s', async (_, operations, expected) => {
    expect(values(await patched(path, ...operations()))).toBe(expected);
  });

  test.each<[string, () => string, string]>([
    ['type beside the id', () => `members[value eq "${people[0]}" and type eq "User"]`, 'bcd'],
    ['type, in another case', () => 'members[type eq "user"]', ''],
    ['another type', () => 'members[type eq "Group"]', 'abcd'],
    ['display', () => 'members[display eq "CLIENT.B@example.com"]', 'acd'],
    ['the beginning of display', () => 'members[display sw "client.c"]', 'abd'],
    ['$ref', () => `members[$ref eq "${service.scimBaseUrl}/Users/${people[3]}"]`, 'abc'],
    ['the end of $ref', () => `members[$ref ew "/Users/${people[1]}"]`, 'acd'],
    ['either of two', () => `members[value eq "${people[0]}" or display sw "client.d"]`, 'bc'],
    ['all but one', () => `members[not (value eq "${people[0]}")]`, 'a'],
  ])('remove by %s, as the group shows it', async (name, filter, left) => {
    const made = await makeGroup(service, `Filtered by ${name}`, people);
    expect(values(await patched(`/Groups/${made.id}`, { op: 'remove', path: filter() }))).toBe(left);
    expect(values((await service.call(`/Groups/${made.id}`)).body)).toBe(left);
  });

  test('Entra: externalId of a group comes and goes', async () => {
    expect((await patched(path, { op: 'Add', path: 'externalId', value: 'g-7' })).externalId).toBe('g-7');
    expect(await patched(path, { op: 'Remove', path: 'externalId' })).not.toHaveProperty('externalId');
    expect((await service.call(path)).body).not.toHaveProperty('externalId');
  });

  test('the name was replaced on the way', async () => {
    expect((await service.call(path)).body.displayName).toBe('Clients of Okta');
  });

  test.each<[string, object, string]>([
    ['nobody by that id', { op: 'add', path: 'members', value: [{ value: '2147483647' }] }, 'invalidValue'],
    ['a member without a value', { op: 'add', path: 'members', value: [{ display: 'x' }] }, 'invalidValue'],
    [
      'a group as a member',
      { op: 'add', path: 'members', value: [{ value: '1', type: 'Group' }] },
      'invalidValue',
    ],
    ['the value of a member', { op: 'replace', path: 'members[value pr].value', value: '1' }, 'mutability'],
    ['the name of a group', { op: 'remove', path: 'displayName' }, 'mutability'],
    ['an empty name', { op: 'replace', path: 'displayName', value: '' }, 'invalidValue'],
    ['an attribute of users', { op: 'replace', path: 'userName', value: 'x' }, 'invalidPath'],
  ])('%s is refused', async (_, operation, scimType) => {
    const before = (await service.call(path)).body;
    const { status, body } = await service.call(path, { method: 'PATCH', body: patchOf(operation) });
    expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType });
    expect((await service.call(path)).body).toEqual(before);
  });
});
