import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createConnection } from '../src/server/connection.ts';
import { changeUser } from '../src/server/domain/change-user.ts';
import type { Caller, Deps } from '../src/server/domain/context.ts';
import { createKeyedLock } from '../src/server/domain/keyed-lock.ts';
import { createMirror } from '../src/server/domain/mirror.ts';
import { createProtection } from '../src/server/domain/protection.ts';
import { createImporter } from '../src/server/importer.ts';
import { createMemorySecrets } from '../src/server/secrets/memory.ts';
import { openStore } from '../src/server/store/store.ts';
import { dataFolder } from './data-folder.ts';
import { startSandbox } from './sandbox/sandbox.ts';

const silent = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

/** An importer with a schedule of its own, on a real store and a sandbox. */
async function scheduled(every: { refreshMs: () => number; retryMs: number }) {
  const sandbox = await startSandbox();
  const store = openStore(join(await dataFolder(), 'scim-tray.db'), Date.now);
  const protection = createProtection(store);
  const identity = { verify: () => Promise.resolve(), forget: () => {}, protect: () => {} };
  const connection = createConnection({
    settings: store.settings,
    secrets: createMemorySecrets(),
    log: silent,
    onCall: () => {},
    identity,
  });
  const { connected } = await connection.connect({ url: sandbox.url, ...sandbox.account });
  expect(connected).toBe(true);
  const scope = () => ({ ownAccountId: sandbox.accountId, listApplicationAccounts: false });
  const domain: Deps = {
    store,
    protection,
    mirror: createMirror(store, scope, Date.now),
    lock: createKeyedLock(),
    secretServer: () => connection.secretServer(),
    capabilities: () => connection.capabilities(),
    activity: { leftOut: () => {}, settling: (_, work) => work() },
    now: Date.now,
  };
  const monotonic = (): number => performance.now();
  const importer = createImporter({
    domain,
    connection,
    log: silent,
    monotonic,
    onProgress: () => {},
    every,
  });
  onTestFinished(async () => {
    await importer.stop();
    await connection.close();
    store.close();
    await sandbox.stop();
  });
  const imports = (): number => sandbox.calls.filter(({ path }) => path === '/v1/users/current').length;
  return { sandbox, domain, importer, imports };
}

function callerOf({ store }: Deps): Caller {
  const { id } = store.endpoints.add('okta', 'okta', 0);
  return {
    endpointId: id,
    requestId: 'r1',
    options: { matchByEmail: true, passwordSync: false, renames: 'refuse' },
  };
}

test('refreshes again when it is time', async () => {
  const { sandbox, importer, domain } = await scheduled({ refreshMs: () => 50, retryMs: 50 });
  await importer.start();
  const made = sandbox.addUser({ userName: 'by.hand' });
  await expect.poll(() => domain.store.users.get(made.id)?.user_name).toBe('by.hand');
});

test('tries again by itself after an import that failed', async () => {
  const { sandbox, importer } = await scheduled({ refreshMs: () => 60_000, retryMs: 50 });
  await sandbox.down();
  await importer.start();
  expect(importer.last()).toBeNull();
  expect(importer.problem()).toMatchObject({ code: 'SS-DOWN' });
  await sandbox.up();
  await expect.poll(() => importer.last()?.users.scanned).toBe(57);
  expect(importer.problem()).toBeNull();
});

test('applies a deactivation that waited as soon as Secret Server is back, long before the next refresh', async () => {
  const { sandbox, domain, importer, imports } = await scheduled({ refreshMs: () => 60_000, retryMs: 50 });
  await importer.start();
  const before = imports();
  const id = Number(sandbox.userByName('hana.sato')?.id);
  await sandbox.down();
  const body = { Operations: [{ op: 'replace', value: { active: false } }] };
  await expect(changeUser(domain, callerOf(domain), { id, verb: 'PATCH', body })).rejects.toMatchObject({
    status: 429,
  });
  expect(sandbox.user(id)?.enabled).toBe(true);
  await sandbox.up();
  await expect.poll(() => sandbox.user(id)?.enabled).toBe(false);
  await expect.poll(() => domain.store.intents.allOpen()).toEqual([]);
  expect(imports()).toBe(before);
});

test('stops in the middle of an import without leaving anything behind', async () => {
  const { sandbox, importer, domain } = await scheduled({ refreshMs: () => 60_000, retryMs: 50 });
  const slow = sandbox.fault({ method: 'GET', path: '/v1/groups', effect: { kind: 'latency', ms: 150 } });
  const first = importer.start();
  await expect.poll(() => slow.hits).toBe(1);
  await importer.stop();
  await first;
  const calls = sandbox.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(sandbox.calls).toHaveLength(calls);
  expect(domain.store.users.countEnabled()).toBeGreaterThan(0);
});
