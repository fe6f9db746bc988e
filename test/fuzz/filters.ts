import * as fc from 'fast-check';
import { urn } from '../conformance/client.ts';

const names = [
  'userName',
  'displayName',
  'emails',
  'emails.value',
  'active',
  'meta.lastModified',
  'externalId',
  'id',
  'members',
  'groups.$ref',
  'name.familyName',
  'x509Certificates',
  'schemas',
  `${urn.enterprise}:manager`,
  'password',
  '__proto__',
  'constructor.name',
  'toString',
  '$ref',
  'a.b.c',
];
const oddTexts = [
  '',
  ' ',
  '\u0000',
  '\ufeff',
  '\ud800',
  '\u{10ffff}',
  "' OR 1=1 --",
  '"; DROP TABLE users; --',
  '%',
  '_',
  '\\',
  '"\\/',
  '../..',
  '{{x}}',
  'ﬃ',
  'İ',
  '0',
  '-1',
  '1e400',
  'true',
  'null',
  'x'.repeat(3000),
];

/** Names of attributes, and what is none. */
export const attributeName = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  fc.string({ maxLength: 12 }),
);
/** Texts that mean something elsewhere, or nothing anywhere. */
export const oddText = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 20 }),
);
const operator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'EQ', 'like');
const literal = fc.oneof(
  { weight: 5, arbitrary: oddText.map((value) => JSON.stringify(value)) },
  fc.constantFrom(
    'true',
    'false',
    'null',
    '1',
    '-1.5e3',
    '"2026-01-01T00:00:00Z"',
    '"2026-13-45"',
    "'x'",
    'x',
  ),
);

/** Comparisons that can be carried out, with values that should not matter. */
const sound = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'userName',
        'displayName',
        'title',
        'name.familyName',
        'externalId',
        'emails',
        'emails.type',
        'groups.$ref',
        'schemas',
        'id',
        'meta.location',
        'meta.version',
        `${urn.enterprise}:department`,
      ),
      fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'le'),
      oddText,
    )
    .map(([path, op, with_]) => `${path} ${op} ${JSON.stringify(with_)}`),
  fc
    .tuple(
      fc.constantFrom('emails', 'phoneNumbers', 'groups'),
      fc.constantFrom('value', 'display', 'type'),
      oddText,
    )
    .map(([path, sub, with_]) => `${path}[${sub} co ${JSON.stringify(with_)} or not (${sub} pr)]`),
  fc.constantFrom(
    'active eq true',
    'active ne "False"',
    'meta.created gt "2026-01-01T00:00:00+14:00"',
    'title pr',
    'name pr',
    'emails pr',
    'nickName eq null',
  ),
);

const grammar = fc.letrec<{ filter: string; one: string }>((tie) => ({
  one: fc.oneof(
    { weight: 20, arbitrary: sound },
    { weight: 6, arbitrary: fc.tuple(attributeName, operator, literal).map((parts) => parts.join(' ')) },
    attributeName.map((attribute) => `${attribute} pr`),
    fc.tuple(attributeName, tie('filter')).map(([attribute, inner]) => `${attribute}[${inner}]`),
    tie('filter').map((inner) => `not (${inner})`),
    tie('filter').map((inner) => `(${inner})`),
  ),
  filter: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'filter' },
    tie('one'),
    fc.tuple(tie('one'), fc.constantFrom('and', 'or', 'xor'), tie('filter')).map((parts) => parts.join(' ')),
  ),
}));

/** Filters as the grammar has them, and somewhat beside it. */
export const { filter } = grammar;

/** Filters: some that can be read, some that were, until a character was lost or doubled. */
export const filterText: fc.Arbitrary<string> = fc.oneof(
  filter,
  fc.tuple(filter, fc.nat(), oddText).map(([whole, at, more]) => {
    const place = whole.length === 0 ? 0 : at % whole.length;
    return whole.slice(0, place) + more + whole.slice(place + 1);
  }),
  fc.constantFrom(
    '('.repeat(5000),
    `${'not ('.repeat(200)}id pr${')'.repeat(200)}`,
    `"${'\\'.repeat(4000)}`,
    Array.from({ length: 900 }, () => 'id pr').join(' or '),
    `userName eq "${'%'.repeat(8000)}"`,
  ),
);
