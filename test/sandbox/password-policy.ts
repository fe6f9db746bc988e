import { createHash } from 'node:crypto';

import type { Settings } from './model.ts';

const MAXIMUM_LENGTH = 1024;
const KEYBOARD_RUNS = ['qwerty', 'wertz', 'asdfg', 'zxcvb', 'yxcvb', '12345', '98765', 'abcde'];
const WORDS = [
  'password',
  'secret',
  'welcome',
  'letmein',
  'dragon',
  'monkey',
  'summer',
  'winter',
  'admin',
  'company',
];

/** Why a password is refused, in words for a person; empty when it is fine. The password itself is never told. */
export function passwordFaults(settings: Settings, password: string, userName: string): readonly string[] {
  return [...visibleFaults(settings, password), ...hiddenFaults(password, userName)];
}

function visibleFaults(settings: Settings, password: string): readonly string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [
      password.length < settings.passwordMinimumLength,
      `at least ${settings.passwordMinimumLength} characters`,
    ],
    [password.length > MAXIMUM_LENGTH, `at most ${MAXIMUM_LENGTH} characters`],
    [settings.passwordRequireLowercase && !/\p{Ll}/u.test(password), 'a lower-case letter'],
    [settings.passwordRequireUppercase && !/\p{Lu}/u.test(password), 'an upper-case letter'],
    [settings.passwordRequireNumbers && !/\d/.test(password), 'a number'],
    [settings.passwordRequireSymbols && !/[^\p{L}\d]/u.test(password), 'a symbol'],
  ];
  return rules.filter(([broken]) => broken).map(([, text]) => `The password needs ${text}.`);
}

/** Since 10.9; no configuration call shows these. */
function hiddenFaults(password: string, userName: string): readonly string[] {
  const lower = password.toLowerCase();
  const rules: readonly (readonly [boolean, string])[] = [
    [KEYBOARD_RUNS.some((run) => lower.includes(run)), 'a keyboard sequence'],
    [WORDS.some((word) => lower.includes(word)), 'a dictionary word'],
    [userName.length > 2 && lower.includes(userName.toLowerCase()), 'the user name'],
  ];
  return rules.filter(([broken]) => broken).map(([, text]) => `The password must not contain ${text}.`);
}

/** What is kept of a password. */
export function digest(password: string): string {
  return createHash('sha256').update(password).digest('hex');
}
