import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEndpointService } from '../../src/server/domain/endpoints.ts';
import { Problem } from '../../src/server/errors.ts';
import type { SecretStore } from '../../src/server/secrets.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { openStore } from '../../src/server/store/store.ts';
import { dataFolder } from '../data-folder.ts';

const hour = 60 * 60_000;

async function service(secrets: SecretStore = createMemorySecrets()) {
  const file = join(await dataFolder(), 'scim-tray.db');
  const store = openStore(file, Date.now);
  onTestFinished(() => store.close());
  const clock = { now: Date.UTC(2026, 0, 1) };
  const open = () => createEndpointService(store, secrets, () => clock.now);
  return { file, store, clock, secrets, open, endpoints: open() };
}

test('a token opens its endpoint and no other', async () => {
  const { endpoints } = await service();
  const okta = await endpoints.add('okta', 'okta');
  const entra = await endpoints.add('entra', 'entra');
  expect(okta.token).toMatch(/^[\w-]{43}$/);
  expect(await endpoints.authenticate(okta.token)).toMatchObject({ name: 'okta' });
  expect(await endpoints.authenticate(entra.token)).toMatchObject({ name: 'entra' });
  expect(await endpoints.authenticate(`${okta.token}x`)).toBeUndefined();
  expect(await endpoints.authenticate(okta.token.slice(1))).toBeUndefined();
});

test('a token outlives a restart, and is written nowhere in clear', async () => {
  const { endpoints, open, file, secrets, store } = await service();
  const { token } = await endpoints.add('okta', 'okta');
  expect(await open().authenticate(token)).toMatchObject({ name: 'okta' });
  expect(await readFile(file, 'latin1')).not.toContain(token);
  const [row] = store.endpoints.tokens();
  expect(await secrets.get(`endpoint-token:${String(row?.id)}`)).not.toContain(token);
});

test('a name is given once, in any letter case', async () => {
  const { endpoints } = await service();
  await endpoints.add('Okta', 'okta');
  await expect(endpoints.add('OKTA', 'okta')).rejects.toThrow('exists already');
  await expect(endpoints.replaceToken('entra', false)).rejects.toThrow('no endpoint named entra');
});

describe('a token that was replaced', () => {
  test('goes on working for 24 hours', async () => {
    const { endpoints, clock, open } = await service();
    const old = await endpoints.add('okta', 'okta');
    const next = await endpoints.replaceToken('okta', false);
    expect(next.endpoint.tokens).toHaveLength(2);
    for (const [later, opens] of [
      [24 * hour - 1, true],
      [1, false],
    ] as const) {
      clock.now += later;
      for (const endpointService of [endpoints, open()]) {
        expect((await endpointService.authenticate(old.token)) !== 'expired').toBe(opens);
        expect(await endpointService.authenticate(next.token)).toBeDefined();
      }
    }
    expect(endpoints.list()[0]?.tokens).toHaveLength(1);
  });

  test('ends at once when a person says so, and so do all that were to end later', async () => {
    const { endpoints, store, clock, secrets } = await service();
    const first = await endpoints.add('okta', 'okta');
    const [{ id } = { id: '' }] = store.endpoints.tokens();
    const second = await endpoints.replaceToken('okta', false);
    const third = await endpoints.replaceToken('okta', true);
    expect(await endpoints.authenticate(first.token)).toBe('expired');
    expect(await endpoints.authenticate(second.token)).toBe('expired');
    expect(await endpoints.authenticate(third.token)).toMatchObject({ name: 'okta' });
    clock.now -= hour; // as virtual machines do
    expect(await endpoints.authenticate(first.token)).toBe('expired');
    // Nothing is kept of it for good.
    clock.now += 30 * 24 * hour;
    await endpoints.replaceToken('okta', false);
    expect(await endpoints.authenticate(first.token)).toBeUndefined();
    expect(await secrets.get(`endpoint-token:${id}`)).toBeUndefined();
  });

  test('is told of where its client still calls with it, until that comes with another', async () => {
    const { endpoints, clock } = await service();
    const old = await endpoints.add('okta', 'okta', 30);
    await endpoints.add('entra', 'entra');
    await endpoints.authenticate(old.token);
    const next = await endpoints.replaceToken('okta', false);
    clock.now += 30 * 24 * hour;
    await endpoints.authenticate('nobody ever had this one');
    expect(endpoints.facts(99)).toMatchObject({ oldToken: null });
    await endpoints.authenticate(old.token);
    expect(endpoints.facts(99)).toMatchObject({ oldToken: 'okta', expiring: null });
    expect(endpoints.list()).toMatchObject([
      { name: 'entra', oldTokenAt: null },
      { name: 'okta', oldTokenAt: '2026-01-31T00:00:00.000Z' },
    ]);
    await endpoints.authenticate(next.token);
    expect(endpoints.facts(99)).toMatchObject({ oldToken: null });
  });

  test('does not get more time by another replacement', async () => {
    const { endpoints, clock } = await service();
    const first = await endpoints.add('okta', 'okta');
    await endpoints.replaceToken('okta', false);
    clock.now += 23 * hour;
    await endpoints.replaceToken('okta', false);
    clock.now += hour;
    expect(await endpoints.authenticate(first.token)).toBe('expired');
  });
});

describe('a token with an end', () => {
  const day = 24 * hour;

  test('opens until then, and is told apart from one that nobody ever had', async () => {
    const { endpoints, clock } = await service();
    const { token, endpoint } = await endpoints.add('okta', 'okta', 30);
    expect(endpoint.tokens[0]?.expiresAt).toBe('2026-01-31T00:00:00.000Z');
    clock.now += 30 * day - 1;
    expect(await endpoints.authenticate(token)).toMatchObject({ name: 'okta' });
    clock.now += 1;
    expect(await endpoints.authenticate(token)).toBe('expired');
    expect(await endpoints.authenticate(`${token}x`)).toBeUndefined();
  });

  test('is told of two weeks before, the first to end first, unless it is replaced', async () => {
    const { endpoints, clock } = await service();
    await endpoints.add('forever', 'okta');
    await endpoints.add('okta', 'okta', 30);
    await endpoints.add('entra', 'entra', 20);
    clock.now += 5 * day;
    expect(endpoints.facts(7).expiring).toBeNull();
    clock.now += day;
    expect(endpoints.facts(7).expiring).toEqual({ endpoint: 'entra', days: 14 });
    await endpoints.replaceToken('entra', false, 90);
    expect(endpoints.facts(7).expiring).toBeNull();
    clock.now += 10.5 * day;
    expect(endpoints.facts(7).expiring).toEqual({ endpoint: 'okta', days: 13 });
    clock.now += 14 * day;
    expect(endpoints.facts(7).expiring).toEqual({ endpoint: 'okta', days: -1 });
  });
});

test('silence counts from the last call of any client, once there was one', async () => {
  const { endpoints, clock, open } = await service();
  const { token } = await endpoints.add('okta', 'okta');
  await endpoints.add('entra', 'entra');
  clock.now += 30 * 24 * hour;
  expect(endpoints.facts(7).quietDays).toBeNull();
  await endpoints.authenticate(token);
  endpoints.flush();
  clock.now += 7 * 24 * hour - 1;
  expect(endpoints.facts(7).quietDays).toBeNull();
  clock.now += 1;
  expect(endpoints.facts(7).quietDays).toBe(7);
  expect(open().facts(7).quietDays).toBe(7);
});

test('an endpoint that was removed lets nobody in, and its name is free', async () => {
  const { endpoints, store } = await service();
  const { token } = await endpoints.add('okta', 'okta');
  await endpoints.remove('okta');
  expect(await endpoints.authenticate(token)).toBeUndefined();
  expect(store.endpoints.tokens()).toEqual([]);
  const again = await endpoints.add('okta', 'okta');
  expect(await endpoints.authenticate(again.token)).toBeDefined();
});

test('when it was last used is shown at once, and kept', async () => {
  const { endpoints, clock, open } = await service();
  const { token } = await endpoints.add('okta', 'okta');
  expect(endpoints.list()).toMatchObject([{ lastCallAt: null, tokens: [{ lastUsedAt: null }] }]);
  clock.now += hour;
  await endpoints.authenticate(token);
  const used = '2026-01-01T01:00:00.000Z';
  expect(endpoints.list()).toMatchObject([{ lastCallAt: used, tokens: [{ lastUsedAt: used }] }]);
  endpoints.flush();
  expect(open().list()).toMatchObject([{ lastCallAt: used, tokens: [{ lastUsedAt: used }] }]);
});

describe('while the secret store cannot be read', () => {
  const locked = new Problem('APP-KEYS', 'The keychain is locked', 'Unlock it');

  async function lockedLater() {
    const memory = createMemorySecrets();
    const state = { locked: false };
    const guarded = async <T>(work: Promise<T>): Promise<T> => {
      if (state.locked) throw locked;
      return work;
    };
    const secrets: SecretStore = {
      get: (name) => guarded(memory.get(name)),
      set: (name, value) => guarded(memory.set(name, value)),
      remove: (name) => guarded(memory.remove(name)),
    };
    const begun = await service(secrets);
    return { ...begun, state };
  }

  test('nobody is told that the token is wrong, and it works once the store can be read', async () => {
    const { endpoints, open, state } = await lockedLater();
    const { token } = await endpoints.add('okta', 'okta');
    state.locked = true;
    const restarted = open();
    await expect(restarted.authenticate(token)).rejects.toBe(locked);
    await expect(restarted.authenticate('wrong')).rejects.toBe(locked);
    state.locked = false;
    expect(await restarted.authenticate(token)).toMatchObject({ name: 'okta' });
  });

  test('no endpoint is left half made', async () => {
    const { endpoints, open, state } = await lockedLater();
    await endpoints.load();
    state.locked = true;
    await expect(endpoints.add('okta', 'okta')).rejects.toBe(locked);
    await expect(open().add('okta', 'okta')).rejects.toBe(locked);
    expect(endpoints.list()).toEqual([]);
  });
});

test('a token that is made while the first call comes in is known', async () => {
  const memory = createMemorySecrets();
  const delays = [60]; // the first read takes longest
  const slow: SecretStore = {
    ...memory,
    get: (name) => new Promise((resolve) => setTimeout(resolve, delays.pop() ?? 5, memory.get(name))),
  };
  const { endpoints, open } = await service(slow);
  await endpoints.add('first', 'okta');
  const restarted = open();
  const [, made] = await Promise.all([restarted.authenticate('anything'), restarted.add('second', 'okta')]);
  await restarted.authenticate('anything');
  expect(await restarted.authenticate(made.token)).toMatchObject({ name: 'second' });
});

test('a token that the secret store lost puts its client off instead of turning it away, until it is replaced', async () => {
  const { endpoints, open, secrets, store } = await service();
  const { token } = await endpoints.add('okta', 'okta');
  const [row] = store.endpoints.tokens();
  const other = await endpoints.add('entra', 'entra');
  await secrets.remove(`endpoint-token:${String(row?.id)}`);
  const again = open();
  await expect(again.authenticate(token)).rejects.toMatchObject({ code: 'APP-KEYS' });
  expect(await again.authenticate(other.token)).toMatchObject({ name: 'entra' });
  const { token: next } = await again.replaceToken('okta', false);
  expect(await again.authenticate(next)).toMatchObject({ name: 'okta' });
  expect(await again.authenticate(token)).toBeUndefined();
});
