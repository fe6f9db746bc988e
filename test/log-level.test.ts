import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAppSettings } from '../src/server/app-settings.ts';
import { holdLogLevel } from '../src/server/log-level.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hour = 60 * 60_000;

function start(stored: Record<string, unknown> = {}) {
  const levels: string[] = [];
  const log = {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel: (level: string) => levels.push(level),
  };
  const values = {
    get: (name: string) => stored[name],
    set: (name: string, value: unknown) => void (stored[name] = value),
  };
  const settings = createAppSettings(values, log, (work) => work());
  const stop = holdLogLevel(settings, log);
  return { settings, levels, stop };
}

test('more is logged for an hour after somebody asked for it, and the setting says when that is over', () => {
  const { settings, levels } = start();
  settings.set({ data: { logLevel: 'debug' } });
  vi.advanceTimersByTime(hour - 1);
  expect(levels).toEqual(['info', 'debug']);
  vi.advanceTimersByTime(1);
  expect(levels.at(-1)).toBe('info');
  expect(settings.get().data.logLevel).toBe('info');
});

test('a restart goes on with what is set; other changes do not begin the hour anew', () => {
  const { settings, levels } = start({ data: { retentionDays: 90, backupDays: 14, logLevel: 'debug' } });
  expect(levels).toEqual(['debug']);
  vi.advanceTimersByTime(hour / 2);
  settings.set({ data: { retentionDays: 30 } });
  vi.advanceTimersByTime(hour / 2);
  expect(settings.get().data).toMatchObject({ logLevel: 'info', retentionDays: 30 });
});

test('nothing happens after the end', () => {
  const { settings, levels, stop } = start();
  settings.set({ data: { logLevel: 'debug' } });
  stop();
  vi.advanceTimersByTime(hour);
  expect(levels).toEqual(['info', 'debug']);
});
