import { expect, onTestFinished, test, vi } from 'vitest';
import { createHostKeeper } from '../../../src/main/host/keeper.ts';
import type { Served } from '../../../src/main/host/served.ts';
import { Problem } from '../../../src/server/errors.ts';
import { fakeCalls, runningStatus } from '../../console/fake-calls.ts';

const log = { debug() {}, setLevel() {}, info() {}, warn() {}, error: vi.fn() };

/** A host that serves, and what happened to it. */
function served(attachedTo: number | null = null) {
  const seen = { closed: 0, lose: () => {} };
  const host: Served = {
    calls: fakeCalls(),
    attachedTo,
    begin(tell, onLost) {
      tell('status', runningStatus);
      seen.lose = onLost;
    },
    close: async () => void (seen.closed += 1),
  };
  return { host, seen };
}

function keep(open: (attachOnly: boolean) => Promise<Served | null>, platform: NodeJS.Platform = 'linux') {
  const asked: boolean[] = [];
  const keeper = createHostKeeper({
    log,
    retryMs: 1,
    platform,
    open(attachOnly) {
      asked.push(attachOnly);
      return open(attachOnly);
    },
  });
  onTestFinished(() => keeper.close());
  return { keeper, asked };
}

test('is Starting until there is a host, and a call waits for it', async () => {
  const { promise, resolve } = Promise.withResolvers<Served>();
  const { keeper } = keep(() => promise);
  expect(keeper.shown().status.state).toBe('Starting');
  const answer = keeper.call('status.get', {});
  resolve(served().host);
  expect(await answer).toEqual({ ok: true, value: runningStatus });
  expect(keeper.shown()).toMatchObject({ status: { state: 'Running' }, attachedTo: null });
});

test('shows why there is no host, keeps trying, and leaves that state by itself', async () => {
  let free = false;
  const { host } = served();
  const taken = new Problem('APP-DATA', 'Another SCIM Tray is using this data folder', 'Stop it first');
  const { keeper, asked } = keep(async () => {
    if (free) return host;
    throw taken;
  });
  await expect
    .poll(() => keeper.shown().status)
    .toMatchObject({
      state: 'Blocked',
      sentence: 'SCIM Tray: blocked. Another SCIM Tray is using this data folder',
      problems: [taken.view()],
    });
  const { since } = keeper.shown().status;
  await expect.poll(() => asked.length).toBeGreaterThan(2);
  expect(keeper.shown().status.since).toBe(since);
  expect(await keeper.call('endpoints.list', {})).toMatchObject({ ok: false, error: taken.view() });
  free = true;
  await expect.poll(() => keeper.shown().status.state).toBe('Running');
});

test('a host that goes away is only waited for: its data folder stays free', async () => {
  const first = served(77);
  let back: Served | null = null;
  const { keeper, asked } = keep(async (attachOnly) => (attachOnly ? back : first.host));
  await expect.poll(() => keeper.shown().attachedTo).toBe(77);
  first.seen.lose();
  await expect.poll(() => keeper.shown().status.problems[0]?.code).toBe('APP-GONE');
  expect(first.seen.closed).toBe(1);
  await expect.poll(() => asked.length).toBeGreaterThan(3);
  expect(asked.slice(1)).toEqual(asked.slice(1).map(() => true));
  back = served(78).host;
  await expect.poll(() => keeper.shown().attachedTo).toBe(78);
});

test.each([
  ['win32', /Start-ScheduledTask 'SCIM Tray'$/],
  ['linux', /sudo systemctl start scim-tray$/],
] as const)('on %s it says how the host is started again, to calls too', async (platform, remedy) => {
  const first = served(77);
  const { keeper } = keep(async (attachOnly) => (attachOnly ? null : first.host), platform);
  await expect.poll(() => keeper.shown().attachedTo).toBe(77);
  first.seen.lose();
  const problem = { code: 'APP-GONE', remedy: expect.stringMatching(remedy) };
  await expect.poll(() => keeper.shown().status.problems).toMatchObject([problem]);
  expect(await keeper.call('endpoints.list', {})).toMatchObject({ ok: false, error: problem });
});

test('closing while a host is opened closes that host', async () => {
  const { promise, resolve } = Promise.withResolvers<Served>();
  const { keeper } = keep(() => promise);
  const closed = keeper.close();
  const { host, seen } = served();
  resolve(host);
  await closed;
  expect(seen.closed).toBe(1);
});

test('a fault that nobody foresaw leaves without its text, but not unnoticed', async () => {
  const { host } = served();
  const calls = { ...host.calls, 'status.get': () => Promise.reject(new Error('token abc')) };
  const { keeper } = keep(async () => ({ ...host, calls }));
  const answer = await keeper.call('status.get', {});
  expect(answer).toMatchObject({ ok: false, error: { code: 'APP-FAULT' } });
  expect(JSON.stringify(answer)).not.toContain('token abc');
  expect(log.error).toHaveBeenCalledWith('call failed', expect.objectContaining({ call: 'status.get' }));
});
