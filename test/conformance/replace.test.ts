import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGroup, makeUser, person, query, startService, urn, type Reply, type Service } from './client.ts';
import { full } from './full-person.ts';

/** RFC 7644 sections 3.5.1 (PUT) and 3.6 (DELETE). */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const post = (body: unknown, path = '/Users'): Promise<Reply> => service.call(path, { method: 'POST', body });
const put = (id: string, body: unknown, path = '/Users'): Promise<Reply> =>
  service.call(`${path}/${id}`, { method: 'PUT', body });

describe('PUT', () => {
  test('replaces what clients may write: what is left out goes', async () => {
    const { id } = await makeUser(service, 'put.write@example.com', { ...full, externalId: 'put-1' });
    const { status, body } = await put(
      id,
      person('put.write@example.com', { displayName: 'Fay Full', title: 'Only this' }),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, title: 'Only this', schemas: [urn.user] });
    for (const name of ['nickName', 'phoneNumbers', 'addresses', 'roles', 'x509Certificates', urn.enterprise])
      expect(body).not.toHaveProperty(name);
  });

  test('of what a GET gave is nothing new', async () => {
    const made = await makeUser(service, 'echo.write@example.com', { ...full, externalId: 'echo-1' });
    const calls = service.sandbox.calls.length;
    const { status, body } = await put(made.id, made);
    expect(status).toBe(200);
    expect(body).toEqual(made);
    expect(service.sandbox.calls).toHaveLength(calls);
  });

  test('ignores what only the service writes', async () => {
    const { id, meta } = await makeUser(service, 'ro.write@example.com');
    const { body } = await put(
      id,
      person('ro.write@example.com', { id: '999', groups: [{ value: '1' }], meta: { created: 'x' } }),
    );
    expect(body.id).toBe(id);
    expect(body.meta.created).toBe(meta.created);
  });

  test.each<[string, object, number, string | undefined]>([
    ['another user name', person('renamed.write@example.com'), 400, 'mutability'],
    ['no schemas', { userName: 'rules.write@example.com', title: 'x' }, 400, 'invalidValue'],
    ['no user name', { schemas: [urn.user], title: 'x' }, 400, 'invalidValue'],
    [
      'the schema of groups alone',
      { ...person('rules.write@example.com'), schemas: [urn.group] },
      400,
      'invalidValue',
    ],
  ])('%s is refused', async (_, body, status, scimType) => {
    const filter = query({ filter: 'userName eq "rules.write@example.com"' });
    const known =
      (await service.call(`/Users${filter}`)).body.Resources[0] ??
      (await makeUser(service, 'rules.write@example.com'));
    const answer = await put(known.id, body);
    expect({ status: answer.status, scimType: answer.body.scimType }).toEqual({ status, scimType });
    expect((await service.call(`/Users/${known.id}`)).body.title).toBeUndefined();
  });

  test('a group: name and members exactly as sent', async () => {
    const one = await makeUser(service, 'one.write@example.com');
    const two = await makeUser(service, 'two.write@example.com');
    const { id } = await makeGroup(service, 'Put', [one.id]);
    const { body } = await put(
      id,
      { schemas: [urn.group], displayName: 'Put again', members: [{ value: two.id }] },
      '/Groups',
    );
    expect(body).toMatchObject({ id, displayName: 'Put again', members: [{ value: two.id }] });
    const emptied = await put(id, { schemas: [urn.group], displayName: 'Put again', members: [] }, '/Groups');
    expect(emptied.body.members).toEqual([]);
    expect((await put(id, { schemas: [urn.group], members: [] }, '/Groups')).body.scimType).toBe(
      'invalidValue',
    );
  });

  test('makes nothing that was not there', async () => {
    expect((await put('2147483647', person('new.write@example.com'))).status).toBe(404);
    expect(service.sandbox.userByName('new.write@example.com')).toBeUndefined();
  });
});

describe('DELETE', () => {
  test.each(['User', 'Group'] as const)('of a %s: 204 and no body, then it is not there', async (type) => {
    const { id } =
      type === 'User' ? await makeUser(service, 'gone.write@example.com') : await makeGroup(service, 'Gone');
    const deleted = await service.call(`/${type}s/${id}`, { method: 'DELETE' });
    expect({ status: deleted.status, body: deleted.body }).toEqual({ status: 204, body: undefined });
    for (const method of ['GET', 'DELETE'])
      expect((await service.call(`/${type}s/${id}`, { method })).status).toBe(404);
    const { body } = await service.call(`/${type}s${query({ filter: `id eq "${id}"` })}`);
    expect(body.totalResults).toBe(0);
  });

  test('a user who was deleted can be made again', async () => {
    const { id } = await makeUser(service, 'again.write@example.com', { title: 'before' });
    await service.call(`/Users/${id}`, { method: 'DELETE' });
    const again = await post(person('again.write@example.com'));
    expect(again.status).toBe(201);
    expect(again.body.active).toBe(true);
    expect(again.body).not.toHaveProperty('title');
  });
});
