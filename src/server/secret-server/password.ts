import { randomInt } from 'node:crypto';
import type { PasswordPolicy } from './model.ts';

/**
 * Nothing that reads as a letter (0, 1, 8, @, $, !), since dictionary checks undo such spellings, and no quotes,
 * brackets or ampersands, which filters in front of a web server stumble over.
 */
const alphabets = {
  lower: 'abcdefghijkmnopqrstuvwxyz',
  upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ',
  digit: '234567',
  symbol: '#%^*-_=?',
} as const;

type Class = keyof typeof alphabets;

/** Never more than two letters in a row, so that no word of three letters or more can come out. */
const pattern: readonly Class[] = [
  'lower',
  'upper',
  'digit',
  'lower',
  'symbol',
  'upper',
  'lower',
  'symbol',
  'upper',
  'digit',
];

/** Runs that people type: keyboard rows and columns, the alphabet, the digits. */
const runs = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '1234567890',
  '!@#$%^&*()_+',
  '1qaz',
  '2wsx',
  '3edc',
  '4rfv',
  '5tgb',
  '6yhn',
  '7ujm',
];

const usualLength = 40;
/** What Secret Server takes at most. */
const maxLength = 1024;
const maxDraws = 1_000;

/**
 * A random password for a local user: 40 characters (more where the policy asks for more), all four classes
 * whatever the policy says, no keyboard runs, no words, and none of `avoid` (user name, display name) or of their
 * parts of three characters and more.
 */
export function generatePassword(policy: PasswordPolicy | null, avoid: readonly string[]): string {
  const length = Math.min(maxLength, Math.max(usualLength, policy?.minimumLength ?? 0));
  const names = avoid.flatMap(partsOf);
  for (let draws = 1; draws < maxDraws; draws += 1) {
    const password = draw(length);
    const lower = password.toLowerCase();
    if (!names.some((name) => lower.includes(name))) return password;
  }
  return draw(length); // only names of single characters get here; Secret Server then has the last word
}

function draw(length: number): string {
  const offset = randomInt(pattern.length);
  let password = '';
  while (password.length < length) {
    const next = alphabets[pattern[(offset + password.length) % pattern.length] ?? 'lower'];
    const candidate = next.charAt(randomInt(next.length));
    if (!isNeighbour(password.at(-1), candidate)) password += candidate;
  }
  return password;
}

/** Whether two characters follow each other in one of the runs, either way, or are the same. */
function isNeighbour(before: string | undefined, next: string): boolean {
  if (before === undefined) return false;
  const pair = `${before}${next}`.toLowerCase();
  const back = `${next}${before}`.toLowerCase();
  return pair === back || runs.some((run) => run.includes(pair) || run.includes(back));
}

function partsOf(name: string): string[] {
  const lower = name.trim().toLowerCase();
  const parts = lower.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length >= 3);
  return lower === '' ? parts : [lower, ...parts];
}
