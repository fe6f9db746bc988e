import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGroup, makeUser, query, startService, urn, type Service } from './client.ts';

/** RFC 7644 section 3.4.2.2, attribute by attribute and operator by operator. */

let service: Service;
let ids: Record<string, string>;
let groupId: string;

beforeAll(async () => {
  service = await startService();
  const made = {
    ada: await makeUser(service, 'ada.filter@example.com', {
      externalId: 'Ext-Ada',
      displayName: 'Ada Filter',
      name: { givenName: 'Ada', familyName: 'Filter' },
      title: 'Engineer',
      nickName: 'probe',
      emails: [
        { value: 'ada.filter@example.com', type: 'work', primary: true },
        { value: 'ada@home.example', type: 'home' },
      ],
      phoneNumbers: [{ value: '555-0100', type: 'work' }],
      [urn.enterprise]: { department: 'Research & Development', manager: { value: '77' } },
    }),
    bob: await makeUser(service, 'BOB.Filter@example.com', {
      displayName: 'bob filter',
      title: 'engineer 2nd class',
      nickName: 'probe',
      active: false,
      emails: [{ value: 'bob.filter@example.com', type: 'home', primary: true }],
    }),
    cem: await makeUser(service, 'cem_100%@example.com', {
      displayName: 'Çem Öz',
      nickName: 'PROBE',
      locale: 'tr-TR',
      addresses: [{ type: 'work', formatted: 'Line 1\nLine 2', country: 'TR', primary: true }],
    }),
  };
  ids = Object.fromEntries(Object.entries(made).map(([name, { id }]) => [name, id]));
  groupId = (await makeGroup(service, 'Filter Group', [made.ada.id])).id;
});
afterAll(() => service.close());

async function found(filter: string, path = '/Users'): Promise<string[]> {
  const { status, body } = await service.call(`${path}${query({ filter })}`);
  expect(body.schemas, JSON.stringify(body)).toEqual([urn.list]);
  expect(status).toBe(200);
  expect(body.totalResults).toBe(body.Resources.length);
  const names = Object.entries(ids);
  return body.Resources.map(({ id }: { id: string }) => names.find(([, known]) => known === id)?.[0] ?? id);
}

const probed = (filter: string): string => `nickName eq "probe" and (${filter})`;

describe('operators', () => {
  test.each<[string, string[]]>([
    ['userName eq "ada.filter@example.com"', ['ada']],
    ['userName ne "ada.filter@example.com"', ['bob', 'cem']],
    ['userName co ".filter@"', ['ada', 'bob']],
    ['userName sw "bob"', ['bob']],
    ['userName ew "@EXAMPLE.com"', ['ada', 'bob', 'cem']],
    ['userName ew "_100%@example.com"', ['cem']],
    ['userName co "%"', ['cem']],
    ['userName co "_"', ['cem']],
    ['userName gt "ada.filter@example.com"', ['bob', 'cem']],
    ['userName ge "bob.filter@example.com"', ['bob', 'cem']],
    ['userName lt "bob.filter@example.com"', ['ada']],
    ['userName le "bob.filter@example.com"', ['ada', 'bob']],
    ['title pr', ['ada', 'bob']],
    ['not (title pr)', ['cem']],
    ['title eq null', ['cem']],
    ['title ne null', ['ada', 'bob']],
    ['title ne "Engineer"', ['bob', 'cem']],
    ['title co ""', ['ada', 'bob']],
    ['title ew ""', ['ada', 'bob']],
    ['title sw ""', ['ada', 'bob']],
    ['active eq true', ['ada', 'cem']],
    ['active eq false', ['bob']],
    ['active ne true', ['bob']],
    ['active eq "False"', ['bob']],
  ])('%s', async (filter, expected) => {
    expect(await found(probed(filter))).toEqual(expected);
  });
});

describe('attributes', () => {
  test.each<[string, string[]]>([
    ['id eq "ADA"', ['ada']],
    ['externalId eq "Ext-Ada"', ['ada']],
    ['externalId eq "ext-ada"', []],
    ['externalId pr', ['ada']],
    ['externalId sw "Ext"', ['ada']],
    ['displayName eq "ada FILTER"', ['ada']],
    ['displayName sw "ÇEM"', ['cem']],
    ['displayName co "öz"', ['cem']],
    ['name.familyName eq "filter"', ['ada', 'bob']],
    ['name.givenName eq "ADA"', ['ada']],
    ['name pr', ['ada', 'bob', 'cem']],
    ['name.middleName pr', []],
    ['locale eq "TR-tr"', ['cem']],
    ['emails eq "ada@home.example"', ['ada']],
    ['emails.value eq "ADA@home.example"', ['ada']],
    ['emails.value co "home.example"', ['ada']],
    ['emails.type eq "home"', ['ada', 'bob']],
    ['not (emails.type eq "home")', ['cem']],
    ['emails pr', ['ada', 'bob']],
    ['emails.display pr', []],
    ['emails[type eq "home"]', ['ada', 'bob']],
    ['emails[type eq "home" and value co "home"]', ['ada']],
    ['emails[type eq "home" and primary eq true]', ['bob']],
    ['emails[type eq "home" and primary eq false]', ['ada']],
    ['emails[type eq "work"].value eq "ada.filter@example.com"', ['ada']],
    ['emails[type eq "work" and value eq "ada@home.example"]', []],
    ['emails[not (type eq "work")]', ['ada', 'bob']],
    ['phoneNumbers.value sw "555"', ['ada']],
    ['phoneNumbers pr', ['ada']],
    ['addresses.country eq "tr"', ['cem']],
    ['addresses.formatted co "\\n"', ['cem']],
    ['schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"', ['ada']],
    ['groups.value eq "GROUP"', ['ada']],
    ['groups eq "GROUP"', ['ada']],
    ['groups.display eq "filter group"', ['ada']],
    ['groups[value eq "GROUP" and display sw "Filter"]', ['ada']],
    [`${urn.user}:userName sw "cem"`, ['cem']],
    [`${urn.user.toUpperCase()}:NAME.GIVENNAME eq "ada"`, ['ada']],
    [`${urn.enterprise}:department eq "research & development"`, ['ada']],
    [`${urn.enterprise}:department pr`, ['ada']],
    [`${urn.enterprise}:manager.value eq "77"`, ['ada']],
    [`${urn.enterprise}:manager pr`, ['ada']],
    ['meta.resourceType eq "User"', ['ada', 'bob', 'cem']],
    ['meta.resourceType eq "Group"', []],
    ['meta.lastModified gt "2020-01-01T00:00:00Z"', ['ada', 'bob', 'cem']],
    ['meta.created lt "2020-01-01T00:00:00Z"', []],
    ['meta.version sw "W/"', ['ada', 'bob', 'cem']],
    ['meta.location co "/Users/"', ['ada', 'bob', 'cem']],
  ])('%s', async (filter, expected) => {
    const real = filter
      .replaceAll('GROUP', groupId)
      .replace('"ADA"', filter.startsWith('id') ? `"${ids['ada']}"` : '"ADA"');
    expect(await found(probed(real))).toEqual(expected);
  });

  test('an address as it is shown', async () => {
    const { body } = await service.call(`/Users/${ids['ada']}`);
    expect(await found(`meta.location eq "${body.meta.location}"`)).toEqual(['ada']);
    expect(await found(`groups.$ref eq "${body.groups[0].$ref}"`)).toEqual(['ada']);
    expect(
      await found(`meta.version eq ${JSON.stringify(body.meta.version)} and id eq "${body.id}"`),
    ).toEqual(['ada']);
  });

  test('dates are moments, whatever zone they are written in', async () => {
    const { body } = await service.call(`/Users/${ids['ada']}`);
    const time = Date.parse(body.meta.lastModified);
    const elsewhere = new Date(time + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
    const same = (op: string, text: string): Promise<string[]> =>
      found(`id eq "${body.id}" and meta.lastModified ${op} "${text}"`);
    expect(await same('eq', elsewhere)).toEqual(['ada']);
    expect(await same('ge', elsewhere)).toEqual(['ada']);
    expect(await same('gt', elsewhere)).toEqual([]);
    expect(await same('gt', new Date(time - 1).toISOString())).toEqual(['ada']);
    const created = `id eq "${body.id}" and meta.created eq "${body.meta.created}"`;
    expect(await found(created)).toEqual(['ada']);
  });

  test('groups by name, member and date', async () => {
    expect(await found('displayName eq "filter group"', '/Groups')).toEqual([groupId]);
    expect(await found(`members eq "${ids['ada']}"`, '/Groups')).toContain(groupId);
    expect(await found(`members[value eq "${ids['ada']}" and display sw "ada."]`, '/Groups')).toEqual([
      groupId,
    ]);
    expect(await found(`id eq "${groupId}" and members eq "${ids['ada']}"`, '/Groups')).toEqual([groupId]);
    expect(await found(`id eq "${groupId}" and members eq "${ids['bob']}"`, '/Groups')).toEqual([]);
    expect(await found(`id eq "${groupId}" and not (members pr)`, '/Groups')).toEqual([]);
    expect(await found(`id eq "${groupId}" and meta.created gt "2020-01-01T00:00:00Z"`, '/Groups')).toEqual([
      groupId,
    ]);
  });
});

describe('logic', () => {
  test.each<[string, string[]]>([
    ['userName sw "ada" or userName sw "bob"', ['ada', 'bob']],
    ['userName sw "ada" or userName sw "bob" and title pr', ['ada', 'bob']],
    ['(userName sw "ada" or userName sw "cem") and title pr', ['ada']],
    ['not (userName sw "ada") and title pr', ['bob']],
    ['not (userName sw "ada" or title pr)', ['cem']],
    ['NOT (USERNAME SW "ADA") AND TITLE PR', ['bob']],
    ['emails[type eq "work"] and active eq true or locale sw "tr"', ['ada', 'cem']],
  ])('%s', async (filter, expected) => {
    expect(await found(probed(filter))).toEqual(expected);
  });

  test('either of two keys by their indexes', async () => {
    expect(await found(`id eq "${ids['cem']}" or userName eq "ada.filter@example.com"`)).toEqual([
      'ada',
      'cem',
    ]);
  });
});

describe('what another endpoint knows', () => {
  test('its externalId finds nobody', async () => {
    const { body } = await service.other(`/Users${query({ filter: 'externalId eq "Ext-Ada"' })}`);
    expect(body.totalResults).toBe(0);
    const present = await service.other(`/Users${query({ filter: 'externalId pr' })}`);
    expect(present.body.totalResults).toBe(0);
    const not = await service.other(
      `/Users${query({ filter: `id eq "${ids['ada']}" and externalId ne "Ext-Ada"` })}`,
    );
    expect(not.body.totalResults).toBe(1);
    expect(not.body.Resources[0]).not.toHaveProperty('externalId');
  });
});

describe('refusals', () => {
  test.each([
    'userName',
    'userName eq',
    'userName = "a"',
    'userName eq "a',
    '(userName eq "a"',
    'userName eq "a")',
    'userName eq "a" and',
    'emails[type eq "work"',
    'not userName eq "a"',
    'shoeSize eq 42',
    'active gt true',
    'password eq "x"',
    'name eq "x"',
    'meta.created gt "yesterday"',
  ])('%s', async (filter) => {
    const { status, body } = await service.call(`/Users${query({ filter })}`);
    expect({ status, ...body }).toMatchObject({
      status: '400',
      scimType: 'invalidFilter',
      schemas: [urn.error],
    });
    expect(body.detail).toMatch(/position \d+: .{10,}/);
  });
});
