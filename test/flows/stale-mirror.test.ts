import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dataFolder } from '../data-folder.ts';
import { createHost, type Host } from '../../src/server/host.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { createOkta, type Okta } from '../okta/okta-client.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { byFilter, replace } from './stage.ts';

const hour = 60 * 60_000;
const later = { status: 429, retryAfter: '300' };

/** A host that starts while Secret Server is down, its last import so long ago; null: it never had one. */
async function startedWithMirror(
  ageMs: number | null,
): Promise<{ okta: Okta; host: Host; up: () => Promise<void>; id: string }> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const options = { dataDir: await dataFolder(), secrets: createMemorySecrets(), port: 0, downMs: 0 };
  const first = await createHost(options);
  await first.calls['secretServer.connect']({ url: sandbox.url, ...sandbox.account });
  const { token } = await first.calls['endpoints.add']({ name: 'okta', kind: 'okta' });
  if (ageMs !== null) {
    await first.start();
    await first.firstImportEnded;
  }
  await first.stop();
  if (ageMs !== null) ageMirror(options.dataDir, ageMs);
  await sandbox.down();
  const host = await createHost(options);
  onTestFinished(() => host.stop());
  const { scimBaseUrl } = await host.start();
  await host.firstImportEnded;
  const id = String(sandbox.userByName('hana.sato')?.id);
  return { okta: createOkta({ scimBaseUrl, token, flavour: 'testapp' }), host, up: sandbox.up, id };
}

function ageMirror(dataDir: string, ageMs: number): void {
  const db = new Database(join(dataDir, 'scim-tray.db'));
  const [row] = db
    .prepare<[], { value: string }>("SELECT value FROM settings WHERE name = 'lastImport'")
    .all();
  const last = { ...JSON.parse(String(row?.value)), endedAt: new Date(Date.now() - ageMs).toISOString() };
  db.prepare("UPDATE settings SET value = ? WHERE name = 'lastImport'").run(JSON.stringify(last));
  db.close();
}

describe('a mirror that is older than a day', () => {
  test('answers no list, but look-ups of what it knows', async () => {
    const { okta, id } = await startedWithMirror(25 * hour);
    for (const path of [
      '/Users?startIndex=1&count=100',
      '/Groups',
      '/Users?count=0',
      byFilter('active eq true'),
    ]) {
      expect(await okta.send('GET', path)).toMatchObject(later);
    }
    expect(await okta.send('GET', `/Users/${id}`)).toMatchObject({ status: 200 });
    expect((await okta.send('GET', byFilter('userName eq "hana.sato"'))).body.totalResults).toBe(1);
    expect(await okta.send('PATCH', `/Users/${id}`, replace({ active: false }))).toMatchObject(later);
  });

  test('answers lists again after the next import', async () => {
    const { okta, host, up } = await startedWithMirror(25 * hour);
    await up();
    await host.calls['import.run']({});
    expect((await okta.send('GET', '/Users')).status).toBe(200);
  });
});

test('a mirror of this day answers lists while Secret Server is down', async () => {
  const { okta, host } = await startedWithMirror(23 * hour);
  expect((await okta.send('GET', '/Users')).body.totalResults).toBe(62);
  expect((await host.calls['status.get']()).state).toBe('Blocked');
});

test('before the first import everything but discovery waits', async () => {
  const { okta, host, up, id } = await startedWithMirror(null);
  for (const [method, path, body] of [
    ['GET', '/Users?startIndex=1&count=2'],
    ['GET', '/Groups'],
    ['GET', byFilter('userName eq "hana.sato"')],
    ['GET', `/Users/${id}`],
    ['PATCH', `/Users/${id}`, replace({ active: false })],
    ['POST', '/Users', { userName: 'x' }],
    ['DELETE', `/Users/${id}`],
  ] as const) {
    expect(await okta.send(method, path, body)).toMatchObject(later);
  }
  expect((await okta.send('GET', '/ServiceProviderConfig')).status).toBe(200);
  await up();
  await host.calls['import.run']({});
  expect((await okta.send('GET', '/Users')).status).toBe(200);
});
