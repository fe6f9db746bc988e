import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeUser, patchOf, person, startService, urn, type Reply, type Service } from './client.ts';

/** RFC 7644 section 3.7: bulk operations. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const bulk = (Operations: unknown, more: object = {}): Promise<Reply> =>
  service.call('/Bulk', { method: 'POST', body: { schemas: [urn.bulk], Operations, ...more } });
const post = (bulkId: string, data: object, path = '/Users'): object => ({
  method: 'POST',
  path,
  bulkId,
  data,
});
const user = (name: string, more: object = {}): object => person(`${name}.bulk@example.com`, more);
const group = (displayName: string, members: readonly string[]): object => ({
  schemas: [urn.group],
  displayName,
  members: members.map((value) => ({ value })),
});
const statuses = ({ body }: Reply): string[] =>
  body.Operations.map(({ status }: { status: string }) => status);
const idIn = (location: string): string => location.slice(location.lastIndexOf('/') + 1);

test('it is announced with its limits', async () => {
  const { body } = await service.call('/ServiceProviderConfig');
  expect(body.bulk).toEqual({ supported: true, maxOperations: 1000, maxPayloadSize: 1_048_576 });
});

describe('operations', () => {
  test('of every kind, each with its result', async () => {
    const { id, meta } = await makeUser(service, 'old.bulk@example.com');
    const gone = await makeUser(service, 'gone.bulk@example.com');
    const { status, headers, body } = await bulk([
      post('a', user('every')),
      {
        method: 'PUT',
        path: `/Users/${id}`,
        version: meta.version,
        data: person('old.bulk@example.com', { title: 'put' }),
      },
      {
        method: 'patch',
        path: `Users/${id}`,
        data: patchOf({ op: 'add', path: 'nickName', value: 'patched' }),
      },
      { method: 'DELETE', path: `/Users/${gone.id}` },
    ]);
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toBe('application/scim+json; charset=utf-8');
    expect(body.schemas).toEqual([urn.bulkResponse]);
    const [made, put, patched, deleted] = body.Operations;
    expect(made).toEqual({
      method: 'POST',
      bulkId: 'a',
      status: '201',
      version: expect.stringMatching(/^W\//),
      location: expect.stringMatching(`^${service.scimBaseUrl}/Users/\\d+$`),
    });
    expect(put).toMatchObject({ method: 'PUT', status: '200', location: meta.location });
    expect(patched).toMatchObject({ status: '200', location: meta.location });
    expect(deleted).toEqual({ method: 'DELETE', status: '204', location: gone.meta.location });
    expect((await service.call(`/Users/${id}`)).body).toMatchObject({
      title: 'put',
      nickName: 'patched',
      meta: { version: patched.version },
    });
    expect((await service.call(`/Users/${gone.id}`)).status).toBe(404);
    expect((await service.call(made.location)).body.userName).toBe('every.bulk@example.com');
  });

  test('of a PATCH may stand bare in data, as in the example of the RFC', async () => {
    const { id } = await makeUser(service, 'bare.bulk@example.com');
    const data = [{ op: 'add', path: 'title', value: 'bare' }];
    const reply = await bulk([{ method: 'PATCH', path: `/users/${id}`, data }]);
    expect(statuses(reply)).toEqual(['200']);
    expect((await service.call(`/Users/${id}`)).body.title).toBe('bare');
  });

  test('that fail tell why, and the others go on', async () => {
    const { id } = await makeUser(service, 'fails.bulk@example.com');
    const reply = await bulk([
      post('a', user('fails')),
      post('b', { schemas: [urn.user] }),
      { method: 'PUT', path: '/Users/2147483647', data: user('nobody') },
      {
        method: 'PATCH',
        path: `/Users/${id}`,
        version: 'W/"999"',
        data: patchOf({ op: 'add', path: 'title', value: 'x' }),
      },
      { method: 'GET', path: '/Users' },
      { method: 'POST', path: '/Users', data: user('no.id') },
      { method: 'POST', path: '/Things', bulkId: 'c', data: {} },
      { method: 'DELETE', path: '/Users' },
      { method: 'PUT', path: `/Users/${id}` },
      'nonsense',
      post('d', user('fails.not')),
      post('d', user('same.bulk.id')),
    ]);
    expect(statuses(reply)).toEqual([
      '409',
      '400',
      '404',
      '412',
      '400',
      '400',
      '400',
      '400',
      '400',
      '400',
      '201',
      '400',
    ]);
    for (const result of reply.body.Operations.slice(0, 10)) {
      expect(result.response).toMatchObject({ schemas: [urn.error], status: result.status });
      expect(result.response.detail).toMatch(/^.{20,}/);
    }
    expect(reply.body.Operations[0]).not.toHaveProperty('location');
    expect(reply.body.Operations[2].location).toBe(`${service.scimBaseUrl}/Users/2147483647`);
    expect(service.sandbox.userByName('no.id.bulk@example.com')).toBeUndefined();
  });

  test('stop after as many errors as the client accepts', async () => {
    const bad = { method: 'PUT', path: '/Users/0', data: {} };
    const stop = (failOnErrors: number): Promise<Reply> =>
      bulk([bad, post('a', user(`stop.${failOnErrors}`)), bad, bad], { failOnErrors });
    expect(statuses(await stop(1))).toEqual(['404']);
    expect(service.sandbox.userByName('stop.1.bulk@example.com')).toBeUndefined();
    expect(statuses(await stop(2))).toEqual(['404', '201', '404']);
    expect(statuses(await stop(9))).toEqual(['404', '201', '404', '404']);
  });
});

describe('bulkId', () => {
  test.each([false, true])('stands for what a POST makes, before it or after it (%s)', async (reversed) => {
    const name = reversed ? 'reversed' : 'ordered';
    const operations = [
      post('u1', user(`${name}.one`)),
      post('u2', user(`${name}.two`, { [urn.enterprise]: { manager: { value: 'bulkId:u1' } } })),
      post('g', group(`Bulk ${name}`, ['bulkId:u1', 'bulkId:u2']), '/Groups'),
      {
        method: 'PATCH',
        path: '/Groups/bulkId:g',
        data: patchOf({ op: 'remove', path: 'members[value eq "bulkId:u2"]' }),
      },
    ];
    const reply = await bulk(reversed ? operations.toReversed() : operations);
    const results = reversed ? reply.body.Operations.toReversed() : reply.body.Operations;
    expect(results.map(({ status }: { status: string }) => status)).toEqual(['201', '201', '201', '200']);
    const [one, two, made] = results.map(({ location }: { location: string }) => idIn(location));
    expect(
      (await service.call(`/Groups/${made}`)).body.members.map(({ value }: { value: string }) => value),
    ).toEqual([one]);
    expect((await service.call(`/Users/${two}`)).body[urn.enterprise].manager.value).toBe(one);
    expect(reply.body.Operations).toHaveLength(4);
  });

  test('resources that refer to each other', async () => {
    const manager = (name: string): object => ({
      [urn.enterprise]: { manager: { value: `bulkId:${name}` }, department: 'Circle' },
    });
    const reply = await bulk([
      post('a', user('circle.a', manager('b'))),
      post('b', user('circle.b', manager('c'))),
      post('c', user('circle.c', manager('a'))),
      post('self', user('circle.self', manager('self'))),
    ]);
    expect(statuses(reply)).toEqual(['201', '201', '201', '201']);
    const ids = reply.body.Operations.map(({ location }: { location: string }) => idIn(location));
    const bosses = [];
    for (const [index, id] of ids.entries()) {
      const { body } = await service.call(`/Users/${id}`);
      expect(body[urn.enterprise].department).toBe('Circle');
      expect(body.meta.version).toBe(reply.body.Operations[index].version);
      bosses.push(body[urn.enterprise].manager.value);
    }
    expect(bosses).toEqual([ids[1], ids[2], ids[0], ids[3]]);
  });

  test('what refers to nothing, or to what could not be made, fails', async () => {
    const reply = await bulk([
      post('bad', { schemas: [urn.user] }),
      post('g1', group('Bulk of nobody', ['bulkId:bad']), '/Groups'),
      post('g2', group('Bulk of nothing', ['bulkId:missing']), '/Groups'),
      { method: 'DELETE', path: '/Users/bulkId:missing' },
    ]);
    expect(statuses(reply)).toEqual(['400', '409', '400', '400']);
    expect(service.sandbox.groupByName('Bulk of nobody')).toBeUndefined();
    expect(service.sandbox.groupByName('Bulk of nothing')).toBeUndefined();
  });
});

describe('messages', () => {
  test.each<[string, unknown, object, number, string | undefined]>([
    ['no operations', [], {}, 400, 'invalidSyntax'],
    ['operations that are no list', {}, {}, 400, 'invalidSyntax'],
    ['no schema', [post('a', user('x'))], { schemas: undefined }, 400, 'invalidSyntax'],
    ['another schema', [post('a', user('x'))], { schemas: [urn.patch] }, 400, 'invalidSyntax'],
    ['failOnErrors 0', [post('a', user('x'))], { failOnErrors: 0 }, 400, 'invalidValue'],
    ['failOnErrors as a word', [post('a', user('x'))], { failOnErrors: 'one' }, 400, 'invalidValue'],
    [
      '1,001 operations',
      Array.from({ length: 1001 }, () => ({ method: 'DELETE', path: '/Users/0' })),
      {},
      413,
      'tooMany',
    ],
  ])('%s', async (_, operations, more, status, scimType) => {
    const reply = await bulk(operations, more);
    expect({ status: reply.status, scimType: reply.body.scimType }).toEqual({ status, scimType });
    expect(service.sandbox.userByName('x.bulk@example.com')).toBeUndefined();
  });

  test('1,000 operations are carried out', async () => {
    const reply = await bulk(Array.from({ length: 1000 }, () => ({ method: 'DELETE', path: '/Users/0' })));
    expect(reply.body.Operations).toHaveLength(1000);
  });

  test('more than 1 MiB is refused', async () => {
    const reply = await bulk([post('a', user('x', { title: 'x'.repeat(1024 * 1024) }))]);
    expect(reply.status).toBe(413);
  });
});
