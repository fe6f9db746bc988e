import { badRequest, empty, json, Refusal, accessDenied, type Answer } from '../http/answer.ts';
import { flagOf, intOf, intsOf, membersOf, textOf, type Members } from '../http/body.ts';
import { idOf, type Request, type Route } from '../http/route.ts';
import { withinLicences } from '../licences.ts';
import { LOCAL, type UserRecord } from '../model.ts';
import { digest, passwordFaults } from '../password-policy.ts';
import { userModel } from '../present.ts';
import { writeUsers } from '../rights.ts';
import { managedUser } from '../scope.ts';
import { readUserPatch } from '../user-patch.ts';
import type { World } from '../world.ts';

const flags = [
  'isApplicationAccount',
  'twoFactor',
  'radiusTwoFactor',
  'duoTwoFactor',
  'oathTwoFactor',
  'fido2TwoFactor',
];
const others = ['radiusUserName', 'unixAuthenticationMethod', 'dateOptionId', 'timeOptionId'];
const common = [
  'displayName',
  'emailAddress',
  'enabled',
  'isLockedOut',
  'loginFailures',
  'password',
  ...flags,
  ...others,
];
const owners = ['groupOwners', 'isGroupOwnerUpdate'];

/** PUT, PATCH and DELETE of a user. User name, domain and adGuid have no field in any of them. */
export const userChangeRoutes: readonly Route[] = [
  {
    method: 'PUT',
    path: '/v1/users/{id}',
    rights: writeUsers,
    fields: ['id', ...common, ...owners],
    handle: (world, request) => replace(world, request),
  },
  {
    method: 'PATCH',
    path: '/v1/users/{id}',
    rights: writeUsers,
    since109: true,
    fields: [
      'id',
      ...[...common, 'slackId', 'ipAddressRestrictionIds'].flatMap((f) => [f, `${f}.dirty`, `${f}.value`]),
      ...owners,
    ],
    handle: (world, request) => {
      const before = managedUser(world, request.caller, idOf(request));
      const { changes, password } = readUserPatch(membersOf(request.body));
      return json(userModel(world, saveUser(world, before, changes, password)));
    },
  },
  {
    method: 'DELETE',
    path: '/v1/users/{id}',
    rights: writeUsers,
    handle: (world, request) => disable(world, managedUser(world, request.caller, idOf(request))),
  },
];

/** What is left out becomes false, null or 0; only the password is kept (reference: quirk 7). */
function replace(world: World, request: Request): Answer {
  const before = managedUser(world, request.caller, idOf(request));
  const body = membersOf(request.body);
  if (intOf(body, 'id') !== before.id)
    throw badRequest('The id in the body does not match the id in the address.');
  const changes: Partial<UserRecord> = {
    displayName: textOf(body, 'displayName') ?? '',
    emailAddress: textOf(body, 'emailAddress'),
    enabled: flagOf(body, 'enabled'),
    isLockedOut: flagOf(body, 'isLockedOut'),
    loginFailures: intOf(body, 'loginFailures') ?? 0,
    isApplicationAccount: flagOf(body, 'isApplicationAccount'),
    twoFactor: flagOf(body, 'twoFactor'),
    radiusTwoFactor: flagOf(body, 'radiusTwoFactor'),
    radiusUserName: textOf(body, 'radiusUserName'),
    duoTwoFactor: flagOf(body, 'duoTwoFactor'),
    oathTwoFactor: flagOf(body, 'oathTwoFactor'),
    fido2TwoFactor: flagOf(body, 'fido2TwoFactor'),
    unixAuthenticationMethod: textOf(body, 'unixAuthenticationMethod') ?? 'Password',
    dateOptionId: intOf(body, 'dateOptionId') ?? 0,
    timeOptionId: intOf(body, 'timeOptionId') ?? 0,
    ...ownersOf(body),
  };
  return json(userModel(world, saveUser(world, before, changes, textOf(body, 'password'))));
}

function ownersOf(body: Members): Partial<UserRecord> {
  return flagOf(body, 'isGroupOwnerUpdate') ? { ownerGroupIds: intsOf(body, 'groupOwners') } : {};
}

/** Saves what may change: name and e-mail of a directory user belong to the directory and are passed over. */
function saveUser(
  world: World,
  before: UserRecord,
  changes: Partial<UserRecord>,
  password: string | null,
): UserRecord {
  const isLocal = before.domainId === LOCAL;
  const { displayName, emailAddress } = isLocal ? { ...before, ...changes } : before;
  const after = { ...before, ...changes, displayName, emailAddress };
  const unlocked = after.isLockedOut ? after : { ...after, lockOutReason: null };
  const enabledByHand = after.enabled ? { ...unlocked, disabledByInactivity: false } : unlocked;
  const licensed = withinLicences(world, enabledByHand, before);
  return world.store.users.save(
    password === null || !isLocal ? licensed : withPassword(world, licensed, password),
  );
}

/** Throws the 400 of a password that the policy refuses. */
export function withPassword(world: World, user: UserRecord, password: string): UserRecord {
  const faults = passwordFaults(world.settings, password, user.userName);
  if (faults.length > 0) throw badRequest(faults.join(' '));
  return { ...user, passwordDigest: digest(password), passwordLastChanged: world.now() };
}

function disable(world: World, user: UserRecord): Answer {
  if (!user.enabled) refuseSecondDelete(world);
  world.store.users.save({ ...user, enabled: false });
  return json({ id: user.id, objectType: 'User', responseCodes: null });
}

/** Deleting what is disabled already: an error, or none, as the switch says. */
export function refuseSecondDelete(world: World): void {
  switch (world.switches.secondDelete) {
    case '400':
      throw accessDenied();
    case '404':
      throw new Refusal(empty(404));
    case '200':
      return;
  }
}
