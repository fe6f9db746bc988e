import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPause } from '../../src/server/pause.ts';
import type { Settings } from '../../src/server/store/settings.ts';
import type { Okta } from '../okta/okta-client.ts';
import { setStage, type Stage } from './world.ts';

let stage: Stage;
let okta: Okta;
beforeEach(async () => {
  stage = await setStage();
  ({ okta } = await stage.okta('testapp'));
});
afterEach(() => stage.close());

const active = (value: boolean): object => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', value: { active: value } }],
});
const idOf = (userName: string): string => String(stage.sandbox.userByName(userName)?.id);
const pause = () => stage.host.calls['pause.begin']({ by: 'kim' });

test('while paused changes are put off with 429 and 300 s, reads are answered, and nothing is written', async () => {
  await pause();
  stage.sandbox.forgetCalls();
  const put = await okta.send('POST', '/Users', { userName: 'later@example.com' });
  expect(put).toMatchObject({ status: 429, retryAfter: '300' });
  expect(put.body.detail).toContain('paused');
  expect((await okta.importNow()).says).toBe('57 users scanned, 19 groups scanned');
  expect(stage.sandbox.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(await stage.host.calls['status.get']()).toMatchObject({ state: 'Paused', paused: { by: 'kim' } });
});

test('a removal of access is kept and applied on resume, without waiting for the client; a create is not', async () => {
  await pause();
  const path = `/Users/${idOf('joanna')}`;
  expect(await okta.send('PATCH', path, active(false))).toMatchObject({ status: 429 });
  expect(await okta.send('POST', '/Users', { userName: 'later@example.com' })).toMatchObject({ status: 429 });
  expect(stage.sandbox.userByName('joanna')?.enabled).toBe(true);
  await stage.host.calls['pause.end']();
  await expect.poll(() => stage.sandbox.userByName('joanna')?.enabled).toBe(false);
  expect(stage.sandbox.userByName('later@example.com')).toBeUndefined();
  expect(await okta.send('PATCH', path, active(false))).toMatchObject({ status: 200 });
  expect(stage.sandbox.conduct()).toEqual([]);
});

test('only a write that turns exactly it back supersedes a kept removal', async () => {
  await okta.send('PATCH', `/Users/${idOf('ann')}`, active(true));
  await pause();
  await okta.send('PATCH', `/Users/${idOf('ann')}`, active(false));
  await okta.send('PATCH', `/Users/${idOf('joanna')}`, active(false));
  await stage.sandbox.down();
  await stage.host.calls['pause.end']();
  await stage.sandbox.up();
  expect(await okta.send('PATCH', `/Users/${idOf('ann')}`, active(true))).toMatchObject({ status: 200 });
  await stage.host.calls['import.run']({});
  expect(stage.sandbox.userByName('ann')?.enabled).toBe(true);
  expect(stage.sandbox.userByName('joanna')?.enabled).toBe(false);
});

/** A pause with clocks that the test moves. */
function paused(values: Map<string, unknown>) {
  const clock = { wall: 1_000_000, monotonic: 0, ended: 0 };
  const settings: Settings = {
    get: (name) => values.get(name),
    set: (name, value) => void (value === undefined ? values.delete(name) : values.set(name, value)),
  };
  const made = createPause({
    settings,
    wall: () => clock.wall,
    monotonic: () => clock.monotonic,
    onEnd: () => (clock.ended += 1),
  });
  return { clock, pause: made };
}

test('a pause survives a restart with the time that is left', () => {
  const values = new Map<string, unknown>();
  const before = paused(values);
  before.pause.begin(30, 'kim');
  before.pause.stop();
  const after = paused(values);
  expect(after.pause.view()).toMatchObject({ by: 'kim' });
  after.clock.monotonic = 30 * 60_000;
  expect(after.pause.view()).toBeNull();
  after.pause.stop();
});

test('a clock that steps back cannot make a pause longer than it was meant', () => {
  const values = new Map<string, unknown>();
  const { clock, pause: one } = paused(values);
  one.begin(30, 'kim');
  clock.wall -= 86_400_000;
  clock.monotonic = 30 * 60_000;
  expect(one.view()).toBeNull();
  one.stop();
});

describe('a step of the wall clock', () => {
  test.each([
    ['back', -86_400_000],
    ['forward', 86_400_000],
  ])('%s while it runs leaves the pause as long as it was, after a restart too', (_, step) => {
    const values = new Map<string, unknown>();
    const before = paused(values);
    before.pause.begin(120, 'kim');
    before.clock.monotonic = 30 * 60_000;
    before.clock.wall += 30 * 60_000 + step;
    expect(before.pause.view()).toMatchObject({ by: 'kim' });
    before.pause.stop();
    const after = paused(values);
    after.clock.wall = before.clock.wall + 10_000;
    const again = createPause({
      settings: { get: (name) => values.get(name), set: () => {} },
      wall: () => after.clock.wall,
      monotonic: () => after.clock.monotonic,
      onEnd: () => {},
    });
    after.clock.monotonic = 89 * 60_000;
    expect(again.view()).not.toBeNull();
    after.clock.monotonic = 90 * 60_000;
    expect(again.view()).toBeNull();
    again.stop();
    after.pause.stop();
  });

  test('moves what is shown with it', () => {
    const { clock, pause: one } = paused(new Map());
    one.begin(30, 'kim');
    clock.wall += 3_600_000;
    expect(one.view()).toMatchObject({
      since: new Date(4_600_000).toISOString(),
      until: new Date(6_400_000).toISOString(),
    });
    one.stop();
  });

  test('does not end or lengthen one that lasts until somebody resumes', () => {
    const values = new Map<string, unknown>();
    const { clock, pause: one } = paused(values);
    one.begin(null, 'kim');
    clock.wall += 10 * 86_400_000;
    clock.monotonic += 10 * 86_400_000;
    expect(one.view()).toMatchObject({ until: null, by: 'kim' });
    expect(paused(values).pause.view()).toMatchObject({ until: null, by: 'kim' });
    one.end();
    expect(paused(values).pause.view()).toBeNull();
  });
});

describe('the end by itself', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('comes in time, once, and what waits is told', () => {
    const { clock, pause: one } = paused(new Map());
    one.begin(30, 'kim');
    vi.advanceTimersByTime(30 * 60_000 - 1);
    expect(clock.ended).toBe(0);
    vi.advanceTimersByTime(60 * 60_000);
    expect(clock.ended).toBe(1);
  });

  test('comes at once where the time was up while nothing ran', () => {
    const values = new Map<string, unknown>();
    const before = paused(values);
    before.pause.begin(30, 'kim');
    before.pause.stop();
    values.set('pause', { since: -10_000_000, until: -8_200_000, by: 'kim' });
    const after = paused(values);
    expect(after.pause.view()).toBeNull();
    vi.advanceTimersByTime(1);
    expect(after.clock.ended).toBe(1);
    expect(values.size).toBe(0);
  });

  test('comes although the data file cannot be written', () => {
    const ended = vi.fn();
    const stored = new Map<string, unknown>();
    let full = false;
    const one = createPause({
      settings: {
        get: (name) => stored.get(name),
        set(name, value) {
          if (full) throw new Error('database or disk is full');
          stored.set(name, value);
        },
      },
      wall: () => 0,
      monotonic: () => 0,
      onEnd: ended,
    });
    one.begin(30, 'kim');
    full = true;
    vi.advanceTimersByTime(30 * 60_000);
    expect(ended).toHaveBeenCalledOnce();
    expect(one.view()).toBeNull();
  });
});

test('removals that were kept are applied in the order in which they were asked for, before anything else', async () => {
  const people = ['joanna', 'ann', 'hana.sato', 'bsmith', 'jsmith'];
  await pause();
  for (const name of people) await okta.send('PATCH', `/Users/${idOf(name)}`, active(false));
  stage.sandbox.forgetCalls();
  await stage.host.calls['pause.end']();
  await expect.poll(() => stage.sandbox.userByName('jsmith')?.enabled).toBe(false);
  const writes = stage.sandbox.calls.filter(({ method }) => method === 'PATCH').map(({ path }) => path);
  expect(writes).toEqual(people.map((name) => `/v1/users/${idOf(name)}`));
});

test('a pause that begins in the middle of a push lets the call under way end, and goes on with the rest', async () => {
  stage.sandbox.fault({ method: 'POST', path: '/v1/groups', times: 1, effect: { kind: 'latency', ms: 200 } });
  const body = { displayName: 'Vault Ops', members: [{ value: idOf('ann') }] };
  const pushing = okta.send('POST', '/Groups', body);
  await expect
    .poll(() => stage.sandbox.calls.some(({ path, method }) => path === '/v1/groups' && method === 'POST'))
    .toBe(true);
  await pause();
  expect(await pushing).toMatchObject({ status: 429, retryAfter: '300' });
  const made = stage.sandbox.groupByName('Vault Ops');
  expect(made).toMatchObject({ enabled: true });
  expect(stage.sandbox.members(made?.id ?? 0)).toEqual([]);
  await stage.host.calls['pause.end']();
  await expect.poll(() => stage.sandbox.members(made?.id ?? 0)).toEqual([Number(idOf('ann'))]);
  expect((await okta.send('POST', '/Groups', body)).status).toBe(201);
  expect((await okta.send('POST', '/Groups', body)).status).toBe(409);
});

test('an enabling that pauses before its groups is a success, and the groups follow', async () => {
  const left = idOf('left.local');
  const group = `/Groups/${String(stage.sandbox.groupByName('Help Desk')?.id)}`;
  const add = { op: 'add', path: 'members', value: [{ value: left }] };
  await okta.send('PATCH', group, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [add],
  });
  stage.sandbox.fault({
    method: 'PATCH',
    path: `/v1/users/${left}`,
    times: 1,
    effect: { kind: 'latency', ms: 200, after: true },
  });
  const enabling = okta.send('PATCH', `/Users/${left}`, active(true));
  await expect.poll(() => stage.sandbox.userByName('left.local')?.enabled).toBe(true);
  await pause();
  expect((await enabling).status).toBe(200);
  await stage.host.calls['pause.end']();
  await stage.host.calls['import.run']({});
  expect(stage.sandbox.members(Number(group.slice(8)))).toContain(Number(left));
});
