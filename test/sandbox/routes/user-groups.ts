import { json, type Answer } from '../http/answer.ts';
import { intsOf, membersOf } from '../http/body.ts';
import { idOf, type Request, type Route } from '../http/route.ts';
import { addMember, enabledUser, fillableGroup, removeMember } from '../membership-rules.ts';
import { isEditable } from '../present.ts';
import { writeGroups } from '../rights.ts';
import { knownUser } from '../scope.ts';
import type { World } from '../world.ts';

/** Groups of a user: adding, removing (ids in the query), or replacing all of them. */
export const userGroupRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/users/{id}/groups',
    rights: writeGroups,
    since109: true,
    fields: ['groupIds'],
    handle: (world, request) => {
      const user = enabledUser(world, request.caller, idOf(request));
      for (const groupId of fillable(world, request)) addMember(world, groupId, user.id);
      return json({ success: true });
    },
  },
  {
    method: 'PUT',
    path: '/v1/users/{id}/groups',
    rights: writeGroups,
    since109: true,
    fields: ['groupIds'],
    handle: replace,
  },
  {
    method: 'DELETE',
    path: '/v1/users/{id}/groups',
    rights: writeGroups,
    since109: true,
    handle: (world, request) => {
      const user = knownUser(world, request.caller, idOf(request));
      const groups = request.query.ints('groupIds').map((id) => fillableGroup(world, request.caller, id));
      for (const group of groups) removeMember(world, group.id, user.id);
      return json({ success: true });
    },
  },
];

function fillable(world: World, request: Request): readonly number[] {
  const ids = intsOf(membersOf(request.body), 'groupIds');
  return ids.map((id) => fillableGroup(world, request.caller, id).id);
}

/** Drops every membership that is not named and that can be dropped (reference: quirk 9). */
function replace(world: World, request: Request): Answer {
  const user = enabledUser(world, request.caller, idOf(request));
  const wanted = fillable(world, request);
  for (const groupId of world.store.members.groupsOf(user.id)) {
    const group = world.store.groups.get(groupId);
    if (group !== undefined && isEditable(group)) world.store.members.remove(groupId, user.id);
  }
  for (const groupId of wanted) world.store.members.add(groupId, user.id);
  return json({ success: true });
}
