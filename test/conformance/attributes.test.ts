import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGroup, makeUser, patchOf, person, query, startService, urn, type Service } from './client.ts';

/** RFC 7644 section 3.9: which attributes an answer holds. */

let service: Service;
let id: string;
let groupId: string;
beforeAll(async () => {
  service = await startService();
  const made = await makeUser(service, 'ada.attributes@example.com', {
    externalId: 'e1',
    displayName: 'Ada Attributes',
    name: { givenName: 'Ada', familyName: 'Attributes' },
    emails: [
      { value: 'a@example.com', type: 'work', primary: true },
      { value: 'b@example.com', type: 'home' },
    ],
    [urn.enterprise]: { department: 'R&D', costCenter: '7' },
  });
  id = made.id;
  groupId = (await makeGroup(service, 'Attributes', [id])).id;
});
afterAll(() => service.close());

const read = async (
  parameters: Record<string, string>,
  path = `/Users/${id}`,
): Promise<Record<string, unknown>> => (await service.call(`${path}${query(parameters)}`)).body;
const names = (resource: object): string[] => Object.keys(resource).toSorted();

describe('attributes', () => {
  test.each<[string, string[]]>([
    ['userName', ['id', 'schemas', 'userName']],
    ['USERNAME, displayname', ['displayName', 'id', 'schemas', 'userName']],
    ['id', ['id', 'schemas']],
    ['shoeSize', ['id', 'schemas']],
    ['password', ['id', 'schemas']],
    ['externalId,meta', ['externalId', 'id', 'meta', 'schemas']],
    [`${urn.user}:active`, ['active', 'id', 'schemas']],
    [urn.enterprise, ['id', 'schemas', urn.enterprise]],
    [`${urn.enterprise}:department`, ['id', 'schemas', urn.enterprise]],
    ['groups.value', ['groups', 'id', 'schemas']],
  ])('%s', async (attributes, expected) => {
    expect(names(await read({ attributes }))).toEqual(expected);
  });

  test('parts of complex attributes', async () => {
    expect(await read({ attributes: 'name.givenName' })).toMatchObject({ name: { givenName: 'Ada' } });
    expect((await read({ attributes: 'name.givenName' }))['name']).toEqual({ givenName: 'Ada' });
    expect((await read({ attributes: 'emails.type' }))['emails']).toEqual([
      { type: 'work' },
      { type: 'home' },
    ]);
    expect((await read({ attributes: `${urn.enterprise}:department` }))[urn.enterprise]).toEqual({
      department: 'R&D',
    });
    expect((await read({ attributes: 'meta.location' }))['meta']).toEqual({
      location: `${service.scimBaseUrl}/Users/${id}`,
    });
  });

  test('a filter behind a name is passed over', async () => {
    const all = [
      { value: 'a@example.com', type: 'work', primary: true },
      { value: 'b@example.com', type: 'home' },
    ];
    expect(await read({ attributes: 'emails[type eq "work" and value pr], title' })).toEqual({
      schemas: [urn.user, urn.enterprise],
      id,
      emails: all,
    });
    const values = all.map(({ value }) => ({ value }));
    expect((await read({ attributes: 'emails[type eq "x,y"].value' }))['emails']).toEqual(values);
  });

  test('the schema of the type stands for all of its attributes', async () => {
    const whole = names(await read({}));
    const common = ['externalId', 'id', 'meta', 'schemas', urn.enterprise];
    expect(names(await read({ attributes: urn.user }))).toEqual(
      whole.filter((name) => !['externalId', 'meta', urn.enterprise].includes(name)),
    );
    expect(names(await read({ excludedAttributes: urn.user }))).toEqual(
      whole.filter((name) => common.includes(name)),
    );
  });

  test('addresses are whole', async () => {
    const { members } = await read({ attributes: 'members' }, `/Groups/${groupId}`);
    expect(members).toEqual([
      {
        value: id,
        $ref: `${service.scimBaseUrl}/Users/${id}`,
        display: 'ada.attributes@example.com',
        type: 'User',
      },
    ]);
  });
});

describe('excludedAttributes', () => {
  test.each<[string, string[]]>([
    ['userName', ['userName']],
    ['id,schemas', []],
    ['shoeSize', []],
    ['emails,groups,meta', ['emails', 'groups', 'meta']],
    [urn.enterprise, [urn.enterprise]],
    [`${urn.enterprise}:department,${urn.enterprise}:costCenter`, [urn.enterprise]],
  ])('%s', async (excludedAttributes, gone) => {
    const whole = names(await read({}));
    expect(names(await read({ excludedAttributes }))).toEqual(whole.filter((name) => !gone.includes(name)));
  });

  test('parts of complex attributes', async () => {
    expect((await read({ excludedAttributes: 'emails.type,emails.primary' }))['emails']).toEqual([
      { value: 'a@example.com' },
      { value: 'b@example.com' },
    ]);
    expect((await read({ excludedAttributes: `${urn.enterprise}:department` }))[urn.enterprise]).toEqual({
      costCenter: '7',
    });
  });

  test('members of a group', async () => {
    expect(await read({ excludedAttributes: 'members' }, `/Groups/${groupId}`)).not.toHaveProperty('members');
    const { body } = await service.call(`/Groups${query({ excludedAttributes: 'members' })}`);
    expect(body.Resources.length).toBeGreaterThan(5);
    for (const group of body.Resources)
      expect(names(group)).toEqual(expect.arrayContaining(['displayName', 'id', 'meta']));
    for (const group of body.Resources) expect(group).not.toHaveProperty('members');
  });
});

describe('in lists and in answers to writes', () => {
  test('lists', async () => {
    const { body } = await service.call(
      `/Users${query({ attributes: 'userName', filter: `id eq "${id}"` })}`,
    );
    expect(body.Resources).toEqual([
      { schemas: [urn.user, urn.enterprise], id, userName: 'ada.attributes@example.com' },
    ]);
  });

  test('POST, PUT and PATCH', async () => {
    const q = query({ attributes: 'userName' });
    const made = await service.call(`/Users${q}`, {
      method: 'POST',
      body: person('bo.attributes@example.com'),
    });
    expect(made.status).toBe(201);
    expect(names(made.body)).toEqual(['id', 'schemas', 'userName']);
    expect(made.headers.get('Location')).toBe(`${service.scimBaseUrl}/Users/${made.body.id}`);
    const put = await service.call(`/Users/${made.body.id}${q}`, {
      method: 'PUT',
      body: person('bo.attributes@example.com', { title: 'x' }),
    });
    expect(names(put.body)).toEqual(['id', 'schemas', 'userName']);
    const patched = await service.call(
      `/Users/${made.body.id}${query({ excludedAttributes: 'meta,groups' })}`,
      {
        method: 'PATCH',
        body: patchOf({ op: 'replace', path: 'title', value: 'y' }),
      },
    );
    expect(patched.body).toMatchObject({ title: 'y' });
    expect(patched.body).not.toHaveProperty('meta');
  });

  test('both at once are refused, and nothing is written', async () => {
    const q = query({ attributes: 'userName', excludedAttributes: 'title' });
    const got = await service.call(`/Users/${id}${q}`);
    expect({ status: got.status, scimType: got.body.scimType }).toEqual({
      status: 400,
      scimType: 'invalidValue',
    });
    const made = await service.call(`/Users${q}`, {
      method: 'POST',
      body: person('cy.attributes@example.com'),
    });
    expect(made.status).toBe(400);
    expect(service.sandbox.userByName('cy.attributes@example.com')).toBeUndefined();
  });
});
