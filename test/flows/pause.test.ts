import { afterEach, beforeEach, expect, test } from 'vitest';
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
