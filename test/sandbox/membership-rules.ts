import { accessDenied, badRequest } from './http/answer.ts';
import type { Caller } from './http/route.ts';
import type { GroupRecord, UserRecord } from './model.ts';
import { isEditable } from './present.ts';
import { knownUser, managedGroup } from './scope.ts';
import type { World } from './world.ts';

/** A group whose members the caller may change; throws the 400 of a directory or system group. */
export function fillableGroup(world: World, caller: Caller, groupId: number): GroupRecord {
  const group = managedGroup(world, caller, groupId);
  if (!group.enabled) throw accessDenied();
  if (!isEditable(group)) throw badRequest('The members of this group cannot be edited.');
  return group;
}

/** A user whom the caller may put into groups; a disabled one is refused (reference: quirk 10). */
export function enabledUser(world: World, caller: Caller, userId: number): UserRecord {
  const user = knownUser(world, caller, userId);
  if (!user.enabled) throw badRequest('An inactive user cannot be added to a group.');
  return user;
}

/** Adds one member; an existing one is passed over or refused, as the switch says. */
export function addMember(world: World, groupId: number, userId: number): void {
  if (world.store.members.has(groupId, userId) && world.switches.repeatedMember === '400') {
    throw badRequest('The user is already a member of the group.');
  }
  world.store.members.add(groupId, userId);
}

/** Removes one member; a stranger is passed over or refused, as the switch says. */
export function removeMember(world: World, groupId: number, userId: number): void {
  if (!world.store.members.has(groupId, userId) && world.switches.repeatedMember === '400') {
    throw badRequest('The user is not a member of the group.');
  }
  world.store.members.remove(groupId, userId);
}
