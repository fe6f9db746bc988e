import { expect, test } from 'vitest';
import { removalLimits, tooMany } from '../../src/server/domain/removal-limits.ts';

const limitsOf = (value: unknown) => removalLimits({ get: () => value });

test('without a choice of a person they are a tenth, or 25', () => {
  expect(limitsOf(undefined)).toEqual({ percent: 10, count: 25 });
});

test.for([{ removalPercent: 200 }, { removalCount: -1 }, 'none', null])(
  'what cannot be a limit (%j) is none: the usual ones hold',
  (value) => {
    expect(limitsOf(value)).toEqual({ percent: 10, count: 25 });
  },
);

test('a person may set each', () => {
  expect(limitsOf({ removalPercent: 50 })).toEqual({ percent: 50, count: 25 });
  expect(limitsOf({ removalCount: 3, quietDays: 7 })).toEqual({ percent: 10, count: 3 });
});

test.for([
  [0, 100, false],
  [1, 1, false],
  [2, 19, true],
  [2, 20, false],
  [10, 100, false],
  [11, 100, true],
  [25, 1_000, false],
  [26, 1_000, true],
] as const)('%d of %d is too many: %s', ([removals, of, expected]) => {
  expect(tooMany(removals, of, { percent: 10, count: 25 })).toBe(expected);
});
