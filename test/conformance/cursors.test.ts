import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeUser, query, startService, urn, type Reply, type Service } from './client.ts';

/** RFC 9865: paging by cursor. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const list = (parameters: Record<string, string | number>, path = '/Users'): Promise<Reply> =>
  service.call(`${path}${query(parameters)}`);
const idsOf = ({ body }: Reply): string[] => body.Resources.map(({ id }: { id: string }) => id);

async function walk(parameters: Record<string, string | number>, path = '/Users'): Promise<string[]> {
  const walked: string[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const reply: Reply = await list({ ...parameters, cursor }, path);
    expect(reply.body.schemas, JSON.stringify(reply.body)).toEqual([urn.list]);
    expect(reply.body).not.toHaveProperty('startIndex');
    expect(reply.body.itemsPerPage).toBe(reply.body.Resources.length);
    walked.push(...idsOf(reply));
    cursor = reply.body.nextCursor;
  }
  return walked;
}

test('it is announced', async () => {
  const { body } = await service.call('/ServiceProviderConfig');
  expect(body.pagination).toEqual({
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: 100,
    maxPageSize: 1000,
    cursorTimeout: 3600,
  });
});

describe('a walk', () => {
  test.each<[string, Record<string, string | number>, string]>([
    ['of all users', { count: 7 }, '/Users'],
    ['of all users, one by one', { count: 1 }, '/Users'],
    ['of all groups', { count: 4 }, '/Groups'],
    ['of both', { count: 9 }, ''],
    ['that is filtered', { count: 3, filter: 'active eq true and userName co "a"' }, '/Users'],
    ['that is sorted', { count: 5, sortBy: 'userName' }, '/Users'],
    [
      'that is sorted downwards by what many lack',
      { count: 5, sortBy: 'emails', sortOrder: 'descending' },
      '/Users',
    ],
    ['of both by a date', { count: 8, sortBy: 'meta.created' }, ''],
  ])('%s is the list by index', async (_, parameters, path) => {
    const whole = idsOf(await list({ ...parameters, count: 1000 }, path));
    expect(await walk(parameters, path)).toEqual(whole);
  });

  test('says how many there are, and has no cursor on its last page', async () => {
    const total = (await list({ count: 0 })).body.totalResults;
    const { body } = await list({ cursor: '', count: 1000 });
    expect(body.totalResults).toBe(total);
    expect(body).not.toHaveProperty('nextCursor');
    const first = await list({ cursor: '', count: total - 1 });
    expect(first.body.nextCursor).toMatch(/^[\w.~-]+$/);
    const exact = await list({ cursor: '', count: total });
    expect(exact.body).not.toHaveProperty('nextCursor');
  });

  test('neither skips nor doubles anybody while others come and go', async () => {
    const made = [];
    for (const name of ['a', 'b', 'c']) made.push(await makeUser(service, `cursor.${name}@example.com`));
    const before = idsOf(await list({ count: 1000 }));
    const first = await list({ cursor: '', count: before.length - 2 });
    await service.call(`/Users/${before[0]}`, { method: 'DELETE' });
    await service.call(`/Users/${made[0].id}`, { method: 'DELETE' });
    await makeUser(service, 'cursor.d@example.com');
    const second = await list({ cursor: first.body.nextCursor, count: 10 });
    expect(idsOf(second).slice(0, 2)).toEqual(before.slice(-2));
    expect(idsOf(second)).toHaveLength(3);
  });

  test('by search', async () => {
    const ask = (cursor: string): Promise<Reply> =>
      service.call('/Users/.search', { method: 'POST', body: { schemas: [urn.search], cursor, count: 5 } });
    const first = await ask('');
    const second = await ask(first.body.nextCursor);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(idsOf(await list({ count: 10 })));
  });

  test('goes on after a count of its own', async () => {
    const whole = idsOf(await list({ count: 1000 }));
    const first = await list({ cursor: '', count: 3 });
    const second = await list({ cursor: first.body.nextCursor, count: 6 });
    expect(idsOf(second)).toEqual(whole.slice(3, 9));
  });
});

describe('a cursor that leads nowhere', () => {
  const refused = async (
    parameters: Record<string, string | number>,
    call = service.call,
  ): Promise<unknown> => {
    const { status, body } = await call(`/Users${query(parameters)}`);
    expect(status).toBe(400);
    return body.scimType;
  };

  test('was made up, cut or belongs to another list or endpoint', async () => {
    const { nextCursor } = (await list({ cursor: '', count: 2 })).body;
    expect(await refused({ cursor: 'made-up' })).toBe('invalidCursor');
    expect(await refused({ cursor: nextCursor.slice(0, -6) })).toBe('invalidCursor');
    expect(await refused({ cursor: nextCursor, filter: 'title pr' })).toBe('invalidCursor');
    expect(await refused({ cursor: nextCursor, sortBy: 'userName' })).toBe('invalidCursor');
    expect(await refused({ cursor: nextCursor }, service.other)).toBe('invalidCursor');
    expect((await list({ cursor: nextCursor, count: 2 }, '/Groups')).body.scimType).toBe('invalidCursor');
  });

  test.each(['many', '0', '-1', '1.5'])('comes with a count that is none: %s', async (count) => {
    expect(await refused({ cursor: '', count })).toBe('invalidCount');
    const body = { schemas: [urn.search], cursor: '', count: Number(count) || 0 };
    const found = await service.call('/Users/.search', { method: 'POST', body });
    expect(found.status).toBe(400);
  });

  test('comes with a count above the largest page, which is what it gets', async () => {
    expect((await list({ cursor: '', count: 5000 })).status).toBe(200);
  });
});
