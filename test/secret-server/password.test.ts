import { describe, expect, it } from 'vitest';
import { generatePassword } from '../../src/server/secret-server/password.ts';

const policy = { minimumLength: 8, lowercase: true, uppercase: true, numbers: true, symbols: true };
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', '1234567890'];
const sample = Array.from({ length: 300 }, () => generatePassword(policy, ['ann.lee', 'Ann Lee']));

describe('generatePassword', () => {
  it('has all four classes and 32 to 64 characters, whatever the policy says', () => {
    const loose = { minimumLength: 0, lowercase: false, uppercase: false, numbers: false, symbols: false };
    for (const password of [...sample, generatePassword(loose, []), generatePassword(null, [])]) {
      expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z\d]).{32,64}$/);
    }
  });

  it('never repeats itself', () => {
    expect(new Set(sample).size).toBe(sample.length);
  });

  it('holds no keyboard run of three, no doubled character, and no word', () => {
    for (const password of sample) {
      const lower = password.toLowerCase();
      const triples = rows.flatMap((row) => [row, row.split('').toReversed().join('')]).flatMap(threes);
      expect(triples.filter((run) => lower.includes(run))).toEqual([]);
      expect(lower).not.toMatch(/(.)\1/);
      expect(lower).not.toMatch(/[a-z]{3}/);
    }
  });

  it('holds neither the user name nor its parts', () => {
    const short = Array.from({ length: 300 }, () => generatePassword(policy, ['q7', 'B']).toLowerCase());
    for (const password of short) expect(password).not.toMatch(/q7|b/);
    for (const password of sample) expect(password.toLowerCase()).not.toMatch(/ann|lee/);
  });

  it('follows a longer minimum up to the 1,024 that Secret Server takes', () => {
    expect(generatePassword({ ...policy, minimumLength: 100 }, [])).toHaveLength(100);
    expect(generatePassword({ ...policy, minimumLength: 5_000 }, [])).toHaveLength(1_024);
  });

  it('ends even where every character is to be avoided', () => {
    expect(generatePassword(policy, 'abcdefghijklmnopqrstuvwxyz'.split(''))).toHaveLength(40);
  });
});

function threes(run: string): string[] {
  return run
    .split('')
    .slice(2)
    .map((_, index) => run.slice(index, index + 3));
}
