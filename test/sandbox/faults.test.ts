import { afterEach, beforeEach, expect, test } from 'vitest';

import { grant, memberOf, signIn, type RawClient } from './raw-client.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let client: RawClient;
let id: number;

beforeEach(async () => {
  sandbox = await startSandbox();
  client = await signIn(sandbox);
  id = sandbox.userByName('ann')?.id ?? 0;
});

afterEach(async () => {
  await sandbox.stop();
});

const rename = () =>
  client.call('PATCH', `/v1/users/${id}`, { displayName: { dirty: true, value: 'Struck' } });
const name = () => sandbox.user(id)?.displayName;

test('a status stands in for the answer as often as was said, and nothing happens', async () => {
  const fault = sandbox.fault({
    method: 'patch',
    path: /^\/v1\/users\//,
    times: 2,
    effect: { kind: 'status', status: 503, body: { message: 'Busy' }, headers: { 'Retry-After': '7' } },
  });
  expect((await client.get(`/v1/users/${id}`)).status).toBe(200);
  expect([(await rename()).status, memberOf((await rename()).body, 'message'), name()]).toEqual([
    503,
    'Busy',
    'Ann Reed',
  ]);
  expect(fault.hits).toBe(2);
  expect((await rename()).status).toBe(200);
});

test('a page comes with 200', async () => {
  sandbox.fault({ path: '/v1/users', effect: { kind: 'html' } });
  const reply = await client.get('/v1/users?take=1');
  expect([reply.status, reply.type, reply.text.startsWith('<!DOCTYPE html>')]).toEqual([
    200,
    'text/html; charset=utf-8',
    true,
  ]);
  expect((await client.get('/v1/users/current')).status).toBe(200);
});

test('a dropped connection leaves no trace, or all of it', async () => {
  sandbox.fault({ times: 1, effect: { kind: 'dropBefore' } });
  await expect(rename()).rejects.toThrow('fetch failed');
  expect(name()).toBe('Ann Reed');
  sandbox.fault({ times: 1, effect: { kind: 'dropAfter' } });
  await expect(rename()).rejects.toThrow('fetch failed');
  expect(name()).toBe('Struck');
  expect(sandbox.calls.slice(-2).map((call) => [call.status, call.fault])).toEqual([
    [null, 'dropBefore'],
    [null, 'dropAfter'],
  ]);
});

test('latency delays the answer, and adds to another fault', async () => {
  sandbox.fault({ path: '/v1/version', effect: { kind: 'latency', ms: 60 } });
  sandbox.fault({ path: '/v1/version', effect: { kind: 'status', status: 500 } });
  const started = performance.now();
  expect((await client.get('/v1/version')).status).toBe(500);
  expect(performance.now() - started).toBeGreaterThan(55);
});

test('latency after the fact lets a call take effect although its client gave up', async () => {
  sandbox.fault({ effect: { kind: 'latency', ms: 10_000, after: true } });
  const answered = rename().catch(() => 'gave up');
  await expect.poll(name).toBe('Struck');
  await sandbox.stop();
  expect(await answered).toBe('gave up');
});

test('a hanging call is never answered, until the sandbox stops', async () => {
  sandbox.fault({ path: '/v1/version', effect: { kind: 'hang' } });
  const answered = client.get('/v1/version').catch(() => 'broken off');
  expect(
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 50, 'nothing yet'))]),
  ).toBe('nothing yet');
  await sandbox.stop();
  expect(await answered).toBe('broken off');
});

test('an expired token is gone for good', async () => {
  sandbox.fault({ path: '/v1/version', times: 1, effect: { kind: 'expiredToken' } });
  expect((await client.get('/v1/version')).status).toBe(401);
  expect((await client.get('/v1/version')).status).toBe(401);
  expect((await (await signIn(sandbox)).get('/v1/version')).status).toBe(200);
});

test('grants can fail too, without counting as a failure of the account', async () => {
  sandbox.fault({ path: '/oauth2/token', times: 1, effect: { kind: 'status', status: 500 } });
  expect((await grant(sandbox, sandbox.account.userName, sandbox.account.password)).status).toBe(500);
  expect(sandbox.user(sandbox.accountId)?.loginFailures).toBe(0);
});

test('a fault can be lifted, and all can be cleared', async () => {
  const fault = sandbox.fault({ effect: { kind: 'status', status: 500 } });
  expect((await client.get('/v1/version')).status).toBe(500);
  fault.lift();
  expect((await client.get('/v1/version')).status).toBe(200);
  sandbox.fault({ effect: { kind: 'status', status: 500 } });
  sandbox.clearFaults();
  expect((await client.get('/v1/version')).status).toBe(200);
});

test('a server that is down refuses connections, and comes back on the same port with its data', async () => {
  await rename();
  await sandbox.down();
  await expect(client.get('/v1/version')).rejects.toThrow('fetch failed');
  await sandbox.up();
  expect((await client.get('/v1/version')).status).toBe(200);
  expect(name()).toBe('Struck');
});

test('what is done late is done after the connection is gone', async () => {
  sandbox.fault({ times: 1, effect: { kind: 'doneLate', ms: 50 } });
  await expect(rename()).rejects.toThrow('fetch failed');
  expect(name()).toBe('Ann Reed');
  await expect.poll(name).toBe('Struck');
});
