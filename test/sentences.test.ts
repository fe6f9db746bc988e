import { expect, test } from 'vitest';
import { fromSecretServer, refusals } from '../src/server/domain/refusals.ts';
import { rejections } from '../src/server/http/rejections.ts';
import { ScimError } from '../src/server/scim/errors.ts';
import { FAULTS, fault, quoted, type FaultName } from '../src/server/scim/faults.ts';
import { FILTER_FAULTS, filterFault } from '../src/server/scim/filter-faults.ts';
import { SecretServerError } from '../src/server/secret-server/model.ts';

/** Every sentence that a client can be told, at its longest: an admin reads them on the dashboard of Okta. */

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const longest = {
  urn: enterprise,
  name: 'phoneNumbers.primary (value 200 of the list)',
  list: 'members',
  path: quoted('x'.repeat(300)),
  part: 'streetAddress',
  known: 'formatted, streetAddress, locality, region, postalCode, country, type, primary',
  what: 'a list of attribute names',
  parts: 'op, path and value',
  kind: 'group',
  op: 'replace',
  method: 'DELETE',
  wanted: '/Users/{id} or /Groups/{id}',
  mark: ')',
  limit: 16_384,
  found: 200,
};
/** What a PATCH puts before the sentence. */
const prefix = 'Operation 1000: ';

/** What tells somebody to do something begins, or is joined, with one of these. */
const instruction =
  /(?:[.;,] |^)(?:and |then |or |in Okta, )*(?:add|address|ask|begin|change|check|close|compare|correct|encode|end|enable|enter|exclude|finish|free|give|grant|import|join|leave|let|link|map|mark|okta tries again|open|paste|push|put|read|remove|repeat|replace|retry|say|send|shorten|sort|take|type|unlink|use|write|make)\b/i;

const sentences: readonly [string, ScimError][] = [
  ...(Object.keys(FAULTS) as FaultName[]).map((name): [string, ScimError] => [
    `scim ${name}`,
    fault(name, longest),
  ]),
  ...(Object.keys(FILTER_FAULTS) as (keyof typeof FILTER_FAULTS)[]).map((name): [string, ScimError] => [
    `filter ${name}`,
    filterFault(8192, name, {
      ...longest,
      name: name === 'unknownPart' ? 'addresses' : 'x509Certificates.display',
      path: name === 'unknownPart' ? quoted('x'.repeat(300), 40) : longest.path,
      what: 'user or a group',
    }),
  ]),
  ...Object.entries(refusals).map(([name, refusal]): [string, ScimError] => [
    `domain ${name}`,
    // What a client sends is cut; the name of an attribute is ours.
    refusal(name === 'notTaken' ? 'displayName' : 'x'.repeat(300)),
  ]),
  ...Object.entries(rejections).map(([name, rejection]): [string, ScimError] => [
    `http ${name}`,
    rejection('OPTIONS', 'GET, HEAD, POST, PUT, PATCH, DELETE'),
  ]),
];

test.each(sentences)('%s is short, ends in a period and says what to do', (name, { message }) => {
  const isOfPatch = name.startsWith('scim') || name.startsWith('filter');
  expect((isOfPatch ? prefix + message : message).length).toBeLessThanOrEqual(200);
  expect(message).toMatch(/[\w)"}]\.$/);
  expect(message).not.toMatch(/\{(?!id\})|undefined/);
  expect(message.slice(message.indexOf('. ') + 2)).toMatch(instruction);
});

test.each<[string, SecretServerError]>([
  ...(['unreachable', 'unusable', 'other-server', 'untrusted', 'sign-in-refused', 'forbidden'] as const).map(
    (kind): [string, SecretServerError] => [kind, new SecretServerError(kind, 'x')],
  ),
  ['many words', new SecretServerError('refused', 'x', { said: 'Not so. '.repeat(100) })],
  ['no words', new SecretServerError('refused', 'x')],
  ['access', new SecretServerError('refused', 'x', { errorCode: 'API_AccessDenied' })],
])('what Secret Server refuses is short, and says what to do: %s', (_, thrown) => {
  const error = fromSecretServer(thrown);
  if (!(error instanceof ScimError)) throw error;
  expect(error.message.length).toBeLessThanOrEqual(200);
  expect(error.message).toMatch(/\.$/);
  expect(error.message).toMatch(instruction);
});
