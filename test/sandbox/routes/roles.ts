import { accessDenied, json } from '../http/answer.ts';
import { idOf, type Request, type Route } from '../http/route.ts';
import type { GroupRecord, RoleRecord, UserRecord } from '../model.ts';
import { readDate } from '../dates.ts';
import { page } from '../paging.ts';
import { personalGroupId } from '../present.ts';
import { readRoles } from '../rights.ts';
import { revisionOf } from '../scope.ts';
import { domainName } from '../store.ts';
import type { World } from '../world.ts';

const CREATED = Date.UTC(2019, 0, 7, 8, 0, 0);

/** Roles, what they permit, and who holds them. */
export const roleRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/roles', rights: readRoles, handle: list },
  {
    method: 'GET',
    path: '/v1/roles/{id}',
    rights: readRoles,
    handle: (world, request) => json(roleModel(roleOf(world, request))),
  },
  { method: 'GET', path: '/v1/roles/{id}/permissions', rights: readRoles, handle: listPermissions },
  { method: 'GET', path: '/v1/roles/{id}/groups', rights: readRoles, handle: listGroups },
];

function roleOf(world: World, request: Request): RoleRecord {
  const role = world.store.roles.get(idOf(request));
  if (role === undefined) throw accessDenied();
  return role;
}

function roleModel(role: RoleRecord): object {
  return { id: role.id, name: role.name, enabled: true, isSystem: role.isSystem, created: readDate(CREATED) };
}

/** A filter by user wins over one by group (reference: roles). */
function list(world: World, { query }: Request): ReturnType<Route['handle']> {
  const userId = query.int('filter.userId');
  const groupId = query.int('filter.groupId');
  const holder =
    userId === undefined ? groupId && world.store.groups.get(groupId) : world.store.users.get(userId);
  const filtered = userId !== undefined || groupId !== undefined;
  const roles = [...world.store.roles.values()].filter(
    (r) => !filtered || (holder ? holder.roleIds.includes(r.id) : false),
  );
  return page(world, query, {
    key: `roles ${userId} ${groupId}`,
    revision: `${revisionOf(world)} ${roles.length}`,
    rows: () => roles,
    columns: { id: (role) => role.id, name: (role) => role.name },
    defaultSort: 'name',
    show: roleModel,
  });
}

function listPermissions(world: World, request: Request): ReturnType<Route['handle']> {
  const role = roleOf(world, request);
  const joined = world.switches.permissionNames === 'joined';
  const rows = role.permissions.map((name, i) => ({
    id: role.id * 1000 + i,
    name: joined ? name.replaceAll(' ', '') : name,
  }));
  return page(world, request.query, {
    key: `permissions ${role.id}`,
    revision: JSON.stringify(rows),
    rows: () => rows,
    columns: { name: (row) => row.name, id: (row) => row.id },
    defaultSort: 'name',
    show: (row) => ({ rolePermissionId: row.id, name: row.name, roleType: 'GlobalRoleType' }),
  });
}

/** Groups that hold a role; a user's own role stands at the user's personal group. */
function listGroups(world: World, request: Request): ReturnType<Route['handle']> {
  const role = roleOf(world, request);
  const { users, groups } = world.store;
  return page(world, request.query, {
    key: `groups of role ${role.id}`,
    revision: revisionOf(world),
    rows: () => [
      ...groups
        .all()
        .flatMap((group) => (group.roleIds.includes(role.id) ? [holdingGroup(world, group)] : [])),
      ...users.all().flatMap((user) => (user.roleIds.includes(role.id) ? [holdingUser(world, user)] : [])),
    ],
    columns: { id: (row) => row.groupId, groupid: (row) => row.groupId, name: (row) => row.name },
    defaultSort: 'name',
    show: (row) => row,
  });
}

interface Holder {
  readonly groupId: number;
  readonly name: string;
  readonly displayName: string;
  readonly domainName: string | null;
  readonly enabled: boolean;
  readonly personal: boolean;
  readonly created: string;
}

function holdingGroup(world: World, group: GroupRecord): Holder {
  return {
    groupId: group.id,
    name: group.name,
    displayName: group.name,
    domainName: domainName(world.store, group.domainId),
    enabled: group.enabled,
    personal: false,
    created: readDate(group.created),
  };
}

function holdingUser(world: World, user: UserRecord): Holder {
  return {
    groupId: personalGroupId(user.id),
    name: user.userName,
    displayName: user.displayName,
    domainName: domainName(world.store, user.domainId),
    enabled: user.enabled,
    personal: true,
    created: readDate(user.created),
  };
}
