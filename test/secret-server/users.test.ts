import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFor, faultOf, userRecord } from './fixtures.ts';
import { page, refusal, startScripted, type ScriptedServer } from './scripted-server.ts';

const search = 'GET /api/v1/users';
const user5 = 'GET /api/v1/users/5';
const denied = refusal(400, 'Access Denied', 'API_AccessDenied');

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScripted();
});
afterEach(() => server.close());

describe('readUser', () => {
  it('asks for inactive users too', async () => {
    server.on(user5, () => ({ json: userRecord(5, { enabled: false }) }));
    const client = clientFor(server.url);
    expect(await client.readUser(5)).toMatchObject({ id: 5, enabled: false });
    expect(server.of(user5)[0]?.query.get('includeInactive')).toBe('true');
    await client.close();
  });

  it.each([
    ['400', denied],
    ['404', { status: 404, text: '' } as const],
  ])('after a %s: absent only when a working search lacks the id', async (_, answer) => {
    server.on(user5, () => answer);
    server.on(search, () => page([userRecord(50), userRecord(55)]));
    const client = clientFor(server.url);
    expect(await client.readUser(5)).toBeUndefined();
    const [confirming] = server.of(search);
    expect(confirming?.query.get('filter.userIds')).toBe('5');
    expect(confirming?.query.get('filter.includeInactive')).toBe('true');
    await client.close();
  });

  it('after a 400: the search record is the user where the search shows one', async () => {
    server.on(user5, () => denied);
    server.on(search, () => page([userRecord(5, { enabled: false })]));
    const client = clientFor(server.url);
    expect(await client.readUser(5)).toMatchObject({ id: 5, enabled: false });
    await client.close();
  });

  it('after a 400: no claim when the search fails too', async () => {
    server.on(user5, () => denied);
    server.on(search, () => refusal(403, 'No permission'));
    const client = clientFor(server.url);
    expect((await faultOf(client.readUser(5))).kind).toBe('forbidden');
    await client.close();
  });

  it('names the domain of a directory user, asking once per domain', async () => {
    server.on(user5, () => ({ json: userRecord(5, { domainId: 3 }) }));
    server.on(search, () => page([userRecord(5, { domainId: 3, domainName: 'corp.example.com' })]));
    const client = clientFor(server.url);
    expect((await client.readUser(5))?.domainName).toBe('corp.example.com');
    expect((await client.readUser(5))?.domainName).toBe('corp.example.com');
    expect(server.of(search)).toHaveLength(1);
    await client.close();
  });
});

describe('findUsersByName', () => {
  it('finds the exact name alone, without case, in every domain, on any page', async () => {
    const first = [userRecord(1, { userName: 'joanna' }), userRecord(2, { userName: 'ANN' })];
    const second = [userRecord(3, { userName: 'ann', domainId: 3, domainName: 'corp.example.com' })];
    server.on(search, ({ query }) =>
      query.get('skip') === '0'
        ? page(first, { total: 3, hasNext: true, nextSkip: 2 })
        : page(second, { total: 3, hasNext: false }),
    );
    const client = clientFor(server.url);
    expect((await client.findUsersByName('Ann')).map(({ id }) => id)).toEqual([2, 3]);
    expect(Object.fromEntries(server.of(search)[0]?.query ?? [])).toEqual({
      'filter.searchText': 'Ann',
      'filter.searchFields': 'userName',
      'filter.includeInactive': 'true',
      'sortBy[0].name': 'id',
      'sortBy[0].direction': 'Asc',
      'sortBy[0].priority': '0',
      skip: '0',
      take: '200',
    });
    await client.close();
  });

  it.each([
    ['the sort', 'sortBy[0].name'],
    ['the search field', 'filter.searchFields'],
  ])('leaves %s out where the server refuses it, and remembers that', async (_, parameter) => {
    server.on(search, ({ query }) =>
      query.has(parameter) ? denied : page([userRecord(2, { userName: 'ann' })]),
    );
    const client = clientFor(server.url);
    expect(await client.findUsersByName('ann')).toHaveLength(1);
    const asked = server.of(search).length;
    expect(await client.findUsersByName('ann')).toHaveLength(1);
    expect(server.of(search).length).toBe(asked + 1);
    await client.close();
  });

  it('passes on a 400 that is about neither, and goes on sending both', async () => {
    server.on(search, () => denied);
    const client = clientFor(server.url);
    expect(await faultOf(client.findUsersByName('ann'))).toMatchObject({
      kind: 'refused',
      errorCode: 'API_AccessDenied',
    });
    server.on(search, () => page([]));
    await client.findUsersByName('ann');
    expect(server.of(search).at(-1)?.query.has('sortBy[0].name')).toBe(true);
    await client.close();
  });

  it('lists everybody for a name that no search text is sure to find', async () => {
    server.on(search, () => page([userRecord(2, { userName: '%%' }), userRecord(3)]));
    const client = clientFor(server.url);
    expect((await client.findUsersByName('%%')).map(({ id }) => id)).toEqual([2]);
    expect(server.of(search)[0]?.query.has('filter.searchText')).toBe(false);
    await client.close();
  });

  it('takes 404 for nobody while the server lists somebody', async () => {
    server.on(search, ({ query }) =>
      query.has('filter.searchText') ? { status: 404, text: '' } : page([userRecord(1)], { total: 57 }),
    );
    const client = clientFor(server.url);
    expect(await client.findUsersByName('ann')).toEqual([]);
    await client.close();
  });

  it('does not take 404 for nobody where the address lists nothing at all', async () => {
    const client = clientFor(server.url);
    expect((await faultOf(client.findUsersByName('ann'))).kind).toBe('unusable');
    await client.close();
  });
});

describe('listUsers', () => {
  it('reads all pages, disabled users included, and tells its progress', async () => {
    const all = Array.from({ length: 450 }, (_, index) => userRecord(index + 1));
    server.on(search, ({ query }) => {
      const [skip, take] = [Number(query.get('skip')), Number(query.get('take'))];
      const more = { total: 450, hasNext: skip + take < 450, nextSkip: skip + take };
      return page(all.slice(skip, skip + take), more);
    });
    const told: number[][] = [];
    const client = clientFor(server.url);
    expect(await client.listUsers((done, total) => told.push([done, total]))).toHaveLength(450);
    expect(told).toEqual([
      [200, 450],
      [400, 450],
      [450, 450],
    ]);
    expect(server.of(search)[0]?.query.get('filter.includeInactive')).toBe('true');
    await client.close();
  });

  it.each([
    ['empty', page([])],
    ['cut', page([userRecord(1)], { total: 57 })],
    ['404', { status: 404, text: '' } as const],
    ['holding a broken record', page([userRecord(1), { id: 2 }])],
  ])('never passes off a list that is %s', async (_, answer) => {
    server.on(search, () => answer);
    const client = clientFor(server.url);
    expect((await faultOf(client.listUsers())).kind).toBe('unusable');
    await client.close();
  });
});

describe('createUser', () => {
  it('sends what a local user needs, and no e-mail where there is none', async () => {
    server.on('POST /api/v1/users', () => ({ json: userRecord(9, { created: '2022-06-01T08:31:15.275Z' }) }));
    const client = clientFor(server.url);
    const user = {
      userName: 'ann',
      displayName: 'Ann',
      emailAddress: null,
      enabled: false,
      password: 'x-2-Y',
    };
    expect(await client.createUser(user)).toMatchObject({ id: 9, created: '2022-06-01T08:31:15.000Z' });
    await client.createUser({ ...user, emailAddress: 'ann@example.com' });
    const bodies = server.of('POST /api/v1/users').map(({ body }) => JSON.parse(body) as unknown);
    const { emailAddress: _, ...sent } = { ...user, isApplicationAccount: false };
    expect(bodies).toEqual([sent, { ...sent, emailAddress: 'ann@example.com' }]);
    await client.close();
  });
});
