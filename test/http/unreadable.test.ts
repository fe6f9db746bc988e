import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { answerUnreadable } from '../../src/server/http/unreadable.ts';

/** What comes back for these bytes from a server that waits 50 ms for the rest. */
async function said(bytes: string): Promise<string> {
  const server = createServer({ headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 20 });
  server.on('clientError', answerUnreadable);
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  return Buffer.concat(await socket.toArray()).toString();
}

test.each([
  ['head', 'GET /scim/v2/Users HTTP/1.1\r\nHost: scim.example.com\r\nX-'],
  ['body', 'POST /scim/v2/Users HTTP/1.1\r\nHost: scim.example.com\r\nContent-Length: 100\r\n\r\n{'],
])('a request whose %s does not come is told so (RFC 9110 section 15.5.9)', async (_, bytes) => {
  const [head, body] = (await said(bytes)).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
  expect(head).toMatch(/\r\nConnection: close/);
  expect(JSON.parse(body ?? '')).toMatchObject({ status: '408', detail: expect.stringMatching(/too slow/) });
});
