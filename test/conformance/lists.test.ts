import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeUser, query, startService, urn, type Reply, type Service } from './client.ts';

/** RFC 7644 sections 3.4.2.3 (sorting), 3.4.2.4 (pages), 3.4.2.1 and 3.4.3 (queries over all types, searches). */

let service: Service;
beforeAll(async () => {
  service = await startService();
  await makeUser(service, 'zoe.sort@example.com', {
    nickName: 'sorted',
    title: 'b',
    emails: [{ value: 'm@example.com' }],
  });
  await makeUser(service, 'Adam.Sort@example.com', { nickName: 'sorted', title: 'C' });
  await makeUser(service, 'mia.sort@example.com', {
    nickName: 'sorted',
    active: false,
    emails: [
      { value: 'z@example.com', type: 'home' },
      { value: 'a@example.com', primary: true },
    ],
  });
});
afterAll(() => service.close());

const list = (parameters: Record<string, string | number>, path = '/Users'): Promise<Reply> =>
  service.call(`${path}${query(parameters)}`);
const idsOf = ({ body }: Reply): string[] => body.Resources.map(({ id }: { id: string }) => id);

describe('pages', () => {
  test('a list says how many there are, where it begins and how many it holds', async () => {
    const { body } = await list({ startIndex: 3, count: 4 });
    expect(body).toMatchObject({ schemas: [urn.list], startIndex: 3, itemsPerPage: 4 });
    expect(body.Resources).toHaveLength(4);
    expect(Number.isInteger(body.totalResults)).toBe(true);
  });

  test('all pages together are the whole list, each resource once', async () => {
    const whole = idsOf(await list({ count: 1000 }));
    for (const count of [1, 7, 50]) {
      const walked: string[] = [];
      for (let startIndex = 1; startIndex <= whole.length; startIndex += count)
        walked.push(...idsOf(await list({ startIndex, count })));
      expect(walked).toEqual(whole);
    }
  });

  test('pages can be asked for in any order', async () => {
    const whole = idsOf(await list({ count: 1000 }));
    for (const startIndex of [41, 11, 31, 1, 21]) {
      expect(idsOf(await list({ startIndex, count: 10 }))).toEqual(
        whole.slice(startIndex - 1, startIndex + 9),
      );
    }
  });

  test('two walks at once skip nobody when somebody leaves between their pages', async () => {
    const leaving = await makeUser(service, 'leaves.between@example.com');
    const staying = await makeUser(service, 'stays.between@example.com');
    const parameters = { filter: 'userName ew "s.between@example.com"', count: 1 };
    expect(idsOf(await list(parameters))).toEqual([leaving.id]);
    await service.call(`/Users/${leaving.id}`, { method: 'DELETE' });
    expect(idsOf(await list(parameters))).toEqual([staying.id]);
    expect(idsOf(await list({ ...parameters, startIndex: 2 }))).toEqual([staying.id]);
  });

  test.each<[string, Record<string, string | number>, object]>([
    ['count 0', { count: 0 }, { itemsPerPage: 0, Resources: [], startIndex: 1 }],
    ['a negative count', { count: -1 }, { itemsPerPage: 0, Resources: [] }],
    ['startIndex 0', { startIndex: 0, count: 2 }, { itemsPerPage: 2, startIndex: 1 }],
    ['a negative startIndex', { startIndex: -5, count: 2 }, { itemsPerPage: 2, startIndex: 1 }],
    [
      'a start beyond the end',
      { startIndex: 9999, count: 2 },
      { itemsPerPage: 0, Resources: [], startIndex: 9999 },
    ],
    ['a start beyond every number', { startIndex: '9'.repeat(30) }, { itemsPerPage: 0, Resources: [] }],
  ])('%s', async (_, parameters, expected) => {
    const whole = await list({ count: 0 });
    const { status, body } = await list(parameters);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...expected, totalResults: whole.body.totalResults });
  });

  test('a filtered and sorted walk', async () => {
    const parameters = { filter: 'active eq true', sortBy: 'userName', sortOrder: 'descending' };
    const whole = idsOf(await list({ ...parameters, count: 1000 }));
    const walked: string[] = [];
    for (let startIndex = 1; startIndex <= whole.length; startIndex += 9)
      walked.push(...idsOf(await list({ ...parameters, startIndex, count: 9 })));
    expect(walked).toEqual(whole);
    expect(idsOf(await list({ ...parameters, startIndex: 5, count: 3 }))).toEqual(whole.slice(4, 7));
  });

  test.each([{ startIndex: 'one' }, { count: '1.5' }, { count: 'many' }])(
    '%j is refused',
    async (parameters) => {
      const { status, body } = await list(parameters);
      expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType: 'invalidValue' });
    },
  );
});

describe('order', () => {
  const sorted = async (sortBy: string, sortOrder = ''): Promise<string[]> => {
    const { body } = await list({ filter: 'nickName eq "sorted"', sortBy, ...(sortOrder && { sortOrder }) });
    return body.Resources.map(({ userName }: { userName: string }) => userName.split('.')[0]);
  };

  test.each<[string, string, string[]]>([
    ['userName', '', ['Adam', 'mia', 'zoe']],
    ['userName', 'ascending', ['Adam', 'mia', 'zoe']],
    ['userName', 'descending', ['zoe', 'mia', 'Adam']],
    ['USERNAME', 'DESCENDING', ['zoe', 'mia', 'Adam']],
    [`${urn.user}:userName`, '', ['Adam', 'mia', 'zoe']],
    ['title', '', ['zoe', 'Adam', 'mia']],
    ['title', 'descending', ['mia', 'Adam', 'zoe']],
    ['active', '', ['mia', 'zoe', 'Adam']],
    ['emails', '', ['mia', 'zoe', 'Adam']],
    ['emails.value', 'descending', ['Adam', 'zoe', 'mia']],
    ['name.familyName', '', ['Adam', 'mia', 'zoe']],
    ['meta.created', '', ['zoe', 'Adam', 'mia']],
    ['id', '', ['zoe', 'Adam', 'mia']],
  ])('%s %s', async (sortBy, sortOrder, expected) => {
    expect(await sorted(sortBy, sortOrder)).toEqual(expected);
  });

  test.each([
    { sortBy: 'shoeSize' },
    { sortBy: 'password' },
    { sortBy: 'name' },
    { sortBy: 'userName', sortOrder: 'up' },
  ])('%j is refused', async (parameters) => {
    const { status, body } = await list(parameters);
    expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType: 'invalidValue' });
  });
});

describe('searches', () => {
  const search = (path: string, message: object): Promise<Reply> =>
    service.call(`${path}/.search`, { method: 'POST', body: { schemas: [urn.search], ...message } });

  test('answer as a GET with the same parameters does', async () => {
    const parameters = {
      filter: 'nickName eq "sorted"',
      sortBy: 'userName',
      sortOrder: 'descending',
      startIndex: 2,
      count: 1,
    };
    const { status, body } = await search('/Users', parameters);
    expect(status).toBe(200);
    expect(body).toEqual((await list(parameters)).body);
    expect(body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 });
  });

  test('take attributes as lists', async () => {
    const { body } = await search('/Users', { attributes: ['userName', 'name.givenName'], count: 1 });
    expect(Object.keys(body.Resources[0]).toSorted()).toEqual(['id', 'name', 'schemas', 'userName']);
    const without = await search('/Groups', { excludedAttributes: ['members'], count: 1 });
    expect(without.body.Resources[0]).not.toHaveProperty('members');
  });

  test('on groups', async () => {
    const { body } = await search('/Groups', { count: 2 });
    expect(body).toMatchObject({ itemsPerPage: 2, Resources: [{ meta: { resourceType: 'Group' } }, {}] });
  });

  test.each<[string, object, string]>([
    ['no schemas', { schemas: undefined }, 'invalidSyntax'],
    ['another message', { schemas: [urn.patch] }, 'invalidSyntax'],
    ['a filter that is no text', { filter: 7 }, 'invalidValue'],
    ['a bad filter', { filter: 'userName' }, 'invalidFilter'],
    ['a count that is no number', { count: {} }, 'invalidValue'],
    ['attributes that are no names', { attributes: [7] }, 'invalidValue'],
  ])('refuse %s', async (_, message, scimType) => {
    const { status, body } = await search('/Users', message);
    expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType });
  });

  test.each(['', '/', '/.search'])('over both types at the root (%s)', async (path) => {
    const ask = (message: Record<string, string | number>): Promise<Reply> =>
      path === '/.search' ? search('', message) : list(message, path);
    const users = (await list({ count: 0 })).body.totalResults;
    const groups = (await list({ count: 0 }, '/Groups')).body.totalResults;
    const all = await ask({ count: 1000 });
    expect(all.body.totalResults).toBe(users + groups);
    const types = all.body.Resources.map((one: { meta: { resourceType: string } }) => one.meta.resourceType);
    expect(new Set(types)).toEqual(new Set(['User', 'Group']));
    const some = await ask({ startIndex: users, count: 2 });
    expect(idsOf(some)).toEqual(idsOf(all).slice(users - 1, users + 1));
    const onlyGroups = await ask({ filter: 'meta.resourceType eq "Group"', count: 1000 });
    expect(onlyGroups.body.totalResults).toBe(groups);
    const byUserName = await ask({ filter: 'userName sw "zoe.sort"' });
    expect(byUserName.body.totalResults).toBe(1);
    const byName = await ask({ sortBy: 'displayName', count: 1000 });
    expect(byName.body.Resources).toHaveLength(users + groups);
    const bad = await ask({ filter: 'shoeSize eq 1' });
    expect({ status: bad.status, scimType: bad.body.scimType }).toEqual({
      status: 400,
      scimType: 'invalidFilter',
    });
  });
});
