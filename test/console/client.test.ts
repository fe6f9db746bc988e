import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Calls } from '../../src/main/ipc/contract.ts';
import { readAddress, writeAddress } from '../../src/server/console/address.ts';
import { consoleCalls } from '../../src/server/console/client.ts';
import { serveConsole } from '../../src/server/console/server.ts';
import { Problem } from '../../src/server/errors.ts';
import { listen } from '../../src/server/listen.ts';
import { dataFolder } from '../data-folder.ts';
import { callNames } from '../../src/server/calls/arguments.ts';
import { fakeCalls, noEvents, noMetrics, runningStatus } from './fake-calls.ts';

async function connect(calls: Calls) {
  const dataDir = await dataFolder();
  const served = await serveConsole({ calls, events: noEvents, metrics: noMetrics, dataDir });
  onTestFinished(() => served.close());
  const client = await consoleCalls(dataDir);
  if (!client) throw new Error('nobody answers');
  return { client, served, dataDir };
}

test('calls make the round trip, and every one of the contract is there', async () => {
  const calls = fakeCalls();
  const { client } = await connect(calls);
  const request = { url: 'https://vault.example.com', userName: 'svc', password: 'right', domain: undefined };
  expect(await client['status.get']()).toEqual(runningStatus);
  expect(await client['secretServer.connect'](request)).toMatchObject({ connected: true });
  expect(await client['endpoints.add']({ name: 'Okta Zürich', kind: 'okta' })).toMatchObject({
    token: 'first-token',
  });
  expect(await client['endpoints.replaceToken']({ name: 'Okta Zürich', now: true })).toMatchObject({
    token: 'second-token',
  });
  const options = { renames: 'alias' as const };
  expect(await client['endpoints.configure']({ name: 'Okta Zürich', options })).toMatchObject({
    kind: 'okta',
  });
  expect(await client['protection.get']()).toMatchObject({ users: ['vaultadmin'] });
  expect(await client['protection.set']({ remove: { users: ['vaultadmin'] } })).toMatchObject({ users: [] });
  expect(await client['pause.begin']({ by: 'kim' })).toMatchObject({ by: 'kim' });
  expect(await client['pause.end']()).toEqual({ resumed: true });
  expect(await client['endpoints.list']()).toHaveLength(1);
  expect(await client['endpoints.remove']({ name: 'Okta Zürich' })).toEqual({ removed: true });
  expect(await client['import.run']({ acceptRemovals: true })).toMatchObject({ users: { scanned: 57 } });
  expect(await client['activity.list']({ limit: 7 })).toEqual({ rows: [], next: null });
  await expect(client['activity.get']({ id: 7 })).rejects.toThrow('no such row');
  expect(await client['activity.dismiss']({ ids: [7] })).toEqual({ dismissed: 1 });
  expect(await client['activity.numbers']()).toMatchObject({ readsToday: 0 });
  expect(await client['activity.export']({ format: 'json' })).toMatchObject({ text: '[]', complete: true });
  expect(calls.asked).toHaveLength(17);
  expect(Object.keys(client)).toEqual(callNames);
});

test('a problem arrives as the same problem', async () => {
  const { client } = await connect(fakeCalls());
  const failing = client['endpoints.remove']({ name: 'gone' });
  await expect(failing).rejects.toThrow(
    new Problem('APP-INPUT', 'There is no endpoint named gone', 'List them'),
  );
  await expect(failing).rejects.toMatchObject({ code: 'APP-INPUT' });
});

test('a host that ends in the middle of a call is a problem, not a hang', async () => {
  const started = Promise.withResolvers<void>();
  const calls: Calls = {
    ...fakeCalls(),
    'import.run': () => {
      started.resolve();
      return new Promise(() => {});
    },
  };
  const { client, served } = await connect(calls);
  const failing = expect(client['import.run']({})).rejects.toMatchObject({
    title: 'SCIM Tray ended before it answered',
  });
  await started.promise;
  await served.close(50);
  await failing;
});

test('closing lets a running call end', async () => {
  const started = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const calls: Calls = {
    ...fakeCalls(),
    'status.get': async () => {
      started.resolve();
      await release.promise;
      return runningStatus;
    },
  };
  const { client, served } = await connect(calls);
  const answer = client['status.get']();
  await started.promise;
  const closed = served.close();
  release.resolve();
  expect(await answer).toEqual(runningStatus);
  await closed;
});

test('no address file: nobody runs', async () => {
  expect(await consoleCalls(await dataFolder())).toBeNull();
  expect(await consoleCalls(join(await dataFolder(), 'not', 'there'))).toBeNull();
});

test('an address that a crash left behind: nobody runs', async () => {
  const { dataDir, served } = await connect(fakeCalls());
  const left = await readAddress(dataDir);
  await served.close();
  if (left) await writeAddress(dataDir, left);
  expect(await readAddress(dataDir)).toEqual(left);
  expect(await consoleCalls(dataDir)).toBeNull();
});

test('a port that another program has now: nobody runs', async () => {
  const dataDir = await dataFolder();
  const stranger = await listen((_, response) => void response.end('<html>hello</html>'), 0);
  onTestFinished(() => stranger.close(0));
  await writeAddress(dataDir, {
    url: `http://127.0.0.1:${String(stranger.port)}`,
    key: 'k'.repeat(43),
    pid: 1,
  });
  expect(await consoleCalls(dataDir)).toBeNull();
});

test.for(['', 'no json', '{}', '{"url":"http://evil.example.com:80","key":"k","pid":1}'])(
  'an address file that says %j: nobody runs',
  async (content) => {
    const dataDir = await dataFolder();
    await writeFile(join(dataDir, 'console.json'), content);
    expect(await consoleCalls(dataDir)).toBeNull();
  },
);

test.skipIf(process.platform === 'win32')(
  'an address that another account left is a problem with a remedy (not on Windows)',
  async () => {
    const { dataDir } = await connect(fakeCalls());
    await chmod(join(dataDir, 'console.json'), 0o000);
    const isRoot = process.geteuid?.() === 0;
    // Nothing is kept from root: somebody else asks.
    if (isRoot) process.seteuid?.(65_534);
    try {
      await expect(consoleCalls(dataDir)).rejects.toMatchObject({
        code: 'APP-DATA',
        title: 'The data folder belongs to another account',
      });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  },
);
