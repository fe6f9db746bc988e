import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeGroup, makeUser, patchOf, person, startService, type Reply, type Service } from './client.ts';

/** RFC 7644 section 3.14: versions of resources; RFC 7643 section 3.1: meta. */

let service: Service;
let id: string;
beforeAll(async () => {
  service = await startService();
  ({ id } = await makeUser(service, 'ada.version@example.com', { title: 'one' }));
});
afterAll(() => service.close());

const get = (headers: Record<string, string> = {}, path = `/Users/${id}`): Promise<Reply> =>
  service.call(path, { headers });
const retitle = (title: string, headers: Record<string, string> = {}): Promise<Reply> =>
  service.call(`/Users/${id}`, {
    method: 'PATCH',
    headers,
    body: patchOf({ op: 'replace', path: 'title', value: title }),
  });

describe('meta', () => {
  test('says what the resource is, when it changed, where it is and which version it is', async () => {
    const { headers, body } = await get();
    expect(body.meta).toEqual({
      resourceType: 'User',
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
      lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
      location: `${service.scimBaseUrl}/Users/${id}`,
      version: expect.stringMatching(/^W\/"\d+"$/),
    });
    expect(headers.get('ETag')).toBe(body.meta.version);
    expect(headers.get('Content-Location')).toBe(body.meta.location);
  });

  test('of what was made and never changed has one date (RFC 7643 section 3.1)', async () => {
    const { id: member, meta } = await makeUser(service, 'fresh.version@example.com', { externalId: 'f1' });
    expect(meta.lastModified).toBe(meta.created);
    const group = await makeGroup(service, 'Fresh', [member]);
    expect(group.meta.lastModified).toBe(group.meta.created);
    const { body } = await service.call(`/Groups/${group.id}`);
    expect(body.meta).toEqual(group.meta);
  });

  test('is what the service says it is, whatever a client sends', async () => {
    const meta = {
      resourceType: 'Group',
      created: '2000-01-01T00:00:00Z',
      version: 'W/"999"',
      location: 'https://example.com/x',
    };
    const { body } = await service.call(`/Users/${id}`, {
      method: 'PUT',
      body: person('ada.version@example.com', { title: 'one', meta }),
    });
    expect(body.meta).toMatchObject({ resourceType: 'User', location: `${service.scimBaseUrl}/Users/${id}` });
    expect(body.meta.created).not.toBe(meta.created);
  });

  test('a write that changes something makes a new version and a later date', async () => {
    const before = (await get()).body.meta;
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { headers, body } = await retitle('two');
    expect(body.meta.version).not.toBe(before.version);
    expect(body.meta.created).toBe(before.created);
    expect(Date.parse(body.meta.lastModified)).toBeGreaterThan(Date.parse(before.lastModified));
    expect(headers.get('ETag')).toBe(body.meta.version);
    expect((await get()).body.meta).toEqual(body.meta);
  });

  test('a write that changes nothing makes none', async () => {
    const { body } = await retitle('same');
    const again = await retitle('same');
    expect(again.body.meta).toEqual(body.meta);
    const echo = await service.call(`/Users/${id}`, { method: 'PUT', body: again.body });
    expect(echo.status).toBe(200);
    expect(echo.body).toEqual(again.body);
  });

  test('an externalId and a membership change the version too', async () => {
    const before = (await get()).body;
    await service.call(`/Users/${id}`, {
      method: 'PATCH',
      body: patchOf({ op: 'add', path: 'externalId', value: 'v1' }),
    });
    const linked = (await get()).body;
    expect(linked.externalId).toBe('v1');
    expect(linked.meta.version).not.toBe(before.meta.version);
    const group = await makeGroup(service, 'Versions', []);
    const joined = await service.call(`/Groups/${group.id}`, {
      method: 'PATCH',
      body: patchOf({ op: 'add', path: 'members', value: [{ value: id }] }),
    });
    expect(joined.body.meta.version).not.toBe(group.meta.version);
    const member = (await get()).body;
    expect(member.groups).toHaveLength(linked.groups.length + 1);
    expect(member.meta.version).not.toBe(linked.meta.version);
  });
});

describe('If-None-Match', () => {
  test.each([
    (tag: string) => tag,
    (tag: string) => `W/"0", ${tag}`,
    (tag: string) => tag.slice(2),
    () => '*',
  ])('a version that the client has is not sent again', async (form) => {
    const tag = String((await get()).headers.get('ETag'));
    const { status, headers, body } = await get({ 'If-None-Match': form(tag) });
    expect({ status, body }).toEqual({ status: 304, body: undefined });
    expect(headers.get('ETag')).toBe(tag);
  });

  test('another version is', async () => {
    const { status, body } = await get({ 'If-None-Match': 'W/"0"' });
    expect(status).toBe(200);
    expect(body.id).toBe(id);
  });
});

describe('If-Match', () => {
  test('the version that is there is changed', async () => {
    const tag = String((await get()).headers.get('ETag'));
    expect((await retitle('three', { 'If-Match': tag })).status).toBe(200);
    expect((await retitle('four', { 'If-Match': '*' })).status).toBe(200);
  });

  test.each(['PATCH', 'PUT', 'DELETE'])('another version is not: %s', async (method) => {
    const before = (await get()).body;
    const bodies = {
      PATCH: patchOf({ op: 'replace', path: 'title', value: 'late' }),
      PUT: person('ada.version@example.com', { title: 'late' }),
    };
    const { status, body } = await service.call(`/Users/${id}`, {
      method,
      headers: { 'If-Match': 'W/"1"' },
      ...(method === 'DELETE' ? {} : { body: bodies[method as 'PUT' | 'PATCH'] }),
    });
    expect({ status, in: body.status }).toEqual({ status: 412, in: '412' });
    expect((await get()).body).toEqual(before);
  });

  test('groups alike', async () => {
    const group = await makeGroup(service, 'Versions of groups');
    const rename = (headers: Record<string, string>): Promise<Reply> =>
      service.call(`/Groups/${group.id}`, {
        method: 'PATCH',
        headers,
        body: patchOf({ op: 'replace', path: 'displayName', value: 'Renamed' }),
      });
    expect((await rename({ 'If-Match': 'W/"999"' })).status).toBe(412);
    expect((await rename({ 'If-Match': group.meta.version })).status).toBe(200);
    expect((await rename({ 'If-Match': group.meta.version })).status).toBe(412);
    const gone = await service.call(`/Groups/${group.id}`, {
      method: 'DELETE',
      headers: { 'If-Match': group.meta.version },
    });
    expect(gone.status).toBe(412);
  });

  test('of two writes on one version, one is refused', async () => {
    const tag = String((await get()).headers.get('ETag'));
    const answers = await Promise.all(['five', 'six'].map((title) => retitle(title, { 'If-Match': tag })));
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '412']);
  });
});
