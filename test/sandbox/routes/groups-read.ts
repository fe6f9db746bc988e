import { accessDenied, json } from '../http/answer.ts';
import { idOf, type Request, type Route } from '../http/route.ts';
import { LOCAL, type GroupRecord } from '../model.ts';
import { page, type Columns, type Listing } from '../paging.ts';
import { groupModel, groupSummary } from '../present.ts';
import { readGroups } from '../rights.ts';
import { isRestricted, knownGroup, revisionOf, sees } from '../scope.ts';
import { textMatcher } from '../search-text.ts';
import { domainName } from '../store.ts';
import { blankGroup } from '../group-rows.ts';
import type { World } from '../world.ts';

/** GET of groups: disabled ones hidden, personal ones never shown. */
export const groupReadRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/groups',
    rights: readGroups,
    handle: (world, request) =>
      page(
        world,
        request.query,
        listing(world, request, (group) => groupSummary(world, group)),
      ),
  },
  {
    method: 'GET',
    path: '/v1/groups/lookup',
    rights: readGroups,
    handle: (world, request) => {
      const show = (group: GroupRecord): object => ({ id: group.id, value: group.name });
      return page(world, request.query, listing(world, request, show));
    },
  },
  {
    method: 'GET',
    path: '/v1/groups/stub',
    rights: readGroups,
    handle: (world) => json(groupModel(world, blankGroup({ id: 0, domainId: LOCAL, created: 0 }))),
  },
  {
    method: 'GET',
    path: '/v1/groups/{id}',
    rights: readGroups,
    handle: (world, request) => {
      const group = knownGroup(world, request.caller, idOf(request));
      if (!group.enabled && world.switches.disabledGroupRead === '400') throw accessDenied();
      return json(groupModel(world, group));
    },
  },
];

function listing(
  world: World,
  request: Request,
  show: (group: GroupRecord) => unknown,
): Listing<GroupRecord> {
  const { query, caller } = request;
  const text = query.text('filter.searchText') ?? '';
  const inactive = query.flag('filter.includeInactive');
  const domainId = query.int('filter.domainId');
  const restricted = isRestricted(caller);
  const matches = textMatcher(world, text);
  return {
    key: `groups ${JSON.stringify({ text, inactive, domainId, restricted, wild: world.switches.searchText })}`,
    revision: revisionOf(world),
    rows: () =>
      world.store.groups
        .all()
        .filter(
          (group) =>
            (inactive || group.enabled) &&
            sees(caller, group) &&
            (domainId === undefined || group.domainId === (domainId === 0 ? LOCAL : domainId)) &&
            (text === '' || matches(group.name)),
        ),
    columns: columns(world),
    defaultSort: 'name',
    show,
  };
}

function columns(world: World): Columns<GroupRecord> {
  return {
    id: (group) => group.id,
    name: (group) => group.name,
    enabled: (group) => group.enabled,
    created: (group) => group.created,
    domainid: (group) => group.domainId,
    domainname: (group) => domainName(world.store, group.domainId),
    synchronized: (group) => group.synchronized,
    membercount: (group) => world.store.members.count(group.id),
  };
}
