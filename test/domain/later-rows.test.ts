import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLaterRows } from '../../src/server/domain/later-rows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function rows() {
  const written: number[][] = [];
  const disk = { full: false };
  const faults: unknown[] = [];
  const later = createLaterRows<number>({
    write(some) {
      if (disk.full) throw new Error('full');
      written.push([...some]);
    },
    onFault: (thrown) => void faults.push(thrown),
  });
  return { later, written, disk, faults };
}
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

test('rows are written together a second later, and once', () => {
  const { later, written } = rows();
  later.add(1);
  later.add(2);
  vi.advanceTimersByTime(999);
  expect(written).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(written).toEqual([[1, 2]]);
  vi.advanceTimersByTime(10_000);
  expect(written).toEqual([[1, 2]]);
});

test('many are written in slices, with room for requests between', () => {
  const { later, written } = rows();
  for (const n of numbers(600)) later.add(n);
  vi.advanceTimersByTime(1_000);
  expect(written.map(({ length }) => length)).toEqual([250]);
  vi.advanceTimersByTime(2);
  expect(written.map(({ length }) => length)).toEqual([250, 250, 100]);
});

test('whoever asks for them gets them at once', () => {
  const { later, written } = rows();
  for (const n of numbers(300)) later.add(n);
  later.flush();
  expect(written.flat()).toEqual(numbers(300));
});

test('a transaction takes them along, and keeps what it could not take', () => {
  const { later, written, disk } = rows();
  later.add(1);
  disk.full = true;
  expect(() => later.drain()).toThrow('full');
  disk.full = false;
  later.drain();
  expect(written).toEqual([[1]]);
});

test('what a full disk refuses is tried again, and at most 10,000 of it is held', () => {
  const { later, written, disk, faults } = rows();
  disk.full = true;
  for (const n of numbers(10_005)) later.add(n);
  vi.advanceTimersByTime(2_000);
  expect(faults).toHaveLength(2);
  disk.full = false;
  later.flush();
  expect(written.flat()).toHaveLength(10_000);
  expect(written.flat()[0]).toBe(5);
});

test('the end writes what is there, and no more after it', () => {
  const { later, written } = rows();
  later.add(1);
  later.close();
  later.add(2);
  vi.advanceTimersByTime(5_000);
  expect(written).toEqual([[1]]);
  expect(later.isClosed()).toBe(true);
});
