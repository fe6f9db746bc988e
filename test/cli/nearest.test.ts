import { expect, test } from 'vitest';
import { nearest } from '../../src/server/cli/nearest.ts';

test.for([
  ['stauts', 'status'],
  ['prot', 'port'],
  ['secret-sever', 'secret-server'],
  ['ca', 'ca'],
  ['cs', 'ca'],
  ['frobnicate', undefined],
  ['', undefined],
] as const)('%j was probably meant to be %j', ([word, meant]) => {
  expect(nearest(word, ['port', 'status', 'secret-server', 'ca'])).toBe(meant);
});
