import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { grant, memberOf, rawClient, signIn, tokenIn } from './raw-client.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});

afterEach(async () => {
  await sandbox.stop();
});

const own = () => sandbox.account;
const refusedGrant = () => grant(sandbox, own().userName, 'wrong');

describe('password grant', () => {
  test('gives a bearer token that works', async () => {
    const reply = await grant(sandbox, own().userName, own().password);
    expect(reply.body).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 1199 });
    expect((await rawClient(sandbox, tokenIn(reply)).get('/v1/users/current')).status).toBe(200);
  });

  test.each([['local'], ['LOCAL']])('takes the domain %s for a local account', async (domain) => {
    expect((await grant(sandbox, own().userName.toUpperCase(), own().password, { domain })).status).toBe(200);
  });

  test('finds a directory account by domain field and by backslash', async () => {
    const user = sandbox.userByName('alice.corp', 1);
    sandbox.setPassword(user?.id ?? 0, 'Corp-Vault_1');
    expect((await grant(sandbox, 'alice.corp', 'Corp-Vault_1', { domain: 'corp.example.com' })).status).toBe(
      200,
    );
    expect((await grant(sandbox, String.raw`CORP\alice.corp`, 'Corp-Vault_1')).status).toBe(200);
    expect((await grant(sandbox, 'alice.corp', 'Corp-Vault_1')).status).toBe(400);
  });

  test('refuses a wrong password with 400 and an error, and counts it', async () => {
    const reply = await refusedGrant();
    expect([reply.status, memberOf(reply.body, 'error')]).toEqual([400, 'Login failed.']);
    expect(sandbox.user(sandbox.accountId)?.loginFailures).toBe(1);
  });

  test('locks the account after as many failures as are allowed; unlocking by hand helps', async () => {
    sandbox.configure({ maximumLoginFailures: 2 });
    await refusedGrant();
    await refusedGrant();
    expect(sandbox.user(sandbox.accountId)?.isLockedOut).toBe(true);
    expect((await grant(sandbox, own().userName, own().password)).status).toBe(400);
    sandbox.change(sandbox.accountId, { isLockedOut: false });
    expect((await grant(sandbox, own().userName, own().password)).status).toBe(200);
    expect(sandbox.user(sandbox.accountId)?.loginFailures).toBe(0);
  });

  test('lets application accounts alone in where direct sign-in is prevented', async () => {
    const person = sandbox.userByName('ann');
    sandbox.setPassword(person?.id ?? 0, 'Ann-Vault_1');
    sandbox.configure({ preventDirectApiAuthentication: true });
    expect((await grant(sandbox, 'ann', 'Ann-Vault_1')).status).toBe(400);
    expect((await grant(sandbox, own().userName, own().password)).status).toBe(200);
  });

  test('refuses an unknown kind of grant, and GET', async () => {
    expect((await grant(sandbox, 'a', 'b', { grant_type: 'client_credentials' })).status).toBe(400);
    expect((await fetch(`${sandbox.url}/oauth2/token`)).status).toBe(405);
  });
});

describe('refresh', () => {
  const refresh = (refresh_token: string) =>
    fetch(`${sandbox.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token }),
    });

  test('is off by default', async () => {
    expect((await refresh('anything')).status).toBe(400);
  });

  test('serves once for each token and three times in a row', async () => {
    sandbox.configure({ refreshTokens: true });
    let token = String(
      memberOf((await grant(sandbox, own().userName, own().password)).body, 'refresh_token'),
    );
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await refresh(token);
      expect(answer.status).toBe(200);
      expect((await refresh(token)).status).toBe(400);
      token = String(memberOf(await answer.json(), 'refresh_token'));
    }
    expect((await refresh(token)).status).toBe(400);
  });
});

describe('a token', () => {
  test('that is missing or unknown is refused with 401, an old one as the switch says', async () => {
    sandbox.setSwitches({ expiredToken: '403' });
    const client = await signIn(sandbox);
    expect((await rawClient(sandbox, undefined).get('/v1/users/current')).status).toBe(401);
    expect((await rawClient(sandbox, 'made-up').get('/v1/users/current')).status).toBe(401);
    sandbox.expireTokens();
    const late = await client.get('/v1/users/current');
    expect(late.status).toBe(403);
    expect(late.body).toEqual({ message: 'Authentication failed or expired token.' });
  });

  test('runs out by the clock, by expiration, by a restart, and when its user is disabled', async () => {
    let now = Date.UTC(2026, 0, 1);
    const timed = await startSandbox({ now: () => now, settings: { tokenLifetimeSeconds: 60 } });
    const status = async (before: () => unknown) => {
      const client = await signIn(timed);
      expect((await client.get('/v1/version')).status).toBe(200);
      await before();
      return (await client.get('/v1/version')).status;
    };
    expect(await status(() => (now += 60_000))).toBe(401);
    expect(await status(() => timed.restart())).toBe(401);
    const client = await signIn(timed);
    expect((await client.call('POST', '/v1/oauth-expiration')).body).toBe(true);
    expect((await client.get('/v1/version')).status).toBe(401);
    expect(await status(() => timed.change(timed.accountId, { enabled: false }))).toBe(401);
    await timed.stop();
  });
});
