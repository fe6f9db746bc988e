import { expect, test } from 'vitest';
import { placeOf } from '../../../src/main/window/place.ts';

const screens = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 1024 },
];
const at = (x: number, y: number, width = 1000, height = 700) => ({ x, y, width, height, maximized: false });

test('the first time it has the usual size, wherever the system puts it', () => {
  expect(placeOf(null, screens)).toEqual({ width: 1080, height: 720 });
});

test.each([
  ['as it was', at(100, 50)],
  ['on the second screen', at(2000, 100)],
  ['half outside, with its title bar in reach', at(-800, 300)],
])('opens %s', (_name, saved) => {
  const { x, y, width, height } = saved;
  expect(placeOf(saved, screens)).toEqual({ x, y, width, height });
});

test.each([
  ['a screen that is gone', at(4000, 100)],
  ['above every screen', at(100, -300)],
  ['out of reach by its edge', at(-950, 300)],
])('from %s only the size is kept', (_name, saved) => {
  expect(placeOf(saved, screens)).toEqual({ width: 1000, height: 700 });
});

test('is never smaller than what its screens need', () => {
  expect(placeOf(at(0, 0, 10, 10), screens)).toEqual({ x: 0, y: 0, width: 840, height: 560 });
});
