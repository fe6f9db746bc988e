import { describe, expect, test } from 'vitest';

import { findReference, referenceAbsent, validateAnswer, validateRequest, type Exchange } from './openapi.ts';
import { allRoutes } from './routes/all.ts';
import { signIn, type RawClient } from './raw-client.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';
import { everySwitchValue, type SwitchName } from './switches.ts';

const reference = findReference();
const title = reference ? "against the vendor's documents" : `skipped: ${referenceAbsent}`;
const dirty = (value: unknown) => ({ dirty: true, value });
const password = 'Kx7!vRt2_mQz9';

/** A walk over every call that the sandbox has: verb, route, how its variables are filled, body. */
type Step = readonly [string, string, string, unknown?];

const reads: readonly Step[] = [
  ['GET', '/v1/healthcheck', '/v1/healthcheck'],
  ['GET', '/v1/version', '/v1/version'],
  [
    'GET',
    '/v1/users',
    '/v1/users?take=100&filter.includeInactive=true&sortBy[0].name=id&sortBy[0].direction=Asc',
  ],
  ['GET', '/v1/users', '/v1/users?filter.searchText=nobody-at-all&filter.searchFields=userName'],
  ['GET', '/v1/users', '/v1/users?take=many'],
  ['GET', '/v1/users/lookup', '/v1/users/lookup'],
  ['GET', '/v1/users/stub', '/v1/users/stub'],
  ['GET', '/v1/users/current', '/v1/users/current'],
  ['GET', '/v1/users/{id}', '/v1/users/5?includeInactive=true'],
  ['GET', '/v1/users/{id}', '/v1/users/62'],
  ['GET', '/v1/users/{id}', '/v1/users/99999'],
  ['GET', '/v1/users/{id}/groups', '/v1/users/6/groups'],
  ['GET', '/v1/users/{id}/roles', '/v1/users/46/roles'],
  ['GET', '/v1/users/{userId}/roles-assigned', '/v1/users/5/roles-assigned'],
  ['GET', '/v1/groups', '/v1/groups?take=100&filter.includeInactive=true'],
  ['GET', '/v1/groups/lookup', '/v1/groups/lookup'],
  ['GET', '/v1/groups/stub', '/v1/groups/stub'],
  ['GET', '/v1/groups/{id}', '/v1/groups/1'],
  ['GET', '/v1/groups/{id}', '/v1/groups/17'],
  ['GET', '/v1/groups/{id}', '/v1/groups/21'],
  ['GET', '/v1/groups/{id}/users', '/v1/groups/5/users?filter.includeInactiveUsersForGroup=true'],
  ['GET', '/v1/groups/{id}/users/{userId}', '/v1/groups/3/users/6'],
  ['GET', '/v1/groups/{id}/users-lookup', '/v1/groups/3/users-lookup'],
  ['GET', '/v1/roles', '/v1/roles?filter.userId=5'],
  ['GET', '/v1/roles/{id}', '/v1/roles/1'],
  ['GET', '/v1/roles/{id}/permissions', '/v1/roles/1/permissions'],
  ['GET', '/v1/roles/{id}/groups', '/v1/roles/1/groups'],
  ['GET', '/v1/domains', '/v1/domains'],
  ['GET', '/v1/directory-services/domains', '/v1/directory-services/domains'],
  ['GET', '/v1/directory-services/domains/{id}', '/v1/directory-services/domains/1'],
  ['GET', '/v1/directory-services/configuration', '/v1/directory-services/configuration'],
  ['GET', '/v2/configuration/general', '/v2/configuration/general?loadAll=true'],
  ['GET', '/v1/configuration/local-user-passwords', '/v1/configuration/local-user-passwords'],
  ['GET', '/v2/configuration/login', '/v2/configuration/login'],
  ['GET', '/v1/configuration/read-only-mode', '/v1/configuration/read-only-mode'],
];

const allUserFields = {
  displayName: 'Tilda',
  emailAddress: 'tilda@example.com',
  enabled: true,
  loginFailures: 0,
  isLockedOut: false,
};
const newUser = {
  userName: 'n.one',
  displayName: 'N',
  password,
  enabled: true,
  emailAddress: 'n@example.com',
  domainId: -1,
};

const writes: readonly Step[] = [
  ['POST', '/v1/users', '/v1/users', newUser],
  ['POST', '/v1/users', '/v1/users', newUser],
  ['POST', '/v1/users', '/v1/users', { ...newUser, userName: 'n.two', password: 'weak' }],
  [
    'PATCH',
    '/v1/users/{id}',
    '/v1/users/6',
    { emailAddress: dirty(null), enabled: dirty(true), password: dirty(password) },
  ],
  ['PUT', '/v1/users/{id}', '/v1/users/6', { id: 6, ...allUserFields }],
  ['DELETE', '/v1/users/{id}', '/v1/users/6'],
  ['DELETE', '/v1/users/{id}', '/v1/users/6'],
  [
    'POST',
    '/v1/users/{userId}/password-reset',
    '/v1/users/7/password-reset',
    { data: { userId: 7, password } },
  ],
  ['POST', '/v1/users/{userId}/lock-out', '/v1/users/7/lock-out', { data: { reasonType: 'Other' } }],
  ['POST', '/v1/users/{id}/groups', '/v1/users/7/groups', { groupIds: [4] }],
  ['PUT', '/v1/users/{id}/groups', '/v1/users/7/groups', { groupIds: [4] }],
  ['DELETE', '/v1/users/{id}/groups', '/v1/users/7/groups?groupIds=4'],
  ['POST', '/v1/users/{id}/roles', '/v1/users/7/roles', { roleIds: [3] }],
  ['PUT', '/v1/users/{id}/roles', '/v1/users/7/roles', { roleIds: [2] }],
  ['DELETE', '/v1/users/{id}/roles', '/v1/users/7/roles', { roleIds: [2] }],
  ['POST', '/v1/groups', '/v1/groups', { name: 'G', enabled: true }],
  ['POST', '/v1/groups', '/v1/groups', { name: 'G', enabled: true }],
  ['PUT', '/v1/groups/{id}', '/v1/groups/3', { id: 3, name: 'G3', enabled: true, ownerUserIds: [2] }],
  ['PATCH', '/v1/groups/{id}', '/v1/groups/3', { data: { name: dirty('G4'), addedOwnerGroupIds: [] } }],
  ['POST', '/v1/groups/{id}/users', '/v1/groups/3/users', { userId: 8 }],
  ['PATCH', '/v1/groups/{id}/users', '/v1/groups/3/users', { addedUserIds: [9], removeUserIds: [8] }],
  ['PUT', '/v1/groups/{id}/users', '/v1/groups/3/users', { userIds: [9] }],
  ['DELETE', '/v1/groups/{id}/users/{userId}', '/v1/groups/3/users/9'],
  ['DELETE', '/v1/groups/{id}', '/v1/groups/3'],
  ['DELETE', '/v1/groups/{id}', '/v1/groups/3'],
  ['POST', '/v1/oauth-expiration', '/v1/oauth-expiration'],
  ['GET', '/v1/users/current', '/v1/users/current'],
];

/** Answers that the documents do not describe on purpose: plain text, pages, a wrapped version. */
const undescribed: readonly SwitchName[] = ['version', 'healthcheck'];

let sandbox: Sandbox;
let client: RawClient;

test('the walk leads over every call that the sandbox has', () => {
  const walked = new Set([...reads, ...writes].map(([method, route]) => `${method} ${route}`));
  expect(
    allRoutes.map((route) => `${route.method} ${route.path}`).filter((route) => !walked.has(route)),
  ).toEqual([]);
});

describe.skipIf(!reference)(title, () => {
  const plain = { name: 'no switch', value: 'set', chosen: {} };
  const rights = [
    'Administer Users',
    'Administer Groups',
    'View Roles',
    'Unrestricted by Teams',
    'Administer Role Assignment',
  ];
  const all = [...rights, 'View Configuration', 'View Active Directory'];

  test.each([plain, ...everySwitchValue()])(
    'every answer fits with $name $value',
    async ({ name, chosen }) => {
      sandbox = await startSandbox({ switches: chosen, rights: all });
      client = await signIn(sandbox);
      const faults: string[] = [];
      for (const [method, route, path, body] of [...reads, ...writes]) {
        const reply = await client.call(method, path, body);
        const described = !undescribed.some(
          (switchName) => switchName === name && route === `/v1/${switchName}`,
        );
        if (reference && described) faults.push(...answerFaults({ method, path, body }, reply));
        if (reply.status === 500) faults.push(`${method} ${path}: ${reply.text}`);
      }
      await sandbox.stop();
      expect(faults).toEqual([]);
    },
  );

  test('every request of the walk fits but the one that is wrong on purpose', () => {
    const wrong = [...reads, ...writes].filter(([method, , path, body]) => {
      return reference && validateRequest(reference, exchangeOf({ method, path, body })).length > 0;
    });
    expect(wrong.map(([, , path]) => path)).toEqual(['/v1/users?take=many']);
  });

  test.each([
    ['PATCH', '/v1/users/5', { enabled: false }],
    ['PATCH', '/v1/users/5', { data: { enabled: dirty(false) } }],
    ['PATCH', '/v1/groups/5', { name: dirty('x') }],
    ['PATCH', '/v1/groups/5/users', { removedUserIds: [1] }],
    ['POST', '/v1/users', { userName: 'x' }],
    ['GET', '/v1/users?filter.inactive=true', undefined],
    ['GET', '/v1/nothing', undefined],
    ['DELETE', '/v1/users/5', {}],
  ])('a wrong request is found: %s %s %j', (method, path, body) => {
    expect(reference && validateRequest(reference, exchangeOf({ method, path, body }))).not.toEqual([]);
  });

  test.each([
    ['an undeclared member', 200, { id: 5, shoeSize: 44 }],
    ['a value of the wrong type', 200, { id: '5' }],
    ['a broken date', 200, { id: 5, created: 'yesterday' }],
    ['an error without a message', 400, { errorCode: 'x' }],
  ])('a wrong answer is found: %s', (_, status, body) => {
    expect(
      reference && validateAnswer(reference, { method: 'GET', path: '/v1/users/5' }, status, body),
    ).not.toEqual([]);
  });

  /** What the sandbox takes note of as unknown must be what the documents do not have. */
  test('the members that each call is known to have are those of the documents', () => {
    const declared = allRoutes.filter((route) => route.fields !== undefined && route.method !== 'GET');
    const faults = declared.flatMap((route) => {
      const body = Object.fromEntries(
        (route.fields ?? []).filter((field) => !field.includes('.')).map((field) => [field, null]),
      );
      const path = route.path.replaceAll(/\{\w+\}/g, '1');
      const found = reference ? validateRequest(reference, { method: route.method, path, body }) : [];
      return found
        .filter((fault) => fault.includes('additional'))
        .map((fault) => `${route.method} ${route.path} ${fault}`);
    });
    expect(faults).toEqual([]);
  });
});

function answerFaults(
  call: { method: string; path: string; body: unknown },
  reply: { status: number; body: unknown },
): readonly string[] {
  const found = reference ? validateAnswer(reference, exchangeOf(call), reply.status, reply.body) : [];
  return found.map((fault) => `${call.method} ${call.path} ${reply.status}: ${fault}`);
}

function exchangeOf({ method, path, body }: { method: string; path: string; body?: unknown }): Exchange {
  const url = new URL(path, 'http://sandbox.invalid');
  const query = Object.fromEntries([...url.searchParams].map(([name, value]) => [name, [value]]));
  return { method, path: url.pathname, query, body };
}
