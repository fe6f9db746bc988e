import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { person } from '../flows/stage.ts';
import { setStage, type Stage } from '../flows/world.ts';
import { rawRequest } from './raw-request.ts';

let stage: Stage;
let authorized: Record<string, string>;
let hana: number;
beforeAll(async () => {
  stage = await setStage({ downMs: 0 });
  const { token } = await stage.okta('testapp');
  authorized = { Authorization: `Bearer ${token}` };
  hana = Number(stage.sandbox.userByName('hana.sato')?.id);
});
afterAll(() => stage.close());

const origin = (): string => new URL(stage.scimBaseUrl).origin;
const call = (path: string, options: Parameters<typeof rawRequest>[1] = {}) =>
  rawRequest(`${stage.scimBaseUrl}${path}`, { ...options, headers: { ...authorized, ...options.headers } });

describe('what the client calls us', () => {
  const cases: [string, Record<string, string>, string][] = [
    ['the Host header', { Host: 'vault.example.com:8480' }, 'http://vault.example.com:8480'],
    [
      'a tunnel that ends TLS',
      { Host: 'scim.example.com', 'X-Forwarded-Proto': 'https' },
      'https://scim.example.com',
    ],
    [
      'a tunnel in capitals',
      { Host: 'scim.example.com', 'X-Forwarded-Proto': 'HTTPS' },
      'https://scim.example.com',
    ],
    [
      'a tunnel with another inner name',
      { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'scim.example.com' },
      'https://scim.example.com',
    ],
    [
      'several proxies',
      { 'X-Forwarded-Proto': 'https, http', 'X-Forwarded-Host': 'scim.example.com, inner.example.com' },
      'https://scim.example.com',
    ],
    ['an IPv6 address', { Host: '[::1]:8480' }, 'http://[::1]:8480'],
    ['something unusable', { 'X-Forwarded-Host': 'a"b.example.com/x' }, ''],
  ];
  test.each(cases)('follows %s', async (...[, headers, base]) => {
    const read = await call(`/Users/${String(hana)}`, { headers });
    expect(read.body.meta.location).toBe(`${base}/scim/v2/Users/${String(hana)}`);
    const listed = await call('/ResourceTypes', { headers });
    expect(listed.text).toContain(`"${base}/scim/v2/ResourceTypes/User"`);
  });

  test('stands in Location of what was made', async () => {
    const made = await call('/Users', {
      method: 'POST',
      headers: {
        Host: 'scim.example.com',
        'X-Forwarded-Proto': 'https',
        'Content-Type': 'application/scim+json',
      },
      body: JSON.stringify(person('located')),
    });
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe(`https://scim.example.com/scim/v2/Users/${String(made.body.id)}`);
    expect(made.body.meta.location).toBe(made.headers['location']);
  });
});

describe('how it may be asked', () => {
  test('with a slash at the end', async () => {
    expect(await call('/Users/?count=1')).toMatchObject({ status: 200, body: { itemsPerPage: 1 } });
    expect(await call(`/Users/${String(hana)}/`)).toMatchObject({ status: 200, body: { id: String(hana) } });
    expect((await call('/Groups/')).status).toBe(200);
  });

  test.each(['userName%20eq%20%22hana.sato%22', 'userName+eq+%22hana.sato%22', 'userName%20eq+"hana.sato"'])(
    'with the filter encoded as %s',
    async (filter) => {
      const found = await call(`/Users?filter=${filter}&startIndex=1&count=100`);
      expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: String(hana) }] });
    },
  );

  test('with a plus that is part of the name', async () => {
    const found = await call('/Users?filter=userName+eq+%22plus%2Btag%22');
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ userName: 'plus+tag' }] });
  });

  test('by HEAD, which sends no body', async () => {
    const head = await call(`/Users/${String(hana)}`, { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-type']).toBe('application/scim+json; charset=utf-8');
    expect((await call('/Users/2147483647', { method: 'HEAD' })).status).toBe(404);
  });

  test.each(['application/json', 'application/scim+json; charset=utf-8', 'text/json'])(
    'by DELETE with the content type %s and no body',
    async (type) => {
      const user = stage.sandbox.addUser({ userName: `delete.${type}` });
      const gone = await call(`/Users/${String(user.id)}`, {
        method: 'DELETE',
        headers: { 'Content-Type': type },
      });
      expect(gone).toMatchObject({ status: 204, text: '' });
      expect(stage.sandbox.user(user.id)?.enabled).toBe(false);
    },
  );

  test('by GET with a content type and no body', async () => {
    expect(
      (await call('/Users?count=1', { headers: { 'Content-Type': 'application/scim+json' } })).status,
    ).toBe(200);
  });

  test('with a body in chunks', async () => {
    const answer = await call('/Users', {
      method: 'POST',
      headers: { 'Content-Type': 'application/scim+json', 'Transfer-Encoding': 'chunked' },
      body: JSON.stringify(person('chunked')),
    });
    expect(answer.status).toBe(201);
  });

  test('without a content type', async () => {
    const answer = await call('/Users', { method: 'POST', body: JSON.stringify(person('untyped')) });
    expect(answer.status).toBe(201);
  });
});

describe('every answer', () => {
  test('names the request, each another one', async () => {
    const ids = new Set<unknown>();
    for (const path of ['/Users?count=1', '/Users/2147483647', '/Nothing', '/Schemas']) {
      ids.add((await call(path)).headers['x-request-id']);
    }
    expect(ids.size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}$/);
  });

  test('that asks to wait does so in whole seconds', async () => {
    await stage.sandbox.down();
    const answer = await call('/Users/2147483000');
    await stage.sandbox.up();
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    expect(answer.body).toMatchObject({ status: '429' });
  });

  test('has integers where Okta needs them', async () => {
    const { body } = await call('/Users?startIndex=60&count=10');
    expect(body).toMatchObject({
      startIndex: 60,
      itemsPerPage: body.Resources.length,
      totalResults: expect.any(Number),
    });
    expect(body.Resources.length).toBeGreaterThan(0);
    for (const user of body.Resources) expect(user.id).toMatch(/^\d+$/);
  });
});

test('a token that has expired says so, and only to whoever has it', async () => {
  const { token } = await stage.okta('testapp', 'short');
  const db = new Database(join(stage.dataDir, 'scim-tray.db'));
  db.exec(
    "UPDATE endpoint_tokens SET expires_at = 1 WHERE endpoint_id = (SELECT id FROM endpoints WHERE name = 'short')",
  );
  db.close();
  await stage.host.calls['endpoints.configure']({ name: 'short', options: {} });
  const ask = (text: string) => call('/Users?count=1', { headers: { Authorization: `Bearer ${text}` } });
  expect(await ask(token)).toMatchObject({
    status: 401,
    body: { detail: 'This token has expired. Make a new one in SCIM Tray and paste it in Okta.' },
  });
  expect((await ask(`${token}x`)).body.detail).toMatch(/missing or not known/);
  await stage.host.calls['endpoints.remove']({ name: 'short' });
});

describe('health', () => {
  test('is told without a token, and nothing more', async () => {
    // What other tests here had refused needs nobody's attention.
    await stage.host.calls['activity.dismiss']({});
    expect(await rawRequest(`${origin()}/healthz`)).toMatchObject({ status: 200, body: { status: 'alive' } });
    expect(await rawRequest(`${origin()}/readyz`)).toMatchObject({ status: 200, body: { state: 'Running' } });
    expect((await rawRequest(`${origin()}/readyz`, { method: 'HEAD' })).status).toBe(200);
  });

  test('is not ready while Secret Server cannot be used', async () => {
    await stage.sandbox.down();
    await expect(stage.host.calls['import.run']({})).rejects.toThrow();
    const answer = await rawRequest(`${origin()}/readyz`);
    await stage.sandbox.up();
    await stage.host.calls['import.run']({});
    expect(answer).toMatchObject({ status: 503, body: { state: 'Blocked' } });
    expect(Object.keys(answer.body)).toEqual(['state']);
  });
});
