import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeUser, patchOf, startService, urn, type Reply, type Service } from './client.ts';

/** RFC 7644 section 3.5.2: PATCH of users; the forms of identity providers stand in patch-clients.test.ts. */

let service: Service;
let id: string;
let made = 0;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  made += 1;
  ({ id } = await makeUser(service, `patch.${made}@example.com`, {
    displayName: 'Pat Ch',
    name: { givenName: 'Pat', familyName: 'Ch' },
    title: 'old',
    emails: [
      { value: `patch.${made}@example.com`, type: 'work', primary: true },
      { value: 'home@example.com', type: 'home' },
    ],
    phoneNumbers: [
      { value: '1', type: 'work' },
      { value: '2', type: 'work' },
      { value: '3', type: 'home' },
    ],
    [urn.enterprise]: { department: 'R&D', costCenter: '7' },
  }));
});
afterAll(() => service.close());

const patch = (...operations: object[]): Promise<Reply> =>
  service.call(`/Users/${id}`, { method: 'PATCH', body: patchOf(...operations) });
async function patched(...operations: object[]): Promise<Reply['body']> {
  const { status, body } = await patch(...operations);
  expect(status, JSON.stringify(body)).toBe(200);
  expect((await service.call(`/Users/${id}`)).body).toEqual(body);
  return body;
}
const phones = ({ phoneNumbers }: { phoneNumbers?: { value: string }[] }): string =>
  (phoneNumbers ?? []).map(({ value }) => value).join('');

describe('add (section 3.5.2.1)', () => {
  test('a single value, new or in place of another', async () => {
    expect(await patched({ op: 'add', path: 'nickName', value: 'Patty' })).toMatchObject({
      nickName: 'Patty',
    });
    expect(await patched({ op: 'add', path: 'title', value: 'new' })).toMatchObject({ title: 'new' });
  });

  test('to a complex attribute: what is not sent stays', async () => {
    const { name } = await patched({ op: 'add', path: 'name', value: { middleName: 'M' } });
    expect(name).toMatchObject({ givenName: 'Pat', familyName: 'Ch', middleName: 'M' });
    expect((await patched({ op: 'add', path: 'name.honorificPrefix', value: 'Dr' })).name).toMatchObject({
      honorificPrefix: 'Dr',
      middleName: 'M',
    });
  });

  test('to a list: the values that are new', async () => {
    const added = await patched({
      op: 'add',
      path: 'phoneNumbers',
      value: [
        { value: '4', type: 'fax' },
        { value: '1', type: 'work' },
      ],
    });
    expect(phones(added)).toBe('1234');
    expect(phones(await patched({ op: 'add', path: 'phoneNumbers', value: { value: '5' } }))).toBe('12345');
  });

  test('what is there already changes nothing, not even the date', async () => {
    const { body: before } = await service.call(`/Users/${id}`);
    expect((await patched({ op: 'add', path: 'title', value: 'old' })).meta).toEqual(before.meta);
    expect(
      (await patched({ op: 'add', path: 'phoneNumbers', value: [{ value: '1', type: 'work' }] })).meta,
    ).toEqual(before.meta);
  });

  test('without a path: attributes by name', async () => {
    const changed = await patched({
      op: 'add',
      value: {
        title: 'new',
        NICKNAME: 'Patty',
        phoneNumbers: [{ value: '4' }],
        [urn.enterprise]: { division: 'North' },
      },
    });
    expect(changed).toMatchObject({
      title: 'new',
      nickName: 'Patty',
      [urn.enterprise]: { department: 'R&D', division: 'North' },
    });
    expect(phones(changed)).toBe('1234');
  });

  test('to some values of a list', async () => {
    const { phoneNumbers } = await patched({
      op: 'add',
      path: 'phoneNumbers[type eq "work"].display',
      value: 'Desk',
    });
    expect(phoneNumbers.map(({ display }: { display?: string }) => display)).toEqual([
      'Desk',
      'Desk',
      undefined,
    ]);
  });

  test('a value that is primary takes that from the one that was', async () => {
    const { emails } = await patched({
      op: 'add',
      path: 'emails',
      value: [{ value: 'third@example.com', type: 'other', primary: true }],
    });
    expect(emails.filter(({ primary }: { primary?: boolean }) => primary)).toEqual([
      { value: 'third@example.com', type: 'other', primary: true },
    ]);
    expect(emails).toHaveLength(3);
  });

  test('to an extension, by its URN', async () => {
    expect(await patched({ op: 'add', path: `${urn.enterprise}:employeeNumber`, value: '42' })).toMatchObject(
      {
        [urn.enterprise]: { employeeNumber: '42', department: 'R&D' },
      },
    );
    expect(await patched({ op: 'add', path: urn.enterprise, value: { division: 'South' } })).toMatchObject({
      [urn.enterprise]: { employeeNumber: '42', division: 'South' },
    });
    expect(await patched({ op: 'add', path: `${urn.user}:name.middleName`, value: 'X' })).toMatchObject({
      name: { middleName: 'X' },
    });
  });
});

describe('remove (section 3.5.2.2)', () => {
  test('a single value, a part, a list', async () => {
    expect(await patched({ op: 'remove', path: 'title' })).not.toHaveProperty('title');
    await patched({ op: 'add', path: 'name.middleName', value: 'M' });
    expect((await patched({ op: 'remove', path: 'name.middleName' })).name).not.toHaveProperty('middleName');
    expect(await patched({ op: 'remove', path: 'phoneNumbers' })).not.toHaveProperty('phoneNumbers');
  });

  test('some values of a list, or parts of them', async () => {
    expect(
      phones(await patched({ op: 'remove', path: 'phoneNumbers[type eq "work" and value eq "1"]' })),
    ).toBe('23');
    const { phoneNumbers } = await patched({ op: 'remove', path: 'phoneNumbers[value eq "2"].type' });
    expect(phoneNumbers[0]).toEqual({ value: '2' });
    expect(await patched({ op: 'remove', path: 'phoneNumbers[value pr]' })).not.toHaveProperty(
      'phoneNumbers',
    );
  });

  test('an extension, and what it declares goes with it', async () => {
    const { schemas, ...rest } = await patched({ op: 'remove', path: urn.enterprise });
    expect(rest).not.toHaveProperty(urn.enterprise);
    expect(schemas).toEqual([urn.user]);
    expect((await patched({ op: 'add', path: `${urn.enterprise}:division`, value: 'x' })).schemas).toEqual([
      urn.user,
      urn.enterprise,
    ]);
  });

  test('what is not there is done already', async () => {
    const { body: before } = await service.call(`/Users/${id}`);
    expect(await patched({ op: 'remove', path: 'nickName' })).toEqual(before);
    expect(await patched({ op: 'remove', path: 'phoneNumbers[value eq "9"]' })).toEqual(before);
  });
});

describe('replace (section 3.5.2.3)', () => {
  test('a single value, new or in place of another', async () => {
    expect(await patched({ op: 'replace', path: 'title', value: 'new' })).toMatchObject({ title: 'new' });
    expect(await patched({ op: 'replace', path: 'nickName', value: 'Patty' })).toMatchObject({
      nickName: 'Patty',
    });
  });

  test('a complex value: what is not sent stays', async () => {
    const { name } = await patched({ op: 'replace', path: 'name', value: { givenName: 'Patricia' } });
    expect(name).toMatchObject({ givenName: 'Patricia', familyName: 'Ch' });
  });

  test('a whole list', async () => {
    expect(phones(await patched({ op: 'replace', path: 'phoneNumbers', value: [{ value: '9' }] }))).toBe('9');
    expect(await patched({ op: 'replace', path: 'phoneNumbers', value: [] })).not.toHaveProperty(
      'phoneNumbers',
    );
  });

  test('values that a filter finds, or parts of them', async () => {
    const { phoneNumbers } = await patched({
      op: 'replace',
      path: 'phoneNumbers[value eq "2"]',
      value: { value: '8', type: 'fax' },
    });
    expect(phoneNumbers).toContainEqual({ value: '8', type: 'fax' });
    expect(phones({ phoneNumbers })).not.toContain('2');
    const part = await patched({ op: 'replace', path: 'phoneNumbers[type eq "home"].value', value: '7' });
    expect(part.phoneNumbers).toContainEqual({ value: '7', type: 'home' });
  });

  test('the part of all values', async () => {
    const { phoneNumbers } = await patched({ op: 'replace', path: 'phoneNumbers.display', value: 'same' });
    expect(phoneNumbers.map(({ display }: { display: string }) => display)).toEqual(['same', 'same', 'same']);
  });

  test('which value is primary', async () => {
    const { emails } = await patched({ op: 'replace', path: 'emails[type eq "home"].primary', value: true });
    expect(emails.filter(({ primary }: { primary?: boolean }) => primary)).toEqual([
      { value: 'home@example.com', type: 'home', primary: true },
    ]);
    expect(service.sandbox.user(Number(id))?.emailAddress).toBe('home@example.com');
  });

  test('null and an empty text clear', async () => {
    expect(await patched({ op: 'replace', path: 'title', value: null })).not.toHaveProperty('title');
    expect(await patched({ op: 'replace', value: { nickName: '' } })).not.toHaveProperty('nickName');
  });

  test('in order, each on what the one before it left', async () => {
    const changed = await patched(
      { op: 'replace', path: 'title', value: 'one' },
      { op: 'remove', path: 'title' },
      { op: 'add', path: 'title', value: 'three' },
      { op: 'add', path: 'phoneNumbers', value: [{ value: '4', type: 'pager' }] },
      { op: 'remove', path: 'phoneNumbers[type eq "pager"]' },
    );
    expect(changed.title).toBe('three');
    expect(phones(changed)).toBe('123');
  });
});
