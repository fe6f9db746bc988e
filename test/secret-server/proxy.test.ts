import { createServer, request as httpRequest, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { hasOpenssl, selfSigned } from '../certificate.ts';
import { clientFor, faultOf, userRecord } from './fixtures.ts';
import { listener, type Seen } from './scripted-server.ts';

const routes = new Map([
  ['POST /oauth2/token', () => ({ json: { access_token: 't', expires_in: 1200 } })],
  ['GET /api/v1/users/5', () => ({ json: userRecord(5) })],
]);

async function opened(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port; // a TCP server's address is no string
}

/** A forward proxy that remembers where it was asked to go; `refuse` answers tunnels with this status. */
async function startProxy(refuse?: number) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const onward = httpRequest(request.url ?? '', { method: request.method, headers: request.headers });
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`);
    if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${String(refuse)} No\r\n\r\n`);
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return { asked, url: `http://127.0.0.1:${String(await opened(server))}` };
}

async function startServer(): Promise<string> {
  const seen: Seen[] = [];
  return `http://127.0.0.1:${String(await opened(createServer(listener(routes, seen))))}`;
}

async function startTls() {
  const { key, cert } = selfSigned('Vault Test Authority');
  const port = await opened(createTlsServer({ key, cert }, listener(routes, [])));
  return { base: `https://127.0.0.1:${String(port)}`, port, cert };
}

afterEach(() => {
  delete process.env['HTTP_PROXY'];
  delete process.env['NO_PROXY'];
});

test('no proxy: straight there, whatever the environment says', async () => {
  const proxy = await startProxy();
  process.env['HTTP_PROXY'] = proxy.url;
  const client = clientFor(await startServer());
  expect(await client.readUser(5)).toMatchObject({ id: 5 });
  await client.close();
  expect(proxy.asked).toEqual([]);
});

test('a proxy of its own: every call goes by it', async () => {
  const proxy = await startProxy();
  const base = await startServer();
  const client = clientFor(base, { proxy: { mode: 'custom', url: proxy.url } });
  expect(await client.readUser(5)).toMatchObject({ id: 5 });
  await client.close();
  expect(proxy.asked).toEqual([
    `POST ${base}/oauth2/token`,
    `GET ${base}/api/v1/users/5?includeInactive=true`,
  ]);
});

test('as the environment says, exceptions included', async () => {
  const proxy = await startProxy();
  const base = await startServer();
  process.env['HTTP_PROXY'] = proxy.url;
  const byProxy = clientFor(base, { proxy: { mode: 'system', url: null } });
  await byProxy.readUser(5);
  await byProxy.close();
  expect(proxy.asked).toHaveLength(2);
  process.env['NO_PROXY'] = '127.0.0.1';
  const straight = clientFor(base, { proxy: { mode: 'system', url: null } });
  await straight.readUser(5);
  await straight.close();
  expect(proxy.asked).toHaveLength(2);
});

test('a proxy that is not there: nothing was sent, and the sentence says by what way', async () => {
  const client = clientFor('http://127.0.0.1:9', { proxy: { mode: 'custom', url: 'http://127.0.0.1:9' } });
  const fault = await faultOf(client.readUser(5));
  expect(fault).toMatchObject({ kind: 'unreachable', ambiguous: false });
  expect(fault.message).toContain('by the proxy (ECONNREFUSED)');
  await client.close();
});

describe.skipIf(!hasOpenssl)(
  `to an https server${hasOpenssl ? '' : ' (skipped: openssl is not installed)'}`,
  () => {
    test('through a tunnel, with the certificate checked at its end', async () => {
      const proxy = await startProxy();
      const { base, port, cert } = await startTls();
      const trusting = clientFor(base, { ca: cert, proxy: { mode: 'custom', url: proxy.url } });
      expect(await trusting.readUser(5)).toMatchObject({ id: 5 });
      await trusting.close();
      expect(proxy.asked[0]).toBe(`CONNECT 127.0.0.1:${String(port)}`);
      const wary = clientFor(base, { proxy: { mode: 'custom', url: proxy.url } });
      expect(await faultOf(wary.readUser(5))).toMatchObject({ kind: 'untrusted', ambiguous: false });
      await wary.close();
    });

    test('a proxy that refuses: nothing was sent', async () => {
      const proxy = await startProxy(407);
      const { base, cert } = await startTls();
      const client = clientFor(base, { ca: cert, proxy: { mode: 'custom', url: proxy.url } });
      expect(await faultOf(client.readUser(5))).toMatchObject({ kind: 'unreachable', ambiguous: false });
      await client.close();
    });
  },
);
