import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { grant, signIn, type RawClient } from './raw-client.ts';
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

const kinds = () => sandbox.conduct().map((conduct) => conduct.kind);
const dirty = (value: unknown) => ({ dirty: true, value });
const rename = (userId = id) => client.call('PATCH', `/v1/users/${userId}`, { displayName: dirty('New') });

test('a careful client has none', async () => {
  await client.get(`/v1/users/${id}?includeInactive=true`);
  await rename();
  await client.call('PATCH', '/v1/groups/3/users', { addedUserIds: [id], removeUserIds: [] });
  await client.call('PATCH', '/v1/groups/3', { data: { name: dirty('Desk') } });
  expect(sandbox.conduct()).toEqual([]);
  expect(sandbox.grants).toBe(1);
});

test('replacing members or groups as a whole is told', async () => {
  await client.call('PUT', '/v1/groups/3/users', { userIds: [id] });
  await client.call('PUT', `/v1/users/${id}/groups`, { groupIds: [] });
  expect(kinds()).toEqual(['exact-replace', 'exact-replace']);
});

test('writing to the own account is told, reading it is not', async () => {
  const own = sandbox.accountId;
  await client.get(`/v1/users/${own}?includeInactive=true`);
  await rename(own);
  await client.call('PATCH', '/v1/groups/3/users', { addedUserIds: [], removeUserIds: [20, own] });
  await client.call('POST', '/v1/groups/3/users', { userId: own });
  await client.call('DELETE', `/v1/groups/3/users/${own}`);
  await client.call('PATCH', '/v1/groups/3/users', { addedUserIds: [20], removeUserIds: [21, 22] });
  expect(kinds()).toEqual(['own-account', 'own-account', 'own-account', 'own-account']);
});

test('a single read without includeInactive is told', async () => {
  await client.get(`/v1/users/${id}`);
  await client.get('/v1/users/current');
  expect(sandbox.conduct().map(String)).toEqual([`no-include-inactive in call 2: GET /v1/users/${id}`]);
});

test('members that a call does not have are told by name', async () => {
  await client.call('PATCH', `/v1/users/${id}`, {
    userName: dirty('x'),
    data: {},
    enabled: { dirty: true, valeu: false },
  });
  await client.call('PATCH', '/v1/groups/3/users', { removedUserIds: [id] });
  expect(sandbox.conduct().map((conduct) => conduct.text)).toEqual([
    `PATCH /v1/users/${id}: userName, data, enabled.valeu`,
    'PATCH /v1/groups/3/users: removedUserIds',
  ]);
});

describe('grants', () => {
  const own = () => sandbox.account.userName;

  test('with a refused password are told when they come again, not with another one', async () => {
    await grant(sandbox, own(), 'wrong');
    await grant(sandbox, own(), 'also wrong');
    expect(kinds()).toEqual([]);
    await grant(sandbox, own(), 'wrong');
    expect(kinds()).toEqual(['grant-after-refusal']);
  });

  test('after an outage are fine', async () => {
    sandbox.fault({ times: 1, path: '/oauth2/token', effect: { kind: 'status', status: 503 } });
    await signIn(sandbox).catch(() => 'refused');
    await signIn(sandbox);
    expect(kinds()).toEqual([]);
  });

  test('at the same time are told, and so are many in a row', async () => {
    sandbox.fault({ times: 1, path: '/oauth2/token', effect: { kind: 'latency', ms: 50 } });
    await Promise.all([signIn(sandbox), signIn(sandbox)]);
    expect(kinds()).toEqual(['grant-storm']);
    sandbox.forgetCalls();
    for (let turn = 0; turn < 6; turn += 1) await signIn(sandbox);
    expect(kinds()).toEqual(['grant-storm']);
  });
});

describe('a write after an unclear outcome', () => {
  test('is told when it is the same and nobody looked', async () => {
    sandbox.fault({ method: 'PATCH', times: 1, effect: { kind: 'dropAfter' } });
    await rename().catch(() => 'dropped');
    await rename();
    expect(kinds()).toEqual(['replayed-write']);
  });

  test('is fine after a look at the same user, or after a definite refusal', async () => {
    sandbox.fault({ method: 'PATCH', times: 1, effect: { kind: 'status', status: 502 } });
    await rename();
    await client.get(`/v1/users/${id}?includeInactive=true`);
    await rename();
    await rename(999_999);
    await rename(999_999);
    expect(kinds()).toEqual([]);
  });

  test('counts a create with another password as the same', async () => {
    const body = { userName: 'x', displayName: 'X', enabled: true };
    sandbox.fault({ method: 'POST', times: 1, effect: { kind: 'status', status: 500 } });
    await client.call('POST', '/v1/users', { ...body, password: 'Kx7!vRt2_mQz9' });
    await client.call('POST', '/v1/users', { ...body, password: 'Zw4!bNh8_kLp3' });
    expect(kinds()).toEqual(['replayed-write']);
  });
});

test('no password or token gets into the log of calls', async () => {
  await client.call('PATCH', `/v1/users/${id}`, { password: dirty('Kx7!vRt2_mQz9') });
  await client.call('POST', `/v1/users/${id}/password-reset`, {
    data: { userId: id, password: 'Zw4!bNh8_kLp3' },
  });
  await grant(sandbox, sandbox.account.userName, 'Wrong-Secret_1', { refresh_token: 'Old-Token' });
  const log = JSON.stringify(sandbox.calls);
  for (const secret of [
    sandbox.account.password,
    'Kx7!vRt2_mQz9',
    'Zw4!bNh8_kLp3',
    'Wrong-Secret_1',
    'Old-Token',
  ]) {
    expect(log).not.toContain(secret);
  }
  expect(sandbox.calls.at(-3)?.body).toEqual({ password: { dirty: true, value: '***' } });
});

test('the log says what was called, with what, and how it went', async () => {
  sandbox.forgetCalls();
  await client.get('/v1/Users/?Filter.SearchText=ann&take=1');
  expect(sandbox.calls).toMatchObject([
    {
      method: 'GET',
      path: '/v1/users',
      query: { 'filter.searchtext': ['ann'], take: ['1'] },
      status: 200,
      userId: sandbox.accountId,
    },
  ]);
  expect(sandbox.calls[0]?.ms).toBeGreaterThan(0);
});
