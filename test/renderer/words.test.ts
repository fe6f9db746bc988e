import { describe, expect, test } from 'vitest';
import { ago, count, counted, duration, size } from '../../src/renderer/format.ts';
import { headlineWords } from '../../src/renderer/headline-words.ts';
import { describeProblem } from '../../src/renderer/problem.ts';
import { timeLeft } from '../../src/renderer/time-left.ts';

describe('the headline says the state once', () => {
  test.each([
    ['Running', 'SCIM Tray: running. 12 changes today, last 14:02', '12 changes today, last 14:02'],
    ['Running', 'SCIM Tray: running', ''],
    ['Paused', 'SCIM Tray: paused until 15:30', 'Until 15:30'],
    ['Blocked', 'SCIM Tray: blocked. Port 8480 is in use', 'Port 8480 is in use'],
    ['Needs attention', 'SCIM Tray: 3 changes failed', '3 changes failed'],
    ['Working', 'SCIM Tray: importing, 420 of 1,250 users', 'Importing, 420 of 1,250 users'],
    ['Not set up', 'SCIM Tray: set-up not finished', 'Set-up not finished'],
  ] as const)('%s, %s', (state, sentence, words) => {
    expect(headlineWords({ state, sentence })).toEqual({ word: state, sentence: words });
  });
});

test('a problem speaks of the window, not of commands', () => {
  const host = {
    code: 'SS-AUTH',
    title: 'Secret Server refused the sign-in',
    remedy: 'enter it with: scim-tray setup',
  };
  const said = describeProblem(host);
  expect(said.title).toBe(host.title);
  expect(said.remedy).not.toContain('scim-tray');
  expect(said.cause).not.toBeNull();
});

test('a code that nobody here knows keeps the words of the host', () => {
  expect(describeProblem({ code: 'XX-NEW', title: 'new thing', remedy: 'Do this' })).toEqual({
    title: 'New thing',
    cause: null,
    remedy: 'Do this.',
  });
});

describe('time left', () => {
  const half = { done: 500, total: 1000, elapsedMs: 120_000 };
  test('is rounded', () => expect(timeLeft(half)).toBe('about 2 minutes left'));
  test('is not guessed in the first 10 seconds', () => {
    expect(timeLeft({ ...half, elapsedMs: 9_999 })).toBeNull();
  });
  test('is not guessed before 5 %', () => expect(timeLeft({ ...half, done: 49 })).toBeNull());
  test('needs a total', () => expect(timeLeft({ ...half, total: null })).toBeNull());
  test('ends with the work', () => expect(timeLeft({ ...half, done: 1000 })).toBeNull());
});

test('numbers, times and sizes', () => {
  expect(count(1250)).toBe('1,250');
  expect(counted(1, 'user')).toBe('1 user');
  expect(counted(0, 'user')).toBe('0 users');
  expect([35, 1400, 125_000].map((ms) => duration(ms))).toEqual(['35 ms', '1.4 s', '2 min 5 s']);
  expect([512, 20_480, 1_468_006].map((bytes) => size(bytes))).toEqual(['512 B', '20 KB', '1.4 MB']);
  const now = Date.parse('2026-11-23T14:00:00Z');
  expect(ago('2026-11-23T13:59:40Z', now)).toBe('just now');
  expect(ago('2026-11-23T13:58:00Z', now)).toBe('2 minutes ago');
  expect(ago('2026-11-23T10:00:00Z', now)).toBe('4 hours ago');
  expect(ago('2026-11-20T10:00:00Z', now)).toMatch(/^20 Nov, /);
});
