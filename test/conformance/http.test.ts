import { request } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeUser, patchOf, person, startService, urn, type Service } from './client.ts';

/** RFC 7644 sections 2, 3.1, 3.8, 3.11 and 3.12: what holds for every request. */

let service: Service;
let id: string;
beforeAll(async () => {
  service = await startService();
  ({ id } = await makeUser(service, 'ada.http@example.com'));
});
afterAll(() => service.close());

describe('media types', () => {
  test.each([
    'application/scim+json',
    'application/scim+json; charset=utf-8',
    'application/json',
    'application/json;charset=UTF-8',
    'text/json',
  ])('%s is read', async (type) => {
    const { status } = await service.call(`/Users/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': type },
      body: patchOf({ op: 'replace', path: 'title', value: type }),
    });
    expect(status).toBe(200);
  });

  test.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ])('%s is not', async (type) => {
    const { status, body } = await service.call('/Users', {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: person('x.http@example.com'),
    });
    expect({ status, in: body.status }).toEqual({ status: 415, in: '415' });
  });

  test.each(['application/scim+json', 'application/json', '*/*', 'text/html', 'image/png;q=0.1'])(
    'Accept %s is answered in SCIM',
    async (accept) => {
      const { status, headers } = await service.call(`/Users/${id}`, { headers: { Accept: accept } });
      expect(status).toBe(200);
      expect(headers.get('Content-Type')).toBe('application/scim+json; charset=utf-8');
    },
  );

  test.each(['gzip', 'GZIP', 'deflate', 'br', 'gzip, identity', 'unheard-of'])(
    'a body in the coding %s is not read, and the answer says which is',
    async (coding) => {
      const { status, headers, body } = await service.call(`/Users/${id}`, {
        method: 'PATCH',
        headers: { 'Content-Encoding': coding },
        body: patchOf({ op: 'replace', path: 'title', value: coding }),
      });
      expect({ status, in: body.status }).toEqual({ status: 415, in: '415' });
      expect(headers.get('Accept-Encoding')).toBe('identity');
      expect((await service.call(`/Users/${id}`)).body.title).not.toBe(coding);
    },
  );

  test('a compressed body is named as what it is', async () => {
    const answer = await fetch(`${service.scimBaseUrl}/Users`, {
      method: 'POST',
      headers: { Authorization: service.token, 'Content-Encoding': 'gzip' },
      body: new Uint8Array(gzipSync(JSON.stringify(person('zipped@example.com')))),
    });
    expect(answer.status).toBe(415);
    expect((await answer.json()).detail).toMatch(/compress/);
  });

  test('the coding identity is none', async () => {
    const { status } = await service.call(`/Users/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Encoding': 'identity' },
      body: patchOf({ op: 'replace', path: 'title', value: 'plain' }),
    });
    expect(status).toBe(200);
  });

  test('a DELETE with a media type and no body, a GET with one too', async () => {
    const { id: gone } = await makeUser(service, 'gone.http@example.com');
    const headers = { 'Content-Type': 'application/scim+json; charset=utf-8' };
    expect((await service.call(`/Users/${gone}`, { headers })).status).toBe(200);
    expect((await service.call(`/Users/${gone}`, { method: 'DELETE', headers })).status).toBe(204);
  });
});

describe('methods and addresses', () => {
  test.each<[string, string, string[]]>([
    ['/Users', 'PUT', ['GET', 'HEAD', 'POST']],
    ['/Users', 'DELETE', ['GET', 'HEAD', 'POST']],
    ['/Users/1', 'POST', ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']],
    ['/Groups/1', 'POST', ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']],
    ['/Bulk', 'GET', ['POST']],
    ['/.search', 'PUT', ['POST']],
    ['/Users/.search', 'GET', ['POST']],
    ['/Groups/.search', 'PATCH', ['POST']],
  ])('%s %s is a 405 that tells what is allowed', async (path, method, allowed) => {
    const { status, headers, body } = await service.call(path, {
      method,
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
    });
    expect({ status, in: body.status, schemas: body.schemas }).toEqual({
      status: 405,
      in: '405',
      schemas: [urn.error],
    });
    expect(headers.get('Allow')?.split(', ').toSorted()).toEqual(allowed.toSorted());
  });

  test.each(['GET', 'PUT', 'PATCH', 'POST', 'DELETE'])(
    '%s /Me is not there, and says why',
    async (method) => {
      const { status, body } = await service.call('/Me', {
        method,
        ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
      });
      expect({ status, in: body.status, schemas: body.schemas }).toEqual({
        status: 501,
        in: '501',
        schemas: [urn.error],
      });
    },
  );

  test('HEAD is a GET without a body', async () => {
    const get = await service.call(`/Users/${id}`);
    const head = await service.call(`/Users/${id}`, { method: 'HEAD' });
    expect({ status: head.status, body: head.body }).toEqual({ status: 200, body: undefined });
    for (const name of ['ETag', 'Content-Type', 'Content-Length', 'Content-Location'])
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    expect((await service.call('/Users', { method: 'HEAD' })).status).toBe(200);
    expect((await service.call('/Users/2147483647', { method: 'HEAD' })).status).toBe(404);
  });

  test('a slash at the end, and characters that need no escape', async () => {
    expect((await service.call('/Users/?count=1')).body.itemsPerPage).toBe(1);
    expect((await service.call(`/Users/${id}/`)).body.id).toBe(id);
    expect((await service.call(`/Users/%3${id}`)).body.id).toBe(id);
    expect(
      (await service.call('/Users?filter=userName+eq+%22ada.http%40example.com%22')).body.totalResults,
    ).toBe(1);
    expect(
      (await service.call('/Users?filter=userName%20eq%20%22ada.http@example.com%22')).body.totalResults,
    ).toBe(1);
  });

  test('a path in another letter case is no other one, and a page number without a value was not sent', async () => {
    const told = await service.call('/Users?startIndex=1&count=100');
    expect(await service.call('/users?startIndex=&count=')).toMatchObject({ status: 200, body: told.body });
  });

  test('a parameter in another letter case is no other one', async () => {
    const filter = encodeURIComponent('userName eq "ada.http@example.com"');
    expect((await service.call(`/Users?FILTER=${filter}`)).body.totalResults).toBe(1);
    expect((await service.call('/Users?Count=1&startindex=2')).body).toMatchObject({
      itemsPerPage: 1,
      startIndex: 2,
    });
    expect(Object.keys((await service.call(`/Users/${id}?Attributes=userName`)).body)).not.toContain('meta');
    expect((await service.call('/Schemas?Filter=x')).status).toBe(403);
    const both = await service.call(`/Users?filter=${filter}&Filter=${filter}`);
    expect({ status: both.status, scimType: both.body.scimType }).toEqual({
      status: 400,
      scimType: 'invalidFilter',
    });
  });

  test('a parameter twice is refused', async () => {
    const { status, body } = await service.call('/Users?filter=id%20pr&filter=id%20pr');
    expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType: 'invalidFilter' });
  });
});

describe('answers', () => {
  test('to what cannot be read are SCIM errors too', async () => {
    const long = await service.call(`/Users?filter=${'x'.repeat(20_000)}`);
    expect({ status: long.status, in: long.body.status, schemas: long.body.schemas }).toEqual({
      status: 431,
      in: '431',
      schemas: [urn.error],
    });
    expect(await said('no HTTP at all\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [^]*"scimType":"invalidSyntax"/);
    expect((await service.call('/Users?count=1')).status).toBe(200);
  });

  test.each([
    ['no host', 'HTTP/1.1\r\n'],
    ['two hosts', 'HTTP/1.1\r\nHost: one.example.com\r\nHost: two.example.com\r\n'],
    ['two hosts in HTTP/1.0', 'HTTP/1.0\r\nHost: one.example.com\r\nHost: one.example.com\r\n'],
  ])('to a request with %s is a SCIM error (RFC 9112 section 3.2)', async (_, head) => {
    const heard = await said(`GET ${own()} ${head}${authorized()}`);
    expect(heard).toMatch(/^HTTP\/1.1 400 [^]*"scimType":"invalidSyntax"/);
  });

  test.each([
    ['in HTTP/1.0 and without a host', () => `GET ${own()} HTTP/1.0\r\n`],
    [
      'by its whole address (RFC 9112 section 3.2.2)',
      () => `GET http://${host()}${own()} HTTP/1.1\r\nHost: ${host()}\r\n`,
    ],
    [
      'with an expectation that nobody knows (RFC 9110 section 10.1.1)',
      () => `GET ${own()} HTTP/1.1\r\nHost: ${host()}\r\nExpect: tea\r\n`,
    ],
  ])('to a request %s are what they always are', async (_, head) => {
    expect(await said(`${head()}${authorized()}`)).toMatch(/^HTTP\/1.1 200 [^]*"ada.http@example.com"/);
  });

  test('name the request, also those that refuse', async () => {
    const names = new Set<string | null>();
    for (const path of ['/Users?count=1', '/Nothing', '/Users?filter=x', '/Me']) {
      const { headers } = await service.call(path);
      names.add(headers.get('X-Request-Id'));
    }
    expect(names.size).toBe(4);
    for (const name of names) expect(name).toMatch(/^[\da-f-]{36}$/);
  });

  test('a wrong token is a SCIM error too', async () => {
    const { status, headers, body } = await service.call('/Users', {
      headers: { Authorization: 'Bearer wrong' },
    });
    expect({ status, schemas: body.schemas, in: body.status }).toEqual({
      status: 401,
      schemas: [urn.error],
      in: '401',
    });
    expect(headers.get('WWW-Authenticate')).toMatch(/^Bearer/);
  });

  test('large ones are compressed for who takes that', async () => {
    const plain = await raw('/Users?count=100', 'identity');
    const small = await raw('/Users?count=100', 'gzip, deflate');
    expect(plain.encoding).toBeUndefined();
    expect(small.encoding).toBe('gzip');
    expect(small.bytes.length * 4).toBeLessThan(plain.bytes.length);
    expect(gunzipSync(small.bytes).equals(plain.bytes)).toBe(true);
    expect((await raw('/Users?count=1', 'gzip')).encoding).toBeUndefined();
  });
});

const host = (): string => new URL(service.scimBaseUrl).host;
const own = (): string => `/scim/v2/Users/${id}`;
const authorized = (): string => `Authorization: ${service.token}\r\nConnection: close\r\n\r\n`;

/** Everything that comes back for these bytes, until the connection ends. */
async function said(bytes: string): Promise<string> {
  const port = Number(new URL(service.scimBaseUrl).port);
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  return Buffer.concat(await socket.toArray()).toString();
}

/** Bytes as they come: fetch would unpack them. */
function raw(
  path: string,
  encoding: string,
): Promise<{ readonly encoding: string | undefined; readonly bytes: Buffer }> {
  const headers = { Authorization: service.token, 'Accept-Encoding': encoding };
  return new Promise((resolve, reject) => {
    request(`${service.scimBaseUrl}${path}`, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ encoding: answer.headers['content-encoding'], bytes: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}
