import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFor, faultOf, password, userRecord } from './fixtures.ts';
import { html, page, refusal, startScripted, type Answer, type ScriptedServer } from './scripted-server.ts';

const user5 = 'GET /api/v1/users/5';
const patch5 = 'PATCH /api/v1/users/5';
const secretText = 'S3cret-in-body';
const create = {
  userName: 'ann',
  displayName: 'Ann',
  emailAddress: null,
  enabled: true,
  password: secretText,
};

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScripted();
});
afterEach(() => server.close());

describe('answers that cannot be used', () => {
  it.each<[string, Answer]>([
    ['a 500', refusal(500, 'An error has occurred.')],
    ['a 503 without words', { status: 503, text: '' }],
    ['a 429', { status: 429, text: '' }],
    ['a login page with 200', html],
    ['a page with 404', { ...html, status: 404 }],
    ['a page with 403', { ...html, status: 403 }],
    ['a redirect', { status: 302, text: '', location: '/Login.aspx' }],
    ['an empty 200', { status: 200, text: '' }],
    ['text that only claims to be JSON', { status: 200, text: '{"id":', type: 'application/json' }],
    ['JSON that does not say so', { status: 200, text: JSON.stringify(userRecord(5)), type: 'text/plain' }],
    ['another object', { json: { unexpected: true } }],
    ['another user', { json: userRecord(6) }],
    ['a dropped connection', 'drop'],
  ])('%s: unusable, and ambiguous for a write', async (_, answer) => {
    server.on(user5, () => answer);
    server.on(patch5, () => answer);
    const client = clientFor(server.url);
    expect(await faultOf(client.readUser(5))).toMatchObject({ kind: 'unusable', ambiguous: false });
    expect(await faultOf(client.updateUser(5, { enabled: false }))).toMatchObject({
      kind: 'unusable',
      ambiguous: true,
    });
    expect(server.of(patch5)).toHaveLength(1);
    await client.close();
  });

  it('a redirect is not followed', async () => {
    server.on(user5, () => ({ status: 307, text: '', location: '/elsewhere' }));
    await faultOf(clientFor(server.url).readUser(5));
    expect(server.of('GET /elsewhere')).toEqual([]);
  });

  it('a server that never answers: unusable within the timeout', async () => {
    server.on('POST /api/v1/users', () => 'hang');
    const client = clientFor(server.url, { timeouts: { headersMs: 200 } });
    expect(await faultOf(client.createUser(create))).toMatchObject({
      kind: 'unusable',
      ambiguous: true,
      status: null,
    });
    expect(server.of('POST /api/v1/users')).toHaveLength(1);
    await client.close();
  });
});

describe('definite answers', () => {
  it.each<[string, Answer, object]>([
    [
      '400',
      refusal(400, 'Name must be unique', 'API_X'),
      { status: 400, errorCode: 'API_X', said: 'Name must be unique' },
    ],
    ['409', { status: 409, text: '' }, { status: 409, said: '' }],
    ['405 by a page of IIS', { ...html, status: 405 }, { status: 405 }],
  ])('%s: refused, never ambiguous', async (_, answer, details) => {
    server.on('POST /api/v1/users', () => answer);
    const client = clientFor(server.url);
    expect(await faultOf(client.createUser(create))).toMatchObject({
      kind: 'refused',
      ambiguous: false,
      ...details,
    });
    await client.close();
  });

  it('success: false is a no to a write that needs a look, and a broken search', async () => {
    server.on(patch5, () => ({ json: { success: false, message: 'No' } }));
    server.on('GET /api/v1/users', () => page([userRecord(1)], { success: false }));
    const client = clientFor(server.url);
    const refused = { kind: 'refused', ambiguous: true, said: 'No' };
    expect(await faultOf(client.updateUser(5, { enabled: true }))).toMatchObject(refused);
    expect(await faultOf(client.listUsers())).toMatchObject({ kind: 'unusable' });
    await client.close();
  });

  it('words of modelState are passed on, cut to 200 characters and without the password', async () => {
    const modelState = { password: [`"${secretText}" is too common`], name: ['n'.repeat(300)] };
    server.on('POST /api/v1/users', () => ({
      status: 400,
      json: { message: 'The request is invalid.', modelState },
    }));
    const client = clientFor(server.url);
    const fault = await faultOf(client.createUser(create));
    expect(fault.said).toMatch(/^The request is invalid\. "…" is too common n+$/);
    expect(fault.said).toHaveLength(200);
    await client.close();
  });
});

describe('no connection', () => {
  it('nobody listens: unreachable', async () => {
    const url = server.url;
    await server.close();
    const fault = await faultOf(clientFor(url).createUser(create));
    expect(fault).toMatchObject({ kind: 'unreachable', ambiguous: false });
    expect(fault.message).toContain('ECONNREFUSED');
  });

  it('no such name: unreachable', async () => {
    const fault = await faultOf(clientFor('https://no-such-host.invalid').readUser(5));
    expect(fault.kind).toBe('unreachable');
  });

  it('a server that speaks no TLS where TLS is due: unreachable, nothing sent', async () => {
    const plain = createServer((socket) =>
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    await new Promise<void>((resolve) => void plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo; // a TCP server's address is no string
    const fault = await faultOf(clientFor(`https://127.0.0.1:${String(port)}`).createUser(create));
    expect(fault).toMatchObject({ kind: 'unreachable', ambiguous: false });
    plain.close();
  });
});

describe('the log', () => {
  it('has one line per request, with neither query nor secrets', async () => {
    server.on('GET /api/v1/users', () => page([userRecord(5, { userName: 'private.name' })]));
    server.on('POST /api/v1/users', () => 'drop');
    const client = clientFor(server.url);
    await client.findUsersByName('private.name');
    await faultOf(client.createUser(create));
    expect(client.lines.map(({ method, path, status, fault }) => [method, path, status, fault])).toEqual([
      ['POST', '/oauth2/token', 200, null],
      ['GET', '/api/v1/users', 200, null],
      ['POST', '/api/v1/users', null, 'unusable'],
    ]);
    const text = JSON.stringify(client.lines);
    for (const secret of [password, secretText, 'private.name', 'token-1'])
      expect(text).not.toContain(secret);
    await client.close();
  });
});

describe('load', () => {
  it('sends at most 8 requests at a time', async () => {
    let now = 0;
    let most = 0;
    server.on(user5, async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setTimeout(resolve, 10));
      now -= 1;
      return { json: userRecord(5) };
    });
    const client = clientFor(server.url);
    await Promise.all(Array.from({ length: 40 }, () => client.readUser(5)));
    expect(most).toBe(8);
    await client.close();
  });

  it('keeps its connections: 40 calls in a row do not open 40', async () => {
    server.on(user5, () => ({ json: userRecord(5) }));
    const client = clientFor(server.url);
    for (let call = 0; call < 40; call += 1) await client.readUser(5); // in a row on purpose
    expect(server.connections()).toBeLessThanOrEqual(2);
    await client.close();
  });
});
