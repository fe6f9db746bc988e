import { expect, test } from 'vitest';
import { createAccess } from '../../src/server/console/access.ts';

const minute = 60_000;
const hour = 60 * minute;

function start() {
  let now = 0;
  const access = createAccess(() => now);
  return {
    access,
    wait: (ms: number) => void (now += ms),
    signIn: () => access.redeem(access.makeLink().code) ?? '',
  };
}

test('a link works once, within ten minutes', () => {
  const { access, wait } = start();
  const [used, late] = [access.makeLink().code, access.makeLink().code];
  wait(10 * minute - 1);
  expect(access.redeem(used)).toMatch(/^[\w-]{43}$/);
  expect(access.redeem(used)).toBeUndefined();
  wait(1);
  expect(access.redeem(late)).toBeUndefined();
  expect(access.redeem('')).toBeUndefined();
});

test('each session has a secret of its own, which is none of a link', () => {
  const { access } = start();
  const { code } = access.makeLink();
  const secret = access.redeem(code) ?? '';
  expect(access.use(secret)).toBeDefined();
  expect(access.use(code)).toBeUndefined();
  expect(access.use('')).toBeUndefined();
});

test('a session ends after two hours without use', () => {
  const { access, wait, signIn } = start();
  const secret = signIn();
  wait(2 * hour - 1);
  const session = access.use(secret);
  wait(2 * hour - 1);
  expect(access.use(secret)).toBe(session);
  wait(2 * hour);
  access.sweep();
  expect(session?.ended.aborted).toBe(true);
  expect(access.use(secret)).toBeUndefined();
});

test('a session ends after twelve hours however much it is used', () => {
  const { access, wait, signIn } = start();
  const secret = signIn();
  for (let hours = 0; hours < 11; hours += 1) {
    wait(hour);
    expect(access.use(secret)).toBeDefined();
  }
  wait(hour);
  expect(access.use(secret)).toBeUndefined();
});

test('too many links or sessions end the oldest', () => {
  const { access, signIn } = start();
  const codes = Array.from({ length: 21 }, () => access.makeLink().code);
  expect(access.redeem(codes[0] ?? '')).toBeUndefined();
  expect(access.redeem(codes[1] ?? '')).toBeDefined();
  const secrets = Array.from({ length: 21 }, signIn);
  expect(access.use(secrets[0] ?? '')).toBeUndefined();
  expect(access.use(secrets[20] ?? '')).toBeDefined();
});

test('closing ends every session and every link', () => {
  const { access, signIn } = start();
  const { code } = access.makeLink();
  const secret = signIn();
  const session = access.use(secret);
  access.close();
  expect(session?.ended.aborted).toBe(true);
  expect(access.use(secret)).toBeUndefined();
  expect(access.redeem(code)).toBeUndefined();
});
