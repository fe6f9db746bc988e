import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHost, type Host } from '../../src/server/host.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { dataFolder } from '../data-folder.ts';
import { rawRequest } from '../http/raw-request.ts';
import { createOkta, type Okta } from '../okta/okta-client.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { breakBytes, breakTable } from '../store/break-file.ts';
import { replace } from './stage.ts';

/** A sandbox, and a host on one data folder that can be stopped and opened again, with the same keychain. */
async function openStage() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const dataDir = await dataFolder();
  const secrets = createMemorySecrets();
  let host: Host | undefined;
  onTestFinished(async () => host?.stop());
  async function open() {
    const opened = await createHost({ dataDir, secrets, port: 0, downMs: 0 });
    host = opened;
    return opened;
  }
  async function start() {
    const opened = await open();
    const { scimBaseUrl } = await opened.start();
    await opened.firstImportEnded;
    return { host: opened, okta: oktaAt(scimBaseUrl) };
  }
  async function stop(): Promise<void> {
    await host?.stop();
    host = undefined;
  }
  const first = await open();
  const { userName, password } = sandbox.account;
  const request = { url: sandbox.url, userName, password };
  await first.calls['secretServer.connect'](request);
  const { token } = await first.calls['endpoints.add']({ name: 'okta', kind: 'okta' });
  const oktaAt = (scimBaseUrl: string): Okta => createOkta({ scimBaseUrl, token, flavour: 'testapp' });
  const { scimBaseUrl } = await first.start();
  await first.firstImportEnded;
  const file = join(dataDir, 'scim-tray.db');
  return {
    sandbox,
    dataDir,
    file,
    request,
    start,
    stop,
    open,
    oktaAt,
    host: first,
    okta: oktaAt(scimBaseUrl),
  };
}

const list = '/Users?startIndex=1&count=100';
const off = replace({ active: false });
const statusOf = ({ calls }: Host) => calls['status.get']();

async function ids(okta: Okta): Promise<string[]> {
  const { body } = await okta.send('GET', list);
  return (body['Resources'] as { id: string }[]).map(({ id }) => id);
}

/** After a restore the first answer is a list or "come back later", never a short list. */
async function waitForList(okta: Okta): Promise<string[]> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { status } = await okta.send('GET', list);
    if (status === 200) return ids(okta);
    expect(status).toBe(429);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('no list came');
}

describe('a data file that', () => {
  test.for<[string, (file: string) => void, string, number]>([
    ['is damaged', (file) => breakTable(file, 'users'), 'The data file is damaged', 1],
    ['is cut short', (file) => truncateSync(file, 40_960), 'The data file is damaged', 1],
    ['is no database', (file) => writeFileSync(file, 'x'.repeat(9_999)), 'The data file is damaged', 1],
    ['has no head', (file) => breakBytes(file, 0, 200), 'The data file is damaged', 1],
    ['is empty', (file) => truncateSync(file, 0), 'The data file is gone', 1],
    ['is gone', (file) => rmSync(file), 'The data file is gone', 0],
  ])(
    '%s: everybody is put off and told why; the backup brings all of it back',
    async ([, spoil, title, files]) => {
      const { dataDir, file, start, stop, host, okta, oktaAt } = await openStage();
      const before = await ids(okta);
      const { fileName } = await host.calls['backup.now']();
      await stop();
      spoil(file);
      const { host: again, okta: put } = await start();
      expect(await statusOf(again)).toMatchObject({
        state: 'Blocked',
        sentence: `SCIM Tray: blocked. ${title}`,
        problems: [{ code: 'APP-DATA', command: expect.stringContaining('scim-tray restore') }],
      });
      const answer = await put.send('GET', list);
      expect(answer).toMatchObject({ status: 429, body: { detail: expect.stringContaining('data file') } });
      expect((await put.send('PATCH', `/Users/${String(before[0])}`, off)).status).toBe(429);
      await expect(again.calls['endpoints.list']()).rejects.toMatchObject({ code: 'APP-DATA' });
      const [listed] = await again.calls['backup.list']();
      expect(listed?.fileName).toBe(fileName);
      expect(await again.calls['backup.restore']({ fileName })).toMatchObject({ held: 0 });
      const { scimBaseUrl } = await statusOf(again);
      expect(await waitForList(oktaAt(scimBaseUrl ?? ''))).toEqual(before);
      const kept = readdirSync(dataDir).filter((name) => /^scim-tray\.db\.replaced-[\dTZ-]+$/.test(name));
      expect(kept).toHaveLength(files);
    },
  );

  test('is damaged and has no backup is rebuilt: the same token, the same ids', async () => {
    const { file, start, stop, okta, oktaAt } = await openStage();
    const before = await ids(okta);
    await stop();
    breakTable(file, 'users');
    const { host } = await start();
    expect(await statusOf(host)).toMatchObject({
      problems: [{ remedy: expect.stringMatching(/^There is no backup: rebuild it from Secret Server/) }],
    });
    expect(await host.calls['data.rebuild']()).toMatchObject({
      held: 0,
      kept: expect.stringContaining('damaged'),
    });
    const { scimBaseUrl } = await statusOf(host);
    expect(await waitForList(oktaAt(scimBaseUrl ?? ''))).toEqual(before);
    expect(await statusOf(host)).toMatchObject({ state: 'Running' });
  });

  test('is whole is not rebuilt', async () => {
    const { host } = await openStage();
    await expect(host.calls['data.rebuild']()).rejects.toThrow('nothing to rebuild');
  });

  test('is rebuilt by set-up too, which says so', async () => {
    const { file, request, start, stop, okta, oktaAt } = await openStage();
    const before = await ids(okta);
    await stop();
    writeFileSync(file, 'x'.repeat(9_999));
    const { host } = await start();
    const { connected, checks } = await host.calls['secretServer.connect'](request);
    expect(connected).toBe(true);
    expect(checks[0]).toMatchObject({
      name: 'Data file',
      result: 'warning',
      sentence: expect.stringContaining('made anew'),
    });
    const { token } = await host.calls['endpoints.add']({ name: 'okta', kind: 'okta' });
    const { scimBaseUrl } = await statusOf(host);
    expect(
      await waitForList(createOkta({ scimBaseUrl: scimBaseUrl ?? '', token, flavour: 'testapp' })),
    ).toEqual(before);
    expect(oktaAt).toBeDefined();
  });

  test('turns out to be damaged while it is in use: nothing is answered from it any more', async () => {
    const { file, host, okta } = await openStage();
    await ids(okta);
    const blocked = Promise.withResolvers<string>();
    host.events.on('status', ({ state, sentence }) => state === 'Blocked' && blocked.resolve(sentence));
    breakTable(file, 'links_by_name');
    const found = await host.calls['checks.run']({ name: 'Data and keychain' });
    expect(found).toMatchObject({ result: 'Failed', sentence: 'The data file is damaged' });
    expect(await blocked.promise).toContain('The data file is damaged');
    const { scimBaseUrl } = await statusOf(host);
    expect(await rawRequest(`${scimBaseUrl ?? ''}/Users`)).toMatchObject({ status: 429 });
    expect(await rawRequest(`${scimBaseUrl ?? ''}/healthz`)).toMatchObject({ status: 200 });
    await host.calls['data.rebuild']();
    expect(await statusOf(host)).not.toMatchObject({ problems: [{ code: 'APP-DATA' }] });
  });
});

/** Secret Server was away when Okta deactivated somebody; a backup was made then. Later it was settled, and a person enabled them again. */
async function held() {
  const stage = await openStage();
  const { sandbox, host, okta } = stage;
  const [user] = sandbox.users().slice(6);
  const id = user?.id ?? 0;
  await okta.send('GET', `/Users/${String(id)}`);
  await sandbox.down();
  expect((await okta.send('PATCH', `/Users/${String(id)}`, off)).status).toBe(429);
  const { fileName } = await host.calls['backup.now']();
  await sandbox.up();
  await host.calls['import.run']({});
  expect(sandbox.user(id)?.enabled).toBe(false);
  sandbox.change(id, { enabled: true });
  const restored = await host.calls['backup.restore']({ fileName });
  expect(restored).toMatchObject({ held: 1 });
  const { scimBaseUrl } = await statusOf(host);
  const now = stage.oktaAt(scimBaseUrl ?? '');
  await waitForList(now);
  return { ...stage, id, okta: now };
}

describe('what was open when a backup was made', () => {
  test('is shown and not applied, and reads tell the truth', async () => {
    const { sandbox, host, okta, id } = await held();
    await host.calls['import.run']({});
    expect(sandbox.user(id)?.enabled).toBe(true);
    expect((await okta.send('GET', `/Users/${String(id)}`)).body).toMatchObject({ active: true });
    expect(await statusOf(host)).toMatchObject({
      state: 'Needs attention',
      problems: [{ code: 'APP-RESTORED', title: '1 change of the restored data waits for you' }],
    });
    const settings = await host.calls['activity.list']({ filter: { actions: ['Settings'] } });
    expect(settings.rows[0]?.sentence).toMatch(/^The backup scim-tray-.*Z\.db was restored\.$/);
    const { rows } = await host.calls['activity.list']({ filter: { results: ['Waiting'] } });
    expect(rows).toMatchObject([{ resourceId: id, sentence: expect.stringContaining('waits for a person') }]);
  });

  test('is applied when a person says so', async () => {
    const { sandbox, host, id } = await held();
    expect(await host.calls['restored.decide']({ apply: true })).toEqual({ changes: 1 });
    await expect.poll(() => sandbox.user(id)?.enabled).toBe(false);
    await expect.poll(async () => (await statusOf(host)).state).toBe('Running');
  });

  test('is closed for good when a person leaves it', async () => {
    const { sandbox, host, id } = await held();
    expect(await host.calls['restored.decide']({ apply: false })).toEqual({ changes: 1 });
    expect(await host.calls['restored.decide']({ apply: true })).toEqual({ changes: 0 });
    await host.calls['import.run']({});
    expect(sandbox.user(id)?.enabled).toBe(true);
    expect(await statusOf(host)).toMatchObject({ state: 'Running', problems: [] });
    const { rows } = await host.calls['activity.list']({ filter: { results: ['Waiting'] } });
    expect(rows).toEqual([]);
  });
});

test('a backup without the keychain that belongs to it: what is missing is named', async () => {
  const { dataDir, host, stop } = await openStage();
  await host.calls['backup.now']();
  await stop();
  const other = await createHost({ dataDir, secrets: createMemorySecrets(), port: 0 });
  onTestFinished(() => other.stop());
  expect(await other.calls['checks.run']({ name: 'Data and keychain' })).toMatchObject({
    result: 'Failed',
    sentence: 'Not among the saved secrets: the password of the Secret Server account, the token of okta',
    remedy: expect.stringContaining('under Okta access'),
    command: expect.stringContaining('scim-tray endpoint replace'),
  });
});

test('only a backup that is listed can be restored', async () => {
  const { host } = await openStage();
  for (const fileName of ['../scim-tray.db', 'scim-tray.db', 'scim-tray-2026-11-25T11-00-00Z.db']) {
    await expect(host.calls['backup.restore']({ fileName })).rejects.toThrow('There is no such backup');
  }
  expect(await statusOf(host)).toMatchObject({ state: 'Running' });
});
