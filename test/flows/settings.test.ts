import { describe, expect, onTestFinished, test } from 'vitest';
import { Problem } from '../../src/server/errors.ts';
import { setStage, type Stage } from './world.ts';
import { listen } from '../../src/server/listen.ts';
import { onStage } from './stage.ts';
import { rawRequest } from '../http/raw-request.ts';
import { connectorRights } from '../sandbox/rights.ts';

const checkOf = async ({ host }: Pick<Stage, 'host'>, name: string) => {
  const checks = await host.calls['checks.get']();
  return checks.find((check) => check.name === name);
};

test('set-up is told step by step, each by its proof', async () => {
  const stage = await setStage();
  try {
    const { host, scimBaseUrl } = stage;
    const setUp = async () => (await host.calls['status.get']()).setUp;
    expect(await setUp()).toEqual({
      connected: true,
      endpoints: 0,
      publicUrl: null,
      lastCallAt: null,
      finished: false,
    });
    const { okta } = await stage.okta('testapp');
    await host.calls['settings.set']({ listener: { publicUrl: scimBaseUrl } });
    expect(await setUp()).toMatchObject({ endpoints: 1, publicUrl: scimBaseUrl, finished: false });
    expect(await checkOf(stage, 'Okta calls in')).toMatchObject({ result: 'Not tested', at: null });
    await okta.send('GET', '/Users?startIndex=1&count=2');
    expect(await setUp()).toMatchObject({ lastCallAt: expect.any(String), finished: true });
    expect(await checkOf(stage, 'Okta calls in')).toMatchObject({
      result: 'Done',
      sentence: expect.stringContaining('okta-testapp'),
    });
  } finally {
    await stage.close();
  }
});

test('"Okta calls in" is never proven by a call without a known token', async () => {
  const stage = await onStage();
  await rawRequest(`${stage.scimBaseUrl}/Users`, { headers: { authorization: 'Bearer wrong' } });
  expect(await stage.host.calls['checks.run']({ name: 'Okta calls in' })).toMatchObject({
    result: 'Not tested',
  });
});

describe('the public address', () => {
  test('is proven by this installation, through the path that Okta uses', async () => {
    const stage = await onStage();
    const { calls } = stage.host;
    expect(await checkOf(stage, 'Public address')).toMatchObject({ result: 'Not tested' });
    const tested = await calls['publicAddress.test']({ url: stage.scimBaseUrl });
    expect(tested).toMatchObject({ name: 'Public address', result: 'Done', at: expect.any(String) });
    await calls['settings.set']({ listener: { publicUrl: stage.scimBaseUrl } });
    expect(await checkOf(stage, 'Public address')).toEqual(tested);
    expect(await calls['checks.run']({ name: 'Public address' })).toMatchObject({ result: 'Done' });
    await calls['settings.set']({ listener: { publicUrl: 'https://elsewhere.example.com' } });
    expect(await checkOf(stage, 'Public address')).toMatchObject({ result: 'Not tested', at: null });
  });

  test('another installation there is no proof', async () => {
    const [one, other] = [await onStage(), await onStage()];
    expect(await one.host.calls['publicAddress.test']({ url: other.scimBaseUrl })).toMatchObject({
      result: 'Failed',
      sentence: expect.stringContaining('Another SCIM Tray'),
    });
  });

  test('a challenge tells nothing but the proof, and only a sensible one is answered', async () => {
    const stage = await onStage();
    const ask = async (challenge: string) =>
      (await rawRequest(`${stage.scimBaseUrl}/healthz?challenge=${challenge}`)).body;
    const first = await ask('A'.repeat(22));
    expect(first).toEqual({ status: 'alive', proof: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await ask('A'.repeat(22))).toEqual(first);
    expect(await ask('B'.repeat(22))).not.toEqual(first);
    for (const odd of ['', 'x', 'A'.repeat(65), '%00'.repeat(20)])
      expect(await ask(odd)).toEqual({ status: 'alive' });
    const { installId } = await stage.host.calls['about.get']();
    expect(JSON.stringify(first)).not.toContain(installId);
  });
});

describe('the saved connection', () => {
  test('is shown without its password, and tested line by line', async () => {
    const stage = await onStage();
    const saved = await stage.host.calls['secretServer.get']();
    expect(saved).toEqual({
      url: stage.sandbox.url,
      userName: stage.sandbox.account.userName,
      domain: null,
      hasCa: false,
      acceptPartialView: false,
      version: expect.any(String),
      savedAt: expect.any(String),
    });
    expect(JSON.stringify(saved)).not.toContain(stage.sandbox.account.password);
    const { connected, checks } = await stage.host.calls['secretServer.test']();
    expect(connected).toBe(true);
    expect(checks.map(({ name }) => name)).toContain('Administer Users');
    expect(await checkOf(stage, 'Secret Server sign-in')).toMatchObject({ result: 'Done' });
  });

  test('a refused sign-in is left by testing once the account works again, with one sign-in more', async () => {
    const stage = await setStage();
    onTestFinished(() => stage.close());
    const { calls } = stage.host;
    const { accountId, account } = stage.sandbox;
    stage.sandbox.setPassword(accountId, 'Changed-By-Hand_5519!');
    stage.sandbox.expireTokens();
    await expect(calls['import.run']({})).rejects.toThrow();
    expect(await calls['status.get']()).toMatchObject({ state: 'Blocked', problems: [{ code: 'SS-AUTH' }] });
    expect(await checkOf(stage, 'Secret Server sign-in')).toMatchObject({ result: 'Failed' });
    const failed = await calls['checks.run']({ name: 'Secret Server sign-in' });
    expect(failed).toMatchObject({ result: 'Failed', remedy: expect.any(String) });
    stage.sandbox.setPassword(accountId, account.password);
    const grants = () => stage.sandbox.calls.filter(({ path }) => path === '/oauth2/token').length;
    const before = grants();
    expect(await calls['secretServer.test']()).toMatchObject({ connected: true });
    expect(grants() - before).toBe(1);
    await expect.poll(async () => (await calls['status.get']()).state).toBe('Running');
    // Only what a person asked for: once each time.
    expect(stage.sandbox.conduct().map(String)).toEqual([
      expect.stringContaining('grant-after-refusal'),
      expect.stringContaining('grant-after-refusal'),
    ]);
  });

  test('a right that is gone is named', async () => {
    const stage = await onStage();
    stage.sandbox.setRights(connectorRights.filter((right) => right !== 'Administer Groups'));
    const { connected, checks } = await stage.host.calls['secretServer.test']();
    expect(connected).toBe(false);
    expect(checks.filter(({ result }) => result === 'failed').map(({ name }) => name)).toEqual([
      'Administer Groups',
    ]);
  });
});

describe('reaching an address', () => {
  test('needs no account, signs nobody in and stores nothing', async () => {
    const stage = await onStage();
    stage.sandbox.forgetCalls();
    const reached = await stage.host.calls['secretServer.reach']({ url: stage.sandbox.url });
    expect(reached).toMatchObject({
      connected: true,
      checks: [{ name: 'Address', result: 'ok' }, { name: 'Certificate' }],
    });
    expect(stage.sandbox.calls.map(({ path }) => path)).toEqual(['/v1/healthcheck']);
  });

  test('says what is wrong with it', async () => {
    const stage = await onStage();
    const reach = (url: string) => stage.host.calls['secretServer.reach']({ url });
    expect(await reach('http://vault.example.com')).toMatchObject({
      connected: false,
      checks: [{ name: 'Address', sentence: expect.stringContaining('not encrypted') }],
    });
    // The listener itself: it is no Secret Server, and does not say so.
    const [address] = (await reach(stage.scimBaseUrl)).checks;
    expect(address).toMatchObject({ name: 'Address', result: 'warning', remedy: expect.any(String) });
  });
});

test('another proxy holds for the next call', async () => {
  const stage = await onStage();
  const { calls } = stage.host;
  const nobody = await listen(() => {}, 0);
  await nobody.close(0);
  const url = `http://127.0.0.1:${String(nobody.port)}`;
  await calls['settings.set']({ proxy: { mode: 'custom', url } });
  await expect(calls['import.run']({})).rejects.toThrow('Secret Server does not answer');
  await calls['settings.set']({ proxy: { mode: 'none' } });
  expect(await calls['import.run']({})).toMatchObject({ users: { scanned: 57 } });
});

test('application accounts are listed, and left out again, as soon as somebody says so', async () => {
  const stage = await onStage();
  const total = async () =>
    (await stage.okta1.send('GET', '/Users?startIndex=1&count=1')).body['totalResults'];
  const before = Number(await total());
  await stage.host.calls['settings.set']({ import: { listApplicationAccounts: true } });
  await expect.poll(total).toBeGreaterThan(before);
  await stage.host.calls['settings.set']({ import: { listApplicationAccounts: false } });
  await expect.poll(total).toBe(before);
});

test('what runs here is told without a secret', async () => {
  const stage = await onStage();
  const about = await stage.host.calls['about.get']();
  expect(about).toMatchObject({
    dataDir: stage.dataDir,
    electron: null,
    secretsIn: 'memory of this process',
  });
  expect(about.installId).toMatch(/^[\da-f-]{36}$/);
});

test('data and keychain are looked at by themselves: at the start, and after each backup', async () => {
  const stage = await onStage();
  const check = () => checkOf(stage, 'Data and keychain');
  const whole = String.raw`^Data file whole, keychain open, [\d.]+ GB free, `;
  const proof = (backup: string) => ({
    result: 'Done',
    sentence: expect.stringMatching(`${whole}${backup}$`),
  });
  await expect.poll(check).toMatchObject(proof('no backup yet'));
  await stage.host.calls['backup.now']();
  await expect.poll(check).toMatchObject(proof(String.raw`last backup \d\d:\d\d`));
});

test('secrets that cannot be read are a proof that failed', async () => {
  const stage = await onStage();
  const locked = new Problem('APP-KEYS', 'The keychain is locked', 'Unlock it');
  stage.secrets.get = () => Promise.reject(locked);
  expect(await stage.host.calls['checks.run']({ name: 'Data and keychain' })).toMatchObject({
    result: 'Failed',
    sentence: 'The keychain is locked',
    remedy: 'Unlock it',
  });
});
