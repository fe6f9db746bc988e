import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openInstall } from '../src/server/install.ts';
import { listen } from '../src/server/listen.ts';
import { callThrough } from '../src/server/public-address.ts';
import { hasOpenssl, selfSigned } from './certificate.ts';

function anInstall() {
  const values = new Map<string, unknown>();
  return openInstall({ get: (name) => values.get(name), set: (name, value) => void values.set(name, value) });
}

/** Something that stands where the tunnel should lead to SCIM Tray. */
async function standing(handler: RequestListener): Promise<string> {
  const server = await listen(handler, 0);
  onTestFinished(() => server.close(0));
  return `http://127.0.0.1:${String(server.port)}/scim/v2`;
}

const answering = (status: number, type: string, body: string, headers = {}): RequestListener => {
  return (_, response) => void response.writeHead(status, { 'content-type': type, ...headers }).end(body);
};

test('the answer of this installation is the proof', async () => {
  const install = anInstall();
  const asked: string[] = [];
  const url = await standing((request, response) => {
    asked.push(request.url ?? '');
    const challenge = new URL(request.url ?? '', 'http://x').searchParams.get('challenge') ?? '';
    response.end(JSON.stringify({ status: 'alive', proof: install.derive('health', challenge) }));
  });
  expect(await callThrough(url, install, 8480)).toEqual({
    result: 'Done',
    sentence: `SCIM Tray answered through ${new URL(url).host}`,
    remedy: null,
  });
  await callThrough(url, install, 8480);
  expect(asked[0]).toMatch(/^\/scim\/v2\/healthz\?challenge=[\w-]{22}$/);
  expect(asked[0]).not.toBe(asked[1]);
});

const html = 'text/html; charset=utf-8';
const wrong: readonly (readonly [string, RequestListener, RegExp, RegExp])[] = [
  [
    'another SCIM Tray',
    (request, response) => {
      const challenge = new URL(request.url ?? '', 'http://x').searchParams.get('challenge') ?? '';
      response.end(JSON.stringify({ status: 'alive', proof: anInstall().derive('health', challenge) }));
    },
    /Another SCIM Tray/,
    /leads to http:\/\/127\.0\.0\.1:8480/,
  ],
  [
    'a login page that is sent to',
    answering(302, html, '', { location: 'https://login.example.com/x' }),
    /sends callers on to login\.example\.com/,
    /take the login/,
  ],
  [
    'a login page',
    answering(200, html, '<!doctype html><title>Sign in</title>'),
    /A web page answers/,
    /take the login/,
  ],
  ['a sign-in that a proxy asks for', answering(403, html, '<html>'), /asks for a sign-in/, /take the login/],
  [
    'a tunnel that leads nowhere',
    answering(502, html, '<html>Bad gateway'),
    /does not reach SCIM Tray/,
    /lead to http:\/\/127\.0\.0\.1:8480/,
  ],
  [
    'a host that does not pass the path on',
    answering(404, 'text/plain', 'no'),
    /does not pass this path on/,
    /path unchanged/,
  ],
  [
    'another program',
    answering(200, 'application/json', '{"ok":true}'),
    /Something else answers/,
    /Check the address/,
  ],
];
test.for(wrong)('%s is told by its remedy', async ([, handler, sentence, remedy]) => {
  const proof = await callThrough(await standing(handler), anInstall(), 8480);
  expect(proof).toEqual({
    result: 'Failed',
    sentence: expect.stringMatching(sentence),
    remedy: expect.stringMatching(remedy),
  });
});

test('nobody there', async () => {
  const gone = await listen(() => {}, 0);
  await gone.close(0);
  expect(await callThrough(`http://127.0.0.1:${String(gone.port)}/scim/v2`, anInstall(), 8480)).toMatchObject(
    {
      result: 'Failed',
      sentence: expect.stringContaining('ECONNREFUSED'),
      remedy: expect.stringContaining('Start the tunnel'),
    },
  );
});

test('a name that there is not', async () => {
  const proof = await callThrough('https://scim.nowhere.invalid/scim/v2', anInstall(), null);
  expect(proof).toMatchObject({ result: 'Failed', sentence: 'There is no host named scim.nowhere.invalid' });
});

test('an endless answer is cut off', async () => {
  const url = await standing((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): boolean => !response.destroyed && response.write('x'.repeat(16_384), () => more());
    more();
  });
  expect(await callThrough(url, anInstall(), 8480)).toMatchObject({ result: 'Failed' });
});

describe.skipIf(!hasOpenssl)(
  `certificates${hasOpenssl ? '' : ' (skipped: openssl is not installed)'}`,
  () => {
    test('a certificate that no public authority gave is named with its issuer', async () => {
      const server = createServer(selfSigned('Office Proxy Authority'), answering(200, html, ''));
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const { port } = server.address() as AddressInfo; // a TCP server's address is no string
      const proof = await callThrough(`https://127.0.0.1:${String(port)}/scim/v2`, anInstall(), 8480);
      expect(proof).toMatchObject({
        result: 'Failed',
        sentence: expect.stringContaining('"Office Proxy Authority"'),
        remedy: expect.stringContaining('public authorities'),
      });
    });
  },
);
