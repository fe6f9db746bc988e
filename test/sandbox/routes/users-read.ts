import { accessDenied, json } from '../http/answer.ts';
import { idOf, type Route } from '../http/route.ts';
import { LOCAL, type UserRecord } from '../model.ts';
import { userModel } from '../present.ts';
import { readUsers } from '../rights.ts';
import { knownUser } from '../scope.ts';
import { blankUser } from '../user-rows.ts';

/** GET of one user, of the caller, and of a template. */
export const userReadRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/users/{id}',
    rights: readUsers,
    handle: (world, request) => {
      const user = knownUser(world, request.caller, idOf(request));
      const shown =
        user.enabled || request.query.flag('includeInactive') || world.switches.disabledUserRead === '200';
      if (!shown) throw accessDenied();
      return json(userModel(world, user));
    },
  },
  {
    method: 'GET',
    path: '/v1/users/stub',
    rights: readUsers,
    handle: (world) => json(userModel(world, blankUser({ id: 0, domainId: LOCAL, created: 0 }))),
  },
  {
    method: 'GET',
    path: '/v1/users/current',
    handle: (world, { caller }) => {
      const user = knownUser(world, { ...caller, rights: new Set(['Unrestricted by Teams']) }, caller.userId);
      const joined = world.switches.permissionNames === 'joined';
      const names = [...caller.rights].map((name) => (joined ? name.replaceAll(' ', '') : name));
      return json(currentUser(user, names));
    },
  },
];

function currentUser(user: UserRecord, permissions: readonly string[]): object {
  return {
    id: user.id,
    userName: user.userName,
    displayName: user.displayName,
    emailAddress: user.emailAddress,
    dateOptionId: user.dateOptionId,
    timeOptionId: user.timeOptionId,
    userLcid: 0,
    userTheme: null,
    permissions: permissions.map((name) => ({ name })),
    adminLinks: [],
    profileLinks: [],
  };
}
