import { describe, expect, test } from 'vitest';
import { createTraffic, latencyOf } from '../../src/server/domain/traffic.ts';

function counted() {
  const written: [number, string, number][] = [];
  const clock = { now: 1_000 };
  const counts = { add: (...row: [number, string, number]) => void written.push(row) };
  const unused = { countRows: () => {}, since: () => [] };
  return { written, clock, traffic: createTraffic({ ...counts, ...unused }, () => clock.now) };
}

test('counts in memory, and writes each count once', () => {
  const { written, clock, traffic } = counted();
  for (const ms of [0.4, 5, 5.1, 400, 3_600_000]) traffic.called(ms);
  traffic.read();
  traffic.read();
  expect(written).toEqual([]);
  clock.now = 2_000;
  traffic.flush();
  expect(written).toEqual([
    [2_000, 'ms 5', 2],
    [2_000, 'ms 10', 1],
    [2_000, 'ms 500', 1],
    [2_000, 'ms 60000', 1],
    [2_000, 'reads', 2],
  ]);
  traffic.flush();
  expect(written).toHaveLength(5);
});

test('what could not be written is counted on', () => {
  let full = true;
  const written: number[] = [];
  const counts = {
    add(_at: number, _name: string, count: number) {
      if (full) throw new Error('full');
      written.push(count);
    },
    countRows: () => {},
    since: () => [],
  };
  const traffic = createTraffic(counts, () => 0);
  traffic.read();
  expect(() => traffic.flush()).toThrow('full');
  traffic.read();
  full = false;
  traffic.flush();
  expect(written).toEqual([2]);
});

describe('how long calls take', () => {
  const of = (...counts: [string, number][]) => counts.map(([name, count]) => ({ name, count }));

  test('is known where there were calls', () => {
    expect(latencyOf([], 0.5)).toBeNull();
    expect(latencyOf(of(['reads', 5], ['Client Done', 2]), 0.5)).toBeNull();
  });

  test('lies within what was counted together, in proportion', () => {
    expect(latencyOf(of(['ms 100', 10]), 0.5)).toBe(75);
    expect(latencyOf(of(['ms 100', 10]), 1)).toBe(100);
    const mixed = of(['ms 5', 50], ['ms 100', 45], ['ms 2500', 5]);
    expect(latencyOf(mixed, 0.5)).toBe(5);
    expect(latencyOf(mixed, 0.95)).toBe(100);
    expect(latencyOf(mixed, 0.99)).toBe(2_200);
  });
});
