import { SecretServerError, type MemberChange, type SecretServer } from '../secret-server/model.ts';
import { isObject } from '../scim/json.ts';
import type { Resource } from '../scim/resource.ts';
import type { Deps } from './context.ts';
import { parseId } from './ids.ts';
import { findUser } from './lookup.ts';
import { refusals } from './refusals.ts';

/** Membership by difference (D13): what a client wants of a group, against who is in it. */
export interface MemberPlan extends MemberChange {
  /** Disabled users who are wanted: Secret Server takes them once they are enabled. */
  readonly waiting: readonly number[];
}

export const noMembers: MemberPlan = { added: [], removed: [], waiting: [] };

/**
 * The ids in `members` of a group resource.
 * @throws ScimError 400 for a member that is no user of Secret Server: nothing of the push is done then.
 */
export async function memberIds(deps: Deps, resource: Resource): Promise<number[]> {
  const members = Array.isArray(resource['members']) ? resource['members'] : [];
  const ids = new Set<number>();
  for (const member of members) {
    const value = isObject(member) && typeof member['value'] === 'string' ? member['value'] : '';
    const id = parseId(value);
    const row = id === undefined ? undefined : await findUser(deps, id);
    if (!row || row.listed === 0) throw refusals.unknownMember(value);
    ids.add(row.id);
  }
  return [...ids];
}

/**
 * @param live everybody who is in the group, as Secret Server says now. Members that SCIM does not list (the
 * connector's own account, application accounts) stay, whatever the client sends.
 */
export function planMembers(
  deps: Pick<Deps, 'store'>,
  live: readonly number[],
  wanted: readonly number[],
): MemberPlan {
  const inside = new Set(live);
  const asked = new Set(wanted);
  const outside = wanted.filter((id) => !inside.has(id));
  const enabled = (id: number): boolean => deps.store.users.get(id)?.enabled === 1;
  return {
    added: outside.filter(enabled),
    removed: live.filter((id) => !asked.has(id) && deps.store.users.get(id)?.listed === 1),
    waiting: outside.filter((id) => !enabled(id)),
  };
}

/**
 * Sends a difference. Where Secret Server refuses it, usually because a user was disabled there meanwhile, the
 * removals go alone and the additions in halves, so that one user cannot fail a push.
 * @returns the additions that were refused.
 * @throws SecretServerError; ambiguous only where reading the members again could not settle it.
 */
export async function sendMembers(server: SecretServer, id: number, change: MemberChange): Promise<number[]> {
  if (change.added.length === 0 && change.removed.length === 0) return [];
  try {
    await server.changeMembers(id, change);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof SecretServerError)) throw thrown;
    if (thrown.ambiguous && (await isDone(server, id, change))) return [];
    if (thrown.kind !== 'refused' || thrown.ambiguous) throw thrown;
    if (change.removed.length > 0) {
      await sendMembers(server, id, { added: [], removed: change.removed });
      return sendMembers(server, id, { added: change.added, removed: [] });
    }
    if (change.added.length <= 1) return refusedAlone(server, change.added, thrown);
    const half = Math.ceil(change.added.length / 2);
    const first = await sendMembers(server, id, { added: change.added.slice(0, half), removed: [] });
    const second = await sendMembers(server, id, { added: change.added.slice(half), removed: [] });
    return [...first, ...second];
  }
}

/** One user whom Secret Server does not take: fine if it is disabled there, else the refusal stands. */
async function refusedAlone(
  server: SecretServer,
  added: readonly number[],
  refusal: unknown,
): Promise<number[]> {
  const [id] = added;
  const live = id === undefined ? undefined : await server.readUser(id);
  if (id === undefined || !live || live.enabled) throw refusal;
  return [id];
}

async function isDone(server: SecretServer, id: number, { added, removed }: MemberChange): Promise<boolean> {
  const live = await server.listMembers(id).catch(() => undefined);
  if (!live) return false;
  const inside = new Set(live);
  return added.every((user) => inside.has(user)) && removed.every((user) => !inside.has(user));
}

/** Who is in the group after a difference was carried out. */
export function membersAfter(live: readonly number[], { added, removed }: MemberChange): number[] {
  const gone = new Set(removed);
  return [...new Set([...live.filter((id) => !gone.has(id)), ...added])];
}

/**
 * Puts an enabled user into the groups that wanted it while it was disabled (D13). What Secret Server does not take
 * now stays wanted, and is tried again after the next refresh: it must not turn the enabling into an error.
 */
export async function addToWantingGroups(deps: Deps, userId: number): Promise<void> {
  for (const groupId of deps.store.groups.wantedBy(userId)) {
    await deps.lock.run(`group ${String(groupId)}`, () => addWanted(deps, groupId, userId));
  }
}

async function addWanted(deps: Deps, groupId: number, userId: number): Promise<void> {
  const change = { added: [userId], removed: [] };
  try {
    const refused = await sendMembers(deps.secretServer(), groupId, change);
    if (refused.length > 0) return;
  } catch (thrown) {
    if (thrown instanceof SecretServerError) return;
    throw thrown;
  }
  deps.store.transaction(() => {
    deps.mirror.saveMembers(groupId, membersAfter(deps.store.groups.members(groupId), change));
    deps.store.groups.unwant(groupId, userId);
    deps.mirror.wrote('groups', groupId);
  });
}
