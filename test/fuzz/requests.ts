import * as fc from 'fast-check';
import { urn } from '../conformance/client.ts';
import { attributeName, filter, oddText } from './filters.ts';
import type { Attack, Target } from './target.ts';

const key = fc.oneof(
  attributeName,
  fc.constantFrom(
    'op',
    'path',
    'value',
    'Operations',
    'schemas',
    'data',
    'method',
    'bulkId',
    'emails[type eq "work"].value',
    urn.enterprise,
  ),
  oddText,
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'value' },
    oddText,
    fc.constantFrom(null, true, false, 0, -1, 1e308, 2 ** 53, '42', 'True'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

const soundEntry = fc.tuple(fc.constantFrom('title', 'nickName', 'locale', 'externalId'), oddText);
const user = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: soundEntry }, fc.tuple(attributeName, value)), {
      maxLength: 6,
    }),
    fc.oneof(fc.constantFrom('a', 'b'), oddText),
  )
  .map(([entries, userName]) => ({
    schemas: [urn.user],
    userName: `${userName}@hostile.example.com`,
    ...Object.fromEntries(entries),
  }));
const group = fc
  .tuple(fc.oneof(fc.constantFrom('Hostile A', 'Hostile B'), oddText), value)
  .map(([displayName, members]) => ({ schemas: [urn.group], displayName, members }));
const soundOperation = fc.oneof(
  fc.record({
    op: fc.constantFrom('add', 'replace'),
    path: fc.constantFrom(
      'title',
      'nickName',
      'name.givenName',
      'phoneNumbers[type eq "work"].value',
      'ims.display',
      `${urn.enterprise}:manager`,
    ),
    value: oddText,
  }),
  fc.record({
    op: fc.constantFrom('add', 'replace'),
    path: fc.constantFrom('phoneNumbers', 'ims', 'roles', 'members'),
    value: fc.array(
      fc.record({ value: oddText, type: oddText, primary: fc.boolean() }, { requiredKeys: ['value'] }),
      { maxLength: 4 },
    ),
  }),
  fc.record({
    op: fc.constant('remove'),
    path: fc.constantFrom('title', 'ims', 'members', 'phoneNumbers[type eq "work"]', urn.enterprise),
  }),
);
const oddOperation = fc.record(
  {
    op: fc.constantFrom('add', 'replace', 'remove', 'Add', 'copy'),
    path: fc.oneof(
      attributeName,
      fc
        .tuple(attributeName, filter, attributeName)
        .map(([attribute, inner, sub]) => `${attribute}[${inner}].${sub}`),
      oddText,
    ),
    value,
  },
  { requiredKeys: ['op'] },
);
const operation = fc.oneof({ weight: 8, arbitrary: soundOperation }, oddOperation);
const patch = fc
  .array(operation, { maxLength: 5 })
  .map((Operations) => ({ schemas: [urn.patch], Operations }));
const bulk = fc
  .array(
    fc.record({
      method: fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'GET'),
      path: fc.oneof(fc.constantFrom('/Users', '/Groups', '/Users/bulkId:a', '/Users/1'), oddText),
      bulkId: fc.constantFrom('a', 'b', 'c'),
      data: fc.oneof(user, patch, value),
    }),
    { maxLength: 4 },
  )
  .map((Operations) => ({ schemas: [urn.bulk], Operations }));
const search = fc.record(
  {
    schemas: fc.constant([urn.search]),
    filter,
    sortBy: fc.constantFrom('userName', 'emails', 'meta.created', 'x'),
    count: fc.oneof({ weight: 5, arbitrary: fc.nat(20) }, value),
    startIndex: fc.oneof({ weight: 5, arbitrary: fc.nat(200) }, value),
    cursor: fc.oneof({ weight: 5, arbitrary: fc.constant('') }, oddText),
    attributes: fc.oneof({ weight: 5, arbitrary: fc.array(attributeName, { maxLength: 3 }) }, value),
  },
  { requiredKeys: ['schemas'] },
);

/** JSON, and what was JSON until it was cut, doubled or led in by something. */
function broken(body: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const whole = body.map((one) => JSON.stringify(one) ?? '');
  return fc.oneof(
    { weight: 6, arbitrary: whole },
    whole.map((one) => one.slice(0, -1)),
    whole.map((one) => `\ufeff${one}`),
    whole.map((one) =>
      one.replace('{', '{"userName":"twice@hostile.example.com","userName":7,"__proto__":{"admin":true},'),
    ),
    fc.constantFrom(
      '['.repeat(20_000),
      `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
      '{"userName":1e999}',
      `{"schemas":["${urn.user}"],"userName":"n","active":${'9'.repeat(5000)}}`,
      `{"schemas":["${urn.user}"],"userName":"c\u0001\n","title":"\\u0000\\ud800"}`,
      `{"schemas":["${urn.user}"],"constructor":{"prototype":{"admin":true}},"userName":"p\\u202e"}`,
      `{"schemas":["${urn.group}"],"displayName":"Many","members":[${Array(3000).fill('{"value":"x"}').join()}]}`,
      `{"schemas":["${urn.patch}"],"Operations":[${Array(900).fill('{"op":"remove","path":"emails[type eq \\"x\\"]"}').join()}]}`,
      '"\\ud800"',
      'nul',
      '{}{}',
    ),
  );
}

type BodyKind = 'resources' | 'patches' | 'bulk' | 'searches';

/** Requests with bodies, to the user and the group that are aimed at, or for new ones. */
export function bodies({
  userId,
  groupId,
}: Pick<Target, 'userId' | 'groupId'>): Readonly<Record<BodyKind, fc.Arbitrary<Attack>>> {
  const anyBody = fc.oneof(user, patch, value);
  const mostly = (one: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 4, arbitrary: one }, anyBody);
  const send = (method: string, path: string, body: fc.Arbitrary<unknown>): fc.Arbitrary<Attack> =>
    broken(body).map((sent) => ({ method, path, body: sent }));
  return {
    resources: fc.oneof(
      send('POST', '/Users', mostly(user)),
      send('PUT', `/Users/${userId}`, mostly(user)),
      send('POST', '/Groups', mostly(group)),
      send('PUT', `/Groups/${groupId}`, mostly(group)),
    ),
    patches: fc.oneof(
      send('PATCH', `/Users/${userId}`, mostly(patch)),
      send('PATCH', `/Groups/${groupId}`, mostly(patch)),
    ),
    bulk: send('POST', '/Bulk', mostly(bulk)),
    searches: fc.oneof(
      ...['/.search', '/Users/.search', '/Groups/.search'].map((path) => send('POST', path, mostly(search))),
    ),
  };
}

const soundParameter = fc.oneof(
  fc.tuple(fc.constant('filter'), filter),
  fc.tuple(
    fc.constant('sortBy'),
    fc.constantFrom('userName', 'title', 'emails.value', 'active', 'name.familyName', 'groups'),
  ),
  fc.tuple(fc.constantFrom('attributes', 'excludedAttributes'), attributeName),
  fc.tuple(fc.constantFrom('startIndex', 'count'), fc.integer().map(String)),
);
const oddParameter = fc.tuple(
  fc.constantFrom(
    'filter',
    'sortBy',
    'sortOrder',
    'startIndex',
    'count',
    'cursor',
    'attributes',
    'excludedAttributes',
    '__proto__',
  ),
  fc.oneof(filter, attributeName, oddText),
);

/** Reads with parameters and addresses of all kinds. */
export const reads: fc.Arbitrary<Attack> = fc
  .tuple(
    fc.constantFrom('/Users', '/Groups', '/', '/Users', '/Schemas', '/Users/1', '/Me', '/Users/.search'),
    fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: soundParameter }, oddParameter), {
      maxLength: 4,
      selector: ([one]) => one,
    }),
    oddText,
  )
  .chain(([path, parameters, odd]) => {
    const query = parameters
      .map(([one, with_]) => `${one}=${encodeURIComponent(with_.toWellFormed())}`)
      .join('&');
    const tail = encodeURIComponent(odd.toWellFormed());
    return fc
      .constantFrom(`${path}?${query}`, `${path}?${query}`, `/Users/${tail}`, `${path}/${tail}?${query}`)
      .map((whole) => ({ method: 'GET', path: whole, body: undefined }));
  });
