import { accessDenied } from './http/answer.ts';
import type { Caller } from './http/route.ts';
import type { GroupRecord, UserRecord } from './model.ts';
import { personalGroupId } from './present.ts';
import { right } from './rights.ts';
import type { World } from './world.ts';

/** Whether lists and reads of this caller are cut to its teams (reference: quirk 1). */
export function isRestricted(caller: Caller): boolean {
  return !caller.rights.has(right.unrestrictedByTeams);
}

/** Whether a caller may see a row at all. */
export function sees(caller: Caller, row: { readonly inTeam: boolean }): boolean {
  return row.inTeam || !isRestricted(caller);
}

/** A user that the caller may see, disabled or not; throws the one answer for everything else. */
export function knownUser(world: World, caller: Caller, id: number): UserRecord {
  const user = world.store.users.get(id);
  if (user === undefined || !sees(caller, user)) throw accessDenied();
  return user;
}

/** A group that the caller may see, disabled or not; throws the one answer for everything else. */
export function knownGroup(world: World, caller: Caller, id: number): GroupRecord {
  const group = world.store.groups.get(id);
  if (group === undefined || !sees(caller, group)) throw accessDenied();
  return group;
}

/** A user that the caller may also manage: one with owners is managed by these alone. */
export function managedUser(world: World, caller: Caller, id: number): UserRecord {
  const user = knownUser(world, caller, id);
  if (user.ownerGroupIds.length > 0 && !isIn(world, caller, user.ownerGroupIds)) throw accessDenied();
  return user;
}

/** A group that the caller may also manage: one with owners is managed by these alone. */
export function managedGroup(world: World, caller: Caller, id: number): GroupRecord {
  const group = knownGroup(world, caller, id);
  const owned = group.ownerUserIds.length + group.ownerGroupIds.length > 0;
  const isOwner = group.ownerUserIds.includes(caller.userId) || isIn(world, caller, group.ownerGroupIds);
  if (owned && !isOwner) throw accessDenied();
  return group;
}

function isIn(world: World, caller: Caller, groupIds: readonly number[]): boolean {
  const own = personalGroupId(caller.userId);
  return groupIds.some((id) => id === own || world.store.members.has(id, caller.userId));
}

/** Changes whenever what a search may show has changed. */
export function revisionOf(world: World): string {
  const { users, groups, members } = world.store;
  return `${users.revision}.${groups.revision}.${members.revision}`;
}
