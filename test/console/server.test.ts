import { request as httpRequest, type IncomingMessage } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { json } from 'node:stream/consumers';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Calls } from '../../src/main/ipc/contract.ts';
import { readAddress, type ConsoleAddress } from '../../src/server/console/address.ts';
import { bodyLimit } from '../../src/server/console/body.ts';
import { serveConsole } from '../../src/server/console/server.ts';
import { dataFolder } from '../data-folder.ts';
import { fakeCalls, noEvents, noMetrics, runningStatus } from './fake-calls.ts';

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function open(calls: Calls, onFault?: (call: string, thrown: unknown) => void) {
  const dataDir = await dataFolder();
  const served = await serveConsole({
    calls,
    events: noEvents,
    metrics: noMetrics,
    dataDir,
    ...(onFault ? { onFault } : {}),
  });
  onTestFinished(() => served.close());
  const address = await readAddress(dataDir);
  if (!address) throw new Error('no address was left');
  return { dataDir, address, send: (sent: Sent) => send(address, sent) };
}

/** node:http, because fetch does not let a caller choose the Host header. */
async function send({ url, key }: ConsoleAddress, sent: Sent): Promise<{ status: number; answer: unknown }> {
  const { path = '/api/status.get', method = 'POST', body = '{}', headers = {} } = sent;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = httpRequest(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...headers },
    });
    request.on('response', resolve).on('error', reject).end(body);
  });
  return { status: response.statusCode ?? 0, answer: await json(response) };
}

const refusal = (title: string) => ({
  ok: false,
  error: expect.objectContaining({ code: 'APP-INPUT', title }),
});

test('answers a call with its value in an envelope', async () => {
  const { send: ask } = await open(fakeCalls());
  expect(await ask({})).toEqual({ status: 200, answer: { ok: true, value: runningStatus } });
});

test('hands on the parsed argument', async () => {
  const calls = fakeCalls();
  const { send: ask } = await open(calls);
  await ask({ path: '/api/endpoints.add', body: '{"name":"okta","kind":"okta"}' });
  expect(calls.asked).toEqual([{ call: 'endpoints.add', argument: { name: 'okta', kind: 'okta' } }]);
});

test('a call that fails with a problem answers the problem', async () => {
  const { send: ask } = await open(fakeCalls());
  const { status, answer } = await ask({ path: '/api/endpoints.remove', body: '{"name":"gone"}' });
  expect(status).toBe(200);
  expect(answer).toEqual({
    ok: false,
    error: { code: 'APP-INPUT', title: 'There is no endpoint named gone', remedy: 'List them' },
  });
});

test('a fault that nobody foresaw is told to the log, and its words stay here', async () => {
  const faults: unknown[] = [];
  const calls = { ...fakeCalls(), 'status.get': () => Promise.reject(new Error('secret inside')) };
  const { send: ask } = await open(calls, (call, thrown) => faults.push([call, String(thrown)]));
  const { answer } = await ask({});
  expect(answer).toMatchObject({ ok: false, error: { code: 'APP-FAULT' } });
  expect(JSON.stringify(answer)).not.toContain('secret inside');
  expect(faults).toEqual([['status.get', 'Error: secret inside']]);
});

describe('turns away, and does nothing,', () => {
  const refused: readonly (readonly [string, Sent, number])[] = [
    ['no key', { headers: { authorization: '' } }, 401],
    ['a wrong key', { headers: { authorization: `Bearer ${'A'.repeat(43)}` } }, 401],
    ['the key under another scheme', { headers: { authorization: 'Basic AAAA' } }, 401],
    ['another host name (DNS rebinding)', { headers: { host: 'evil.example.com' } }, 403],
    ['localhost, which is not the address we left', { headers: { host: 'localhost' } }, 403],
    ['a web page', { headers: { origin: 'http://127.0.0.1' } }, 403],
    ['a page without an origin of its own', { headers: { origin: 'null' } }, 403],
    ['an unknown call', { path: '/api/secrets.get' }, 404],
    ['a name of every object', { path: '/api/constructor' }, 404],
    ['another path', { path: '/' }, 404],
    ['another method', { method: 'PUT' }, 404],
    ['what is not JSON', { body: '{"name":' }, 400],
  ];
  test.for(refused)('%s', async ([, sent, status]) => {
    const calls = fakeCalls();
    const { send: ask } = await open(calls);
    const reply = await ask(sent);
    expect(reply).toMatchObject({ status, answer: { ok: false, error: { code: 'APP-INPUT' } } });
    expect(calls.asked).toEqual([]);
  });

  test('a body over 1 MiB, with a length and without', async () => {
    const calls = fakeCalls();
    const { send: ask } = await open(calls);
    const body = `{"x":"${'x'.repeat(bodyLimit)}"}`;
    const tooLarge = { status: 413, answer: refusal('The request is too large') };
    expect(await ask({ body })).toEqual(tooLarge);
    expect(await ask({ body, headers: { 'transfer-encoding': 'chunked' } })).toEqual(tooLarge);
    expect(calls.asked).toEqual([]);
  });

  test('a bad argument, without repeating its values', async () => {
    const calls = fakeCalls();
    const { send: ask } = await open(calls);
    const body = JSON.stringify({
      url: 'https://vault.example.com',
      userName: '',
      password: ['hunter2hunter2'],
    });
    const { answer } = await ask({ path: '/api/secretServer.connect', body });
    expect(answer).toMatchObject({ ok: false, error: { code: 'APP-INPUT' } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(JSON.stringify(answer)).toContain('password has to be text');
    expect(calls.asked).toEqual([]);
  });
});

describe('the address file', () => {
  test('is for its owner alone and names this process', async () => {
    const { dataDir, address } = await open(fakeCalls());
    const file = join(dataDir, 'console.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(address);
    expect(address.pid).toBe(process.pid);
    expect(Buffer.from(address.key, 'base64url')).toHaveLength(32);
  });

  test('holds another key at each start', async () => {
    const first = await open(fakeCalls());
    const second = await open(fakeCalls());
    expect(second.address.key).not.toBe(first.address.key);
  });

  test('goes when the console closes', async () => {
    const dataDir = await dataFolder();
    const served = await serveConsole({ calls: fakeCalls(), events: noEvents, metrics: noMetrics, dataDir });
    await served.close();
    expect(await readAddress(dataDir)).toBeUndefined();
  });

  test('stays when another host has put its own there', async () => {
    const dataDir = await dataFolder();
    const older = await serveConsole({ calls: fakeCalls(), events: noEvents, metrics: noMetrics, dataDir });
    const newer = await serveConsole({ calls: fakeCalls(), events: noEvents, metrics: noMetrics, dataDir });
    onTestFinished(() => newer.close());
    await older.close();
    expect((await readAddress(dataDir))?.url).toBe(newer.url);
  });
});
