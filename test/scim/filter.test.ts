import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../src/server/scim/filter.ts';
import { thrownBy } from './faults-of.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';

describe('parseFilter', () => {
  test.each([
    ['userName eq "ada@example.com"', 'userName', 'ada@example.com'],
    ['USERNAME EQ "Ada@Example.com"', 'userName', 'Ada@Example.com'],
    ['  userName \t eq   "a b"  ', 'userName', 'a b'],
    ['(userName eq "a")', 'userName', 'a'],
    [`${core}:userName eq "a"`, 'userName', 'a'],
    [`${core.toUpperCase()}:USERNAME eq "a"`, 'userName', 'a'],
    ['externalId eq "00u1abcdEFGHijkl2345"', 'externalId', '00u1abcdEFGHijkl2345'],
    ['id eq "010101001010101011001010101011"', 'id', '010101001010101011001010101011'],
    ['displayName eq "Vault Ops"', 'displayName', 'Vault Ops'],
    ['userName eq "say \\"hi\\" \\\\ \\u0041\\n"', 'userName', 'say "hi" \\ A\n'],
    ['userName eq ""', 'userName', ''],
    [`userName eq "x' OR 1=1 --"`, 'userName', "x' OR 1=1 --"],
    ['userName eq "a) or (b eq"', 'userName', 'a) or (b eq'],
    ['emails eq "ada@example.com"', 'emails.value', 'ada@example.com'],
    ['emails.value eq "ada@example.com"', 'emails.value', 'ada@example.com'],
    ['active eq true', 'active', true],
    ['active eq "False"', 'active', false],
  ])('%s', (text, path, value) => {
    expect(parseFilter('User', text)).toEqual({ op: 'eq', path, value });
  });

  test('groups are found by their name', () => {
    expect(parseFilter('Group', 'displayName eq "R&D \\"core\\""')).toEqual({
      op: 'eq',
      path: 'displayName',
      value: 'R&D "core"',
    });
  });

  const offer =
    'send one attribute eq "value", with one of userName, externalId, id, displayName, emails.value, active';
  test.each([
    ['', 'cannot be read at position 1: expected an attribute name, such as userName'],
    ['userName', 'cannot be read at position 9: expected an operator, such as eq'],
    ['userName is "a"', 'cannot be read at position 10: expected an operator, such as eq'],
    ['userName eq', 'cannot be read at position 12: expected a value; put text in double quotes'],
    ['userName eq ada', 'cannot be read at position 13: expected a value; put text in double quotes'],
    [
      'userName eq "ada',
      'cannot be read at position 13: the text that begins here has no closing quotation mark; add one',
    ],
    [
      'userName eq "\\x"',
      'cannot be read at position 13: the text that begins here has a wrong escape; write it as JSON does',
    ],
    [
      "userName eq 'ada'",
      'cannot be read at position 13: this character has no meaning here; put text values in double quotes',
    ],
    ['userName eq "a" "b"', 'cannot be read at position 17: expected and, or, or the end of the filter'],
    ['(userName eq "a"', 'cannot be read at position 17: expected ) here'],
    [
      'userName eq 5',
      'cannot be read at position 1: userName is compared with text; put the value in double quotes',
    ],
    [
      'userName eq null',
      'cannot be read at position 1: userName is compared with text; put the value in double quotes',
    ],
    ['active eq "maybe"', 'cannot be read at position 1: active is compared with true or false'],
    ['shoeSize eq "9"', `cannot be read at position 1: "shoeSize" is not an attribute of a user; ${offer}`],
    ['__proto__ eq "9"', `cannot be read at position 1: "__proto__" is not an attribute of a user; ${offer}`],
    ['password eq "x"', `cannot be read at position 1: "password" cannot be filtered by; ${offer}`],
    [
      'meta.created eq "2026-01-01T00:00:00Z"',
      `cannot be read at position 1: "meta.created" cannot be filtered by; ${offer}`,
    ],
    ['emails.type eq "work"', `cannot be read at position 1: "emails.type" cannot be filtered by; ${offer}`],
    ['userName co "a"', `uses co at position 1, which is not supported: ${offer}`],
    ['userName pr', `uses pr at position 1, which is not supported: ${offer}`],
    ['not (userName eq "a")', `uses not at position 1, which is not supported: ${offer}`],
    ['userName eq "a" and active eq true', `uses and at position 1, which is not supported: ${offer}`],
    ['emails[type eq "work"]', `uses a filter in brackets at position 1, which is not supported: ${offer}`],
  ])('%s is refused', (text, complaint) => {
    expect(thrownBy(() => parseFilter('User', text))).toBe(`400 invalidFilter: The filter ${complaint}`);
  });

  test('a user name is no attribute of a group', () => {
    expect(thrownBy(() => parseFilter('Group', 'userName eq "a"'))).toBe(
      '400 invalidFilter: The filter cannot be read at position 1: "userName" is not an attribute of a group; ' +
        'send one attribute eq "value", with one of displayName, externalId, id',
    );
  });

  test('what is looked for is never in the refusal', () => {
    expect(thrownBy(() => parseFilter('User', 'password eq "hunter2-hunter2"'))).not.toContain('hunter2');
  });

  test('a filter that is too long, or nested too deep, is refused', () => {
    expect(thrownBy(() => parseFilter('User', `userName eq "${'a'.repeat(8192)}"`))).toBe(
      '400 invalidFilter: The filter is longer than 8192 characters: send a shorter one',
    );
    expect(thrownBy(() => parseFilter('User', `${'('.repeat(4000)}userName eq "a"${')'.repeat(4000)}`))).toBe(
      '400 invalidFilter: The filter cannot be read at position 33: too many brackets inside each other; send a simpler filter',
    );
    expect(parseFilter('User', `${'('.repeat(32)}userName eq "a"${')'.repeat(32)}`)).toMatchObject({
      value: 'a',
    });
  });
});
