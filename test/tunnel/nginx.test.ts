import { noMetrics } from '../console/fake-calls.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { serveConsole } from '../../src/server/console/server.ts';
import { createHost, type Host } from '../../src/server/host.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { dataFolder } from '../data-folder.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { documented } from './documented.ts';
import { nginxTest, startNginx, type Received } from './nginx.ts';

const user = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'ada@example.com',
  name: { givenName: 'Ada', familyName: 'Example' },
  emails: [{ primary: true, value: 'ada@example.com' }],
  active: true,
};
const mebibyte = 1024 * 1024;
const scimType = 'application/scim+json; charset=utf-8';

/** A listener on a sandbox with its import done, that can be stopped and started again on its port. */
async function startListener() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const dataDir = await dataFolder();
  const secrets = createMemorySecrets();
  let host: Host | undefined;
  let port = 0;
  async function start(): Promise<Host> {
    const started = await createHost({ dataDir, secrets, port });
    host = started;
    const { userName, password } = sandbox.account;
    // Once: the second start finds the connection in the data folder.
    if (port === 0) await started.calls['secretServer.connect']({ url: sandbox.url, userName, password });
    const { scimBaseUrl } = await started.start();
    await started.firstImportEnded;
    port = Number(new URL(scimBaseUrl).port);
    return started;
  }
  async function stop(): Promise<void> {
    await host?.stop();
    host = undefined;
  }
  onTestFinished(stop);
  const { calls, events } = await start();
  const { token } = await calls['endpoints.add']({ name: 'okta', kind: 'okta' });
  return { sandbox, dataDir, calls, events, port, token, start, stop };
}

/** A body of exactly this size: blanks after the JSON change nothing. */
function padded(value: object, bytes: number): string {
  return JSON.stringify(value).padEnd(bytes);
}

function locationOf({ text }: Received): unknown {
  return JSON.parse(text).meta.location;
}

nginxTest(
  'the nginx of the guide brings path, query and token, and answers name the public address',
  async () => {
    const { port, token, sandbox } = await startListener();
    const { call, errors } = await startNginx(port);
    const bare = { Authorization: token };
    const query = `filter=${encodeURIComponent('userName eq "hana.sato"')}&startIndex=1&count=100`;
    const found = await call(`/scim/v2/Users?${query}`, { headers: bare });
    expect(found.status).toBe(200);
    expect(JSON.parse(found.text)).toMatchObject({ totalResults: 1, Resources: [{ userName: 'hana.sato' }] });

    const forged = { 'X-Forwarded-Host': 'elsewhere.example.org', 'X-Forwarded-Proto': 'http' };
    const made = await call('/scim/v2/Users', {
      method: 'POST',
      headers: { ...forged, Authorization: `Bearer ${token}`, 'Content-Type': scimType },
      body: JSON.stringify(user),
    });
    expect(made.status).toBe(201);
    const { id } = JSON.parse(made.text);
    const address = `https://scim.example.com/scim/v2/Users/${id}`;
    expect(made.headers['location']).toBe(address);
    expect(locationOf(made)).toBe(address);
    expect(locationOf(await call(`/scim/v2/Users/${id}`, { headers: bare }))).toBe(address);
    expect(sandbox.userByName(user.userName)).toMatchObject({ id: Number(id), enabled: true });
    expect((await call(`/scim/v2/Users/${id}`)).status).toBe(401);
    expect(await call('/healthz')).toMatchObject({ status: 200, text: '{"status":"alive"}' });
    expect(errors()).toBe('');
  },
);

nginxTest(
  'the nginx of the guide passes 16 MiB to groups, and larger bodies are refused in JSON',
  async () => {
    const { port, token, sandbox } = await startListener();
    const { call } = await startNginx(port);
    const headers = { Authorization: token, 'Content-Type': scimType };
    const group = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Large',
      members: [],
    };
    const push = (body: string): Promise<Received> =>
      call('/scim/v2/Groups', { method: 'POST', headers, body });
    expect((await push(padded(group, 16 * mebibyte))).status).toBe(201);
    expect(sandbox.groupByName('Large')).toBeDefined();
    const tooLarge = await push(padded(group, 16 * mebibyte + 1));
    expect(tooLarge.status).toBe(413);
    expect(JSON.parse(tooLarge.text)).toMatchObject({ status: '413' });
  },
);

nginxTest(
  'while SCIM Tray is down the nginx of the guide tells Okta to try again; then it works by itself',
  async () => {
    const { port, token, stop, start } = await startListener();
    const { call } = await startNginx(port);
    const list = (): Promise<Received> =>
      call('/scim/v2/Users?count=2', { headers: { Authorization: token } });
    expect((await list()).status).toBe(200);
    await stop();
    const down = await list();
    expect(down).toMatchObject({ status: 429, headers: { 'retry-after': '300' } });
    expect(down.headers['content-type']).toMatch(/^application\/scim\+json/);
    expect(JSON.parse(down.text)).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '429',
    });
    await start();
    expect((await list()).status).toBe(200);
  },
);

nginxTest(
  'without the last block of the guide nginx answers 502 while SCIM Tray is down; then it works by itself',
  async () => {
    const { port, token, stop, start } = await startListener();
    const config = documented('scim-tray.conf');
    const block = config.slice(config.indexOf('  # While SCIM Tray is down'), config.lastIndexOf('}'));
    const { call } = await startNginx(port, block);
    const list = (): Promise<Received> =>
      call('/scim/v2/Users?count=2', { headers: { Authorization: token } });
    await stop();
    expect((await list()).status).toBe(502);
    await start();
    expect((await list()).status).toBe(200);
  },
);

nginxTest('nothing but SCIM and the health check is reachable through the nginx of the guide', async () => {
  const { port, token, calls, events, dataDir } = await startListener();
  const { call } = await startNginx(port);
  const console = await serveConsole({ calls, events, metrics: noMetrics, dataDir });
  onTestFinished(() => console.close(0));
  const { key } = JSON.parse(await readFile(join(dataDir, 'console.json'), 'utf8'));
  const host = new URL(console.url).host;
  const asOwner = { Authorization: `Bearer ${key}`, Host: host };
  expect(
    (await fetch(`${console.url}/api/alive`, { headers: { Authorization: asOwner.Authorization } })).status,
  ).toBe(200);
  const outside = [
    '/',
    '/api/alive',
    '/readyz',
    '/metrics',
    '/v2/Users',
    '/healthz/x',
    '/scim/v2/../../api/alive',
  ];
  const hidden = ['/scim/v2/..%2f..%2fapi/alive', '/scim/v2/%2e%2e/%2e%2e/readyz', '//api/alive', '/scim/v2'];
  for (const path of [...outside, ...hidden]) {
    for (const headers of [{ Authorization: token }, asOwner]) {
      const answer = await call(path, { headers });
      // Ours carry a request id, or are JSON.
      expect([404, 301], path).toContain(answer.status);
      expect(answer.headers['x-request-id'], path).toBeUndefined();
      expect(answer.headers['content-type'], path).toBe('text/html');
    }
  }
  expect((await call('/api/status.get', { method: 'POST', headers: asOwner, body: '{}' })).status).toBe(404);
});
