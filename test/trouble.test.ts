import { expect, test } from 'vitest';
import { createTroubleWatch } from '../src/server/trouble.ts';

const down = { code: 'SS-DOWN', title: 'Secret Server does not answer', remedy: 'Check it' };
const auth = { code: 'SS-AUTH', title: 'Secret Server refused the sign-in', remedy: 'Enter it' };

function watched() {
  const clock = { ms: 0 };
  const wall = (): number => Date.UTC(2026, 10, 24, 14, 2) + clock.ms;
  return { clock, troubleOf: createTroubleWatch({ monotonic: () => clock.ms, wall, downMs: 60_000 }) };
}

test('silence is lasting after a minute, and told since when', () => {
  const { clock, troubleOf } = watched();
  expect(troubleOf(down, false)).toEqual({ ...down, since: '2026-11-24T14:02:00.000Z', lasting: false });
  clock.ms = 59_999;
  expect(troubleOf(down, false)?.lasting).toBe(false);
  clock.ms = 60_000;
  expect(troubleOf(down, false)).toEqual({ ...down, since: '2026-11-24T14:02:00.000Z', lasting: true });
});

test('silence that ended begins anew', () => {
  const { clock, troubleOf } = watched();
  troubleOf(down, false);
  clock.ms = 60_000;
  expect(troubleOf(null, false)).toBeNull();
  expect(troubleOf(down, false)).toMatchObject({ since: '2026-11-24T14:03:00.000Z', lasting: false });
});

test('what is certain, or needs a person, is lasting at once', () => {
  expect(watched().troubleOf(down, true)?.lasting).toBe(true);
  expect(watched().troubleOf(auth, false)?.lasting).toBe(true);
});

test('another trouble has a beginning of its own', () => {
  const { clock, troubleOf } = watched();
  troubleOf(auth, false);
  clock.ms = 60_000;
  expect(troubleOf(down, false)).toMatchObject({ since: '2026-11-24T14:03:00.000Z', lasting: false });
});
