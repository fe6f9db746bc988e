import { expect, test } from 'vitest';
import { dayAndTime, startOfDay, timeOfDay } from '../src/server/local-time.ts';

const now = new Date(2026, 10, 24, 23, 59).toISOString();

test('times are those of this machine', () => {
  expect(timeOfDay(new Date(2026, 10, 24, 9, 5).toISOString())).toBe('09:05');
});

test('the day is told where it is another one', () => {
  expect(dayAndTime(new Date(2026, 10, 24, 0, 1).toISOString(), now)).toBe('00:01');
  expect(dayAndTime(new Date(2026, 10, 25, 0, 1).toISOString(), now)).toBe('25 Nov 00:01');
});

test('a day begins at its midnight here', () => {
  expect(startOfDay(Date.parse(now))).toBe(new Date(2026, 10, 24).getTime());
});
