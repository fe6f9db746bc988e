import { accessDenied, json } from '../http/answer.ts';
import { idOf, type Request, type Route } from '../http/route.ts';
import type { GroupRecord, UserRecord } from '../model.ts';
import { page, type Columns } from '../paging.ts';
import { showDomainId } from '../present.ts';
import { readGroups, readUsers } from '../rights.ts';
import { isRestricted, knownGroup, knownUser, revisionOf, sees } from '../scope.ts';
import { domainName } from '../store.ts';
import type { World } from '../world.ts';

interface Pair {
  readonly group: GroupRecord;
  readonly user: UserRecord;
}

/** GET of memberships, from either side. Disabled members are hidden unless asked for (reference: quirk 10). */
export const memberReadRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/groups/{id}/users', rights: readGroups, handle: listMembers },
  {
    method: 'GET',
    path: '/v1/groups/{id}/users/{userId}',
    rights: readGroups,
    handle: (world, request) => {
      const group = knownGroup(world, request.caller, idOf(request));
      const user = knownUser(world, request.caller, idOf(request, 'userId'));
      if (!world.store.members.has(group.id, user.id)) throw accessDenied();
      return json(groupUserModel(world, { group, user }));
    },
  },
  {
    method: 'GET',
    path: '/v1/groups/{id}/users-lookup',
    rights: readGroups,
    handle: (world, request) => {
      const group = knownGroup(world, request.caller, idOf(request));
      return json({ users: pairsOf(world, request, group, false).map(({ user }) => user.userName) });
    },
  },
  { method: 'GET', path: '/v1/users/{id}/groups', rights: readUsers, handle: listGroups },
];

function listMembers(world: World, request: Request): ReturnType<Route['handle']> {
  const { query, caller } = request;
  const group = knownGroup(world, caller, idOf(request));
  const inactive = query.flag('filter.includeInactiveUsersForGroup');
  const domainId = query.int('filter.userDomainId');
  return page(world, query, {
    key: `members ${JSON.stringify({ group: group.id, inactive, domainId, restricted: isRestricted(caller) })}`,
    revision: revisionOf(world),
    rows: () =>
      pairsOf(world, request, group, inactive).filter(
        ({ user }) => domainId === undefined || user.domainId === domainId,
      ),
    columns,
    defaultSort: 'displayName',
    show: (pair) => groupUserSummary(world, pair),
  });
}

function pairsOf(world: World, { caller }: Request, group: GroupRecord, inactive: boolean): readonly Pair[] {
  return world.store.members.of(group.id).flatMap((id) => {
    const user = world.store.users.get(id);
    return user !== undefined && (inactive || user.enabled) && sees(caller, user) ? [{ group, user }] : [];
  });
}

function listGroups(world: World, request: Request): ReturnType<Route['handle']> {
  const user = knownUser(world, request.caller, idOf(request));
  return page(world, request.query, {
    key: `groups of ${user.id} ${isRestricted(request.caller)}`,
    revision: revisionOf(world),
    rows: () =>
      world.store.members.groupsOf(user.id).flatMap((id) => {
        const group = world.store.groups.get(id);
        return group !== undefined && group.enabled && sees(request.caller, group) ? [{ group, user }] : [];
      }),
    columns,
    defaultSort: 'groupName',
    show: (pair) => groupUserSummary(world, pair),
  });
}

const columns: Columns<Pair> = {
  id: ({ user }) => user.id,
  userid: ({ user }) => user.id,
  username: ({ user }) => user.userName,
  displayname: ({ user }) => user.displayName,
  enabled: ({ user }) => user.enabled,
  groupid: ({ group }) => group.id,
  groupname: ({ group }) => group.name,
};

function groupUserSummary(world: World, { group, user }: Pair): object {
  return {
    userId: user.id,
    userName: user.userName,
    displayName: user.displayName,
    enabled: user.enabled,
    ...showDomainId(world, 'userDomainId', user.domainId),
    userDomainName: domainName(world.store, user.domainId),
    groupId: group.id,
    groupName: group.name,
    ...showDomainId(world, 'groupDomainId', group.domainId),
    groupDomainName: domainName(world.store, group.domainId),
  };
}

/** One membership, as adding and reading it show it. */
export function groupUserModel(world: World, { group, user }: Pair): object {
  return {
    groupId: group.id,
    groupName: group.name,
    ...showDomainId(world, 'groupDomainId', group.domainId),
    userId: user.id,
    userName: user.userName,
    ...showDomainId(world, 'userDomainId', user.domainId),
  };
}
