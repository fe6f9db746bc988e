import { expect, test } from 'vitest';
import { csvLine } from '../src/server/csv.ts';

test.for([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2', "'-2"],
  ['\tx', "'\tx"],
  [-2, '-2'],
  [null, ''],
  ['', ''],
] as const)('the cell %j is written as %j', ([value, cell]) => {
  expect(csvLine([value])).toBe(`${cell}\r\n`);
});
