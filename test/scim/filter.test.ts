import { describe, expect, test } from 'vitest';
import type { Condition } from '../../src/server/scim/condition.ts';
import { readConditions } from '../../src/server/scim/filter.ts';
import type { Target } from '../../src/server/scim/schemas.ts';
import { thrownBy } from './faults-of.ts';

const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const nameOf = ({ urn, attribute, sub }: Target): string =>
  [...(urn ? ['ext'] : []), attribute.name, ...(sub ? [sub.name] : [])].join('.');

/** A condition as one line, so that tables can be read. */
function shown(condition: Condition): string {
  switch (condition.op) {
    case 'and':
    case 'or':
      return `(${condition.parts.map((part) => shown(part)).join(` ${condition.op} `) || condition.op})`;
    case 'not':
      return `not ${shown(condition.part)}`;
    case 'pr':
      return `${nameOf(condition.on)} pr`;
    case 'some':
      return `${nameOf(condition.on)}[${shown(condition.part)}]`;
    case 'eq':
    case 'ne':
    case 'co':
    case 'sw':
    case 'ew':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return `${nameOf(condition.on)} ${condition.op} ${JSON.stringify(condition.value)}`;
  }
}

const read = (text: string, kind: 'User' | 'Group' = 'User'): string => {
  const condition = readConditions([kind], text).get(kind);
  return condition ? shown(condition) : 'none';
};

describe('names and values', () => {
  test.each([
    ['userName eq "ada@example.com"', 'userName eq "ada@example.com"'],
    ['USERNAME EQ "Ada@Example.com"', 'userName eq "ada@example.com"'],
    ['  userName \t eq   "a b"  ', 'userName eq "a b"'],
    [`${core}:userName eq "a"`, 'userName eq "a"'],
    [`${core.toUpperCase()}:USERNAME eq "a"`, 'userName eq "a"'],
    [`${core}:name.familyName sw "E"`, 'name.familyName sw "e"'],
    [`${enterprise}:department eq "R&D"`, 'ext.department eq "r&d"'],
    [`${enterprise}:manager.value eq "X1"`, 'ext.manager.value eq "X1"'],
    [`${enterprise}:manager eq "X1"`, 'ext.manager.value eq "X1"'],
    ['externalId eq "00u1abcdEFGHijkl2345"', 'externalId eq "00u1abcdEFGHijkl2345"'],
    ['id eq "010101001010101011001010101011"', 'id eq "010101001010101011001010101011"'],
    ['userName eq "say \\"hi\\" \\\\ \\u0041\\n"', 'userName eq "say \\"hi\\" \\\\ a\\n"'],
    ['userName eq ""', 'userName eq ""'],
    [`userName eq "x' OR 1=1 --"`, `userName eq "x' or 1=1 --"`],
    ['userName eq "a) or (b eq"', 'userName eq "a) or (b eq"'],
    ['emails eq "Ada@example.com"', 'emails.value eq "ada@example.com"'],
    ['emails.type ne "WORK"', 'emails.type ne "work"'],
    ['x509Certificates eq "MIIQ"', 'x509Certificates.value eq "MIIQ"'],
    ['active eq true', 'active eq true'],
    ['active eq "False"', 'active eq false'],
    ['title pr', 'title pr'],
    ['emails pr', 'emails pr'],
    ['title eq null', 'not title pr'],
    ['title ne null', 'title pr'],
    ['meta.resourceType eq "User"', 'meta.resourceType eq "user"'],
    ['meta.lastModified gt "1970-01-01T00:00:01Z"', 'meta.lastModified gt 1000'],
    ['meta.lastModified ge "1970-01-01T02:00:01.5+02:00"', 'meta.lastModified ge 1500'],
    ['meta.created lt "1970-01-02"', 'meta.created lt 86400000'],
    ['meta.created le "1970-01-01T00:00:00"', 'meta.created le 0'],
    ['schemas eq "URN:X"', 'schemas eq "urn:x"'],
  ])('%s', (text, condition) => {
    expect(read(text)).toBe(condition);
  });

  test('a value keeps the form in which the client sent it beside the one that is compared', () => {
    expect(readConditions(['User'], 'userName eq "Ada"').get('User')).toMatchObject({
      sent: 'Ada',
      value: 'ada',
    });
  });

  test('groups have their own attributes', () => {
    expect(read('displayName eq "R&D \\"core\\""', 'Group')).toBe('displayName eq "r&d \\"core\\""');
    expect(read('members eq "7"', 'Group')).toBe('members.value eq "7"');
  });
});

describe('logic', () => {
  test.each([
    ['(userName eq "a")', 'userName eq "a"'],
    ['title pr and active eq true and nickName pr', '(title pr and active eq true and nickName pr)'],
    ['title pr or active eq true and nickName pr', '(title pr or (active eq true and nickName pr))'],
    ['title pr and active eq true or nickName pr', '((title pr and active eq true) or nickName pr)'],
    ['title pr and (active eq true or nickName pr)', '(title pr and (active eq true or nickName pr))'],
    ['not (title pr)', 'not title pr'],
    [
      'NOT(title pr) AND not (active eq true OR nickName pr)',
      '(not title pr and not (active eq true or nickName pr))',
    ],
    ['emails[type eq "work"]', 'emails[emails.type eq "work"]'],
    [
      'emails[type eq "work" and value co "@example.com"] or ims[not (type pr)]',
      '(emails[(emails.type eq "work" and emails.value co "@example.com")] or ims[not ims.type pr])',
    ],
    [
      'emails[type eq "work"].value eq "A@b.c"',
      'emails[(emails.type eq "work" and emails.value eq "a@b.c")]',
    ],
    [
      'emails[type eq "work"].value pr and title pr',
      '(emails[(emails.type eq "work" and emails.value pr)] and title pr)',
    ],
    ['name[familyName eq "Example"]', '(name pr and name.familyName eq "example")'],
  ])('%s', (text, condition) => {
    expect(read(text)).toBe(condition);
  });

  test('what another of the types alone has, is an attribute without a value', () => {
    const conditions = readConditions(
      ['User', 'Group'],
      'userName pr or userName ne "a" or members[value eq "1"]',
    );
    expect([...conditions].map(([kind, condition]) => `${kind}: ${shown(condition)}`)).toEqual([
      'User: (userName pr or userName ne "a" or (or))',
      'Group: ((or) or (and) or members[members.value eq "1"])',
    ]);
  });
});

describe('refusals', () => {
  test.each([
    ['', 1, 'expected an attribute name. Write one, such as userName.'],
    ['userName', 9, 'expected an operator. Write one, such as eq.'],
    ['userName is "a"', 10, 'expected an operator. Write one, such as eq.'],
    ['userName eq', 12, 'expected a value. Put text in double quotes.'],
    ['userName eq ada', 13, 'expected a value. Put text in double quotes.'],
    ['userName eq "ada', 13, 'the text that begins here has no closing quotation mark. Add one.'],
    ['userName eq "\\x"', 13, 'the text that begins here has a wrong escape. Write it as JSON does.'],
    ["userName eq 'ada'", 13, 'this character has no meaning here. Put text values in double quotes.'],
    ['userName eq "a" "b"', 17, 'expected and, or, or the end of the filter. Join two comparisons with and.'],
    ['(userName eq "a"', 17, 'expected ) here. Close what was opened.'],
    ['emails[type eq "work"', 22, 'expected ] here. Close what was opened.'],
    ['title pr and', 13, 'expected an attribute name. Write one, such as userName.'],
    ['userName eq 5', 1, 'userName takes text alone. Put the value in double quotes.'],
    ['userName gt null', 1, 'null has no order. Use eq or ne, or pr.'],
    ['active eq "maybe"', 1, 'active takes true or false alone. Compare it with one of them.'],
    ['active gt true', 1, 'active is true or false and has no order. Use eq or ne.'],
    ['x509Certificates.value ge "a"', 1, 'x509Certificates.value is binary and has no order. Use eq or ne.'],
    ['meta.created co "2026"', 1, 'meta.created is a date and not a text. Use eq, ne, gt, ge, lt or le.'],
    [
      'meta.created gt "soon"',
      1,
      'meta.created takes a date alone. Write one, such as "2026-01-31T08:00:00Z".',
    ],
    [
      'meta.created gt "2026-02-31T00:00:00+99:00"',
      1,
      'meta.created takes a date alone. Write one, such as "2026-01-31T08:00:00Z".',
    ],
    [
      'title pr and shoeSize eq "9"',
      14,
      '"shoeSize" is not an attribute of a user. Correct it, as in /Schemas.',
    ],
    ['__proto__ eq "9"', 1, '"__proto__" is not an attribute of a user. Correct it, as in /Schemas.'],
    ['password eq "x"', 1, 'password is not kept and cannot be filtered by. Leave it out.'],
    ['name eq "x"', 1, 'name has parts. Compare one of them, such as name.formatted.'],
    ['title[value eq "x"]', 1, '"title" has no parts to filter by. Leave the brackets out.'],
    ['emails[emails[type pr]]', 8, 'brackets inside brackets have no meaning. Take the inner ones out.'],
    ['emails[colour eq "red"]', 8, 'emails has no part "colour". Use one of value, display, type, primary.'],
    ['.value eq "x"', 1, '".value" is not an attribute of a user. Correct it, as in /Schemas.'],
  ])('%s', (text, position, complaint) => {
    expect(thrownBy(() => read(text))).toBe(`400 invalidFilter: Filter, position ${position}: ${complaint}`);
  });

  test('a user name is no attribute of a group, and what neither has is none of both', () => {
    expect(thrownBy(() => read('userName eq "a"', 'Group'))).toContain(
      '"userName" is not an attribute of a group.',
    );
    expect(thrownBy(() => readConditions(['User', 'Group'], 'shoeSize pr'))).toContain(
      '"shoeSize" is not an attribute of a user or a group.',
    );
  });

  test('what is looked for is never in the refusal', () => {
    expect(thrownBy(() => read('password eq "hunter2-hunter2"'))).not.toContain('hunter2');
  });

  test('a filter that is too long, too deep or too wide', () => {
    expect(thrownBy(() => read(`userName eq "${'a'.repeat(8192)}"`))).toBe(
      '400 invalidFilter: Filter, position 8193: the filter is longer than 8192 characters. Send a shorter one.',
    );
    expect(thrownBy(() => read(`${'('.repeat(4000)}userName eq "a"${')'.repeat(4000)}`))).toBe(
      '400 invalidFilter: Filter, position 33: too many brackets inside each other. Send a simpler filter.',
    );
    expect(read(`${'('.repeat(32)}userName eq "a"${')'.repeat(32)}`)).toBe('userName eq "a"');
    const terms = (count: number): string => Array.from({ length: count }, () => 'title pr').join(' or ');
    expect(read(terms(200))).toMatch(/^\(title pr or .* or title pr\)$/);
    expect(thrownBy(() => read(terms(201)))).toContain('more than 200 comparisons');
  });
});
