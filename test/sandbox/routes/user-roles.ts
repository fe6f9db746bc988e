import { accessDenied, json, type Answer } from '../http/answer.ts';
import { intsOf, membersOf } from '../http/body.ts';
import { idOf, type Request, type Route } from '../http/route.ts';
import type { UserRecord } from '../model.ts';
import { page } from '../paging.ts';
import { readUsers, right } from '../rights.ts';
import { knownUser, managedUser, revisionOf } from '../scope.ts';
import type { World } from '../world.ts';

const assign = [right.assignRoles];

/** Roles of a user; DELETE takes its ids in a JSON body (reference: other user calls). */
export const userRoleRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/users/{id}/roles', rights: readUsers, handle: list },
  { method: 'GET', path: '/v1/users/{userId}/roles-assigned', rights: readUsers, handle: listAssigned },
  {
    method: 'POST',
    path: '/v1/users/{id}/roles',
    rights: assign,
    fields: ['roleIds'],
    handle: (world, request) => setRoles(world, request, (user, ids) => [...user.roleIds, ...ids]),
  },
  {
    method: 'PUT',
    path: '/v1/users/{id}/roles',
    rights: assign,
    fields: ['roleIds'],
    handle: (world, request) => setRoles(world, request, (_, ids) => ids),
  },
  {
    method: 'DELETE',
    path: '/v1/users/{id}/roles',
    rights: assign,
    fields: ['roleIds'],
    handle: (world, request) =>
      setRoles(world, request, (user, ids) => user.roleIds.filter((id) => !ids.includes(id))),
  },
];

function list(world: World, request: Request): Answer {
  const user = knownUser(world, request.caller, idOf(request));
  return page(world, request.query, {
    key: `roles of ${user.id}`,
    revision: revisionOf(world),
    rows: () => user.roleIds.map((roleId) => ({ roleId, name: world.store.roles.get(roleId)?.name ?? '' })),
    columns: { roleid: (row) => row.roleId, id: (row) => row.roleId, name: (row) => row.name },
    defaultSort: 'name',
    show: (row) => row,
  });
}

function listAssigned(world: World, request: Request): Answer {
  const user = knownUser(world, request.caller, idOf(request, 'userId'));
  return page(world, request.query, {
    key: `assigned roles of ${user.id}`,
    revision: revisionOf(world),
    rows: () =>
      [...world.store.roles.values()].flatMap((role) => assignment(world, user, role.id, role.name)),
    columns: { roleid: (row) => row.roleId, id: (row) => row.roleId, rolename: (row) => row.roleName },
    defaultSort: 'roleName',
    show: (row) => row,
  });
}

interface Assignment {
  readonly roleId: number;
  readonly roleName: string;
  readonly isDirectAssignment: boolean;
  readonly groups: readonly { readonly groupId: number; readonly groupName: string }[];
}

function assignment(world: World, user: UserRecord, roleId: number, roleName: string): readonly Assignment[] {
  const isDirectAssignment = user.roleIds.includes(roleId);
  const groups = world.store.members.groupsOf(user.id).flatMap((groupId) => {
    const group = world.store.groups.get(groupId);
    return group?.roleIds.includes(roleId) ? [{ groupId, groupName: group.name }] : [];
  });
  return isDirectAssignment || groups.length > 0 ? [{ roleId, roleName, isDirectAssignment, groups }] : [];
}

type Choose = (user: UserRecord, ids: readonly number[]) => readonly number[];

function setRoles(world: World, request: Request, choose: Choose): Answer {
  const user = managedUser(world, request.caller, idOf(request));
  const ids = intsOf(membersOf(request.body), 'roleIds');
  if (ids.some((id) => !world.store.roles.has(id))) throw accessDenied();
  world.store.users.save({ ...user, roleIds: [...new Set(choose(user, ids))] });
  return json({ success: true });
}
