import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ImportProgress } from '../src/main/ipc/contract.ts';
import { createConnection } from '../src/server/connection.ts';
import { changeUser } from '../src/server/domain/change-user.ts';
import type { Caller, Deps } from '../src/server/domain/context.ts';
import { createAwaited } from '../src/server/domain/awaited.ts';
import { createKeyedLock } from '../src/server/domain/keyed-lock.ts';
import { createMirror } from '../src/server/domain/mirror.ts';
import { createProtection } from '../src/server/domain/protection.ts';
import { createImporter } from '../src/server/importer.ts';
import { createMemorySecrets } from '../src/server/secrets/memory.ts';
import { openStore } from '../src/server/store/store.ts';
import { dataFolder } from './data-folder.ts';
import { startSandbox } from './sandbox/sandbox.ts';

const silent = { debug() {}, setLevel() {}, info: vi.fn(), warn: vi.fn(), error: vi.fn() };

/** An importer with a schedule of its own, on a real store and a sandbox. */
async function scheduled(
  every: { refreshMs: () => number; retryMs: number },
  { users = 57, monotonic = (): number => performance.now() } = {},
) {
  const sandbox = await startSandbox({ size: { users } });
  const store = openStore(join(await dataFolder(), 'scim-tray.db'), Date.now);
  const protection = createProtection(store);
  const identity = { verify: () => Promise.resolve(), forget: () => {}, protect: () => {} };
  const connection = createConnection({
    settings: store.settings,
    secrets: createMemorySecrets(),
    log: silent,
    proxy: () => ({ mode: 'none', url: null }),
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
    activity: {
      leftOut: () => {},
      note: () => 0,
      record: () => Promise.reject(new Error('no client here')),
      settling: (_, work) => work(),
    },
    confirmView: () => connection.confirmView(),
    awaited: createAwaited(),
    now: Date.now,
  };
  const steps: ImportProgress[] = [];
  const importer = createImporter({
    domain,
    connection,
    log: silent,
    monotonic,
    onProgress: (progress) => steps.push(progress),
    every,
  });
  onTestFinished(async () => {
    await importer.stop();
    await connection.close();
    store.close();
    await sandbox.stop();
  });
  const imports = (): number => sandbox.calls.filter(({ path }) => path === '/v1/users/current').length;
  return { sandbox, domain, importer, imports, steps };
}

function callerOf({ store }: Deps): Caller {
  const { id } = store.endpoints.add('okta', 'okta', 0);
  return {
    endpointId: id,
    requestId: 'r1',
    base: '',
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
  expect(domain.store.users.countEnabled()).toBe(0);
  expect(importer.last()).toBeNull();
});

test('stops in the middle of bringing in thousands of changes with the mirror as it was', async () => {
  const { sandbox, importer, domain, steps } = await scheduled(
    { refreshMs: () => 60_000, retryMs: 60_000 },
    { users: 1_500 },
  );
  await importer.start();
  const hana = Number(sandbox.userByName('hana.sato')?.id);
  for (const { id, userName } of sandbox.users()) sandbox.change(id, { displayName: `New ${userName}` });
  steps.length = 0;
  const running = importer.run(false);
  await expect.poll(() => steps.at(-1)?.phase, { interval: 1 }).toBe('Applying');
  await importer.stop();
  await expect(running).rejects.toThrow();
  expect(domain.store.users.get(hana)?.display_name).toBe('Hana Sato');
});

test('one group that cannot be read is tried less often each time, and at once when somebody asks', async () => {
  let now = 0;
  const { sandbox, importer, domain } = await scheduled(
    { refreshMs: () => 50, retryMs: 5 },
    { monotonic: () => now },
  );
  await importer.start();
  const path = `/v1/groups/${String(sandbox.groupByName('Finance')?.id)}/users`;
  const broken = sandbox.fault({ method: 'GET', path, effect: { kind: 'status', status: 500 } });
  const looks = vi.spyOn(domain.store.intents, 'allOpen');
  /** Until the importer has looked several times whether it is time. */
  const afterLooks = async (): Promise<void> => {
    const before = looks.mock.calls.length;
    await expect.poll(() => looks.mock.calls.length).toBeGreaterThan(before + 3);
  };
  await expect(importer.run(false)).rejects.toThrow();
  // 5, 10, 20 and 40 behind each other, and never longer than the usual 50.
  for (const [failures, wait] of [5, 10, 20, 40, 50, 50].entries()) {
    now += wait - 1;
    await afterLooks();
    expect(broken.hits).toBe(failures + 1);
    now += 1;
    await expect.poll(() => broken.hits).toBe(failures + 2);
    await afterLooks();
  }
  broken.lift();
  expect(await importer.run(false)).toMatchObject({ users: { scanned: 57 } });
  expect(importer.problem()).toBeNull();
});
