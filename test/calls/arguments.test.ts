import { expect, test } from 'vitest';
import { isCallName, parseArgument } from '../../src/server/calls/arguments.ts';

test.for(['okta', 'Okta Zürich', 'O’Brien & Söhne', 'x'.repeat(64), '日本'])(
  'takes the endpoint name %j',
  (name) => {
    expect(parseArgument('endpoints.remove', { name })).toEqual({ name });
  },
);

test.for([
  '',
  ' okta',
  'okta ',
  'a\nb',
  'a\u0000b',
  'a\u001b[2Jb',
  'a\u202eb',
  'x'.repeat(65),
  7,
  null,
  undefined,
])('refuses the endpoint name %j', (name) => {
  expect(() => parseArgument('endpoints.remove', { name })).toThrow(
    expect.objectContaining({ code: 'APP-INPUT' }),
  );
});

test('refuses fields that it does not know: a misspelled option must not be dropped silently', () => {
  expect(() => parseArgument('import.run', { acceptRemoval: true })).toThrow('acceptRemoval');
});

test('refuses an unknown kind and names the known ones', () => {
  expect(() => parseArgument('endpoints.add', { name: 'okta', kind: 'ldap' })).toThrow('kind: ');
});

test('a call without an argument takes an empty object and nothing else', () => {
  expect(parseArgument('status.get', {})).toBeUndefined();
  expect(() => parseArgument('status.get', { a: 1 })).toThrow('status.get');
  expect(() => parseArgument('status.get', [])).toThrow('status.get');
});

test('knows its own calls only', () => {
  expect(['status.get', 'toString', '__proto__', ''].map(isCallName)).toEqual([true, false, false, false]);
});
