import { invalid, json, type Answer } from '../http/answer.ts';
import { intOf, intsOf, membersOf } from '../http/body.ts';
import { idOf, type Request, type Route } from '../http/route.ts';
import { addMember, enabledUser, fillableGroup, removeMember } from '../membership-rules.ts';
import { writeGroups } from '../rights.ts';
import { knownUser } from '../scope.ts';
import type { World } from '../world.ts';
import { groupUserModel } from './members-read.ts';

/** Members of a group: one at a time, by difference (plain arrays, no wrapper), or the exact list. */
export const memberWriteRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/groups/{id}/users', rights: writeGroups, fields: ['userId'], handle: add },
  { method: 'DELETE', path: '/v1/groups/{id}/users/{userId}', rights: writeGroups, handle: remove },
  {
    method: 'PATCH',
    path: '/v1/groups/{id}/users',
    rights: writeGroups,
    since109: true,
    fields: ['addedUserIds', 'removeUserIds'],
    handle: change,
  },
  {
    method: 'PUT',
    path: '/v1/groups/{id}/users',
    rights: writeGroups,
    since109: true,
    fields: ['userIds'],
    handle: replace,
  },
];

function add(world: World, request: Request): Answer {
  const group = fillableGroup(world, request.caller, idOf(request));
  const userId = intOf(membersOf(request.body), 'userId');
  if (userId === undefined) throw invalid({ userId: ['The userId field is required.'] });
  const user = enabledUser(world, request.caller, userId);
  addMember(world, group.id, user.id);
  return json(groupUserModel(world, { group, user }));
}

function remove(world: World, request: Request): Answer {
  const group = fillableGroup(world, request.caller, idOf(request));
  const user = knownUser(world, request.caller, idOf(request, 'userId'));
  removeMember(world, group.id, user.id);
  return json({ id: user.id, objectType: 'User', responseCodes: null });
}

/** All or nothing: one disabled user among those to add refuses the whole call. */
function change(world: World, request: Request): Answer {
  const group = fillableGroup(world, request.caller, idOf(request));
  const body = membersOf(request.body);
  const added = intsOf(body, 'addedUserIds').map((id) => enabledUser(world, request.caller, id));
  const removed = intsOf(body, 'removeUserIds').map((id) => knownUser(world, request.caller, id));
  for (const user of added) world.store.members.add(group.id, user.id);
  for (const user of removed) world.store.members.remove(group.id, user.id);
  return json({ success: true });
}

/** Drops whoever is not named: hidden and disabled members too (reference: quirk 9). */
function replace(world: World, request: Request): Answer {
  const group = fillableGroup(world, request.caller, idOf(request));
  const users = intsOf(membersOf(request.body), 'userIds').map((id) =>
    enabledUser(world, request.caller, id),
  );
  world.store.members.replace(
    group.id,
    users.map((user) => user.id),
  );
  return json({ success: true });
}
