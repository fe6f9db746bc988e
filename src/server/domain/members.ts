import { SecretServerError, type MemberChange } from '../secret-server/model.ts';
import { ScimError } from '../scim/errors.ts';
import { isObject } from '../scim/json.ts';
import type { Resource } from '../scim/resource.ts';
import type { MemberState } from '../store/users.ts';
import type { Deps } from './context.ts';
import { parseId } from './ids.ts';
import { learnUsers } from './learn-users.ts';
import { findUser } from './lookup.ts';
import { refusals } from './refusals.ts';
import { sendMembers } from './send-members.ts';

/** Membership by difference (D13): what a client wants of a group, against who is in it. */
export interface MemberPlan extends MemberChange {
  /** Disabled users who are wanted: Secret Server takes them once they are enabled. */
  readonly waiting: readonly number[];
}

/** The ids in `members` of a group resource, as they were sent. */
export function memberValues({ members }: Resource): Set<string> {
  const entries: readonly unknown[] = Array.isArray(members) ? members : [];
  const valueOf = (entry: unknown): unknown => (isObject(entry) ? entry['value'] : undefined);
  return new Set(entries.map(valueOf).map((value) => (typeof value === 'string' ? value : '')));
}

type Known = ReadonlyMap<number, MemberState>;

/**
 * The users whom the ids in `members` mean.
 * @param known those of them who need not be looked up
 * @throws ScimError 400 for a member that is no user of Secret Server: nothing of the push is done then.
 */
export async function memberIds(deps: Deps, resource: Resource, known: Known = new Map()): Promise<number[]> {
  const sent = [...memberValues(resource)].map((value) => ({ value, id: parseId(value) }));
  const others = sent.flatMap(({ id }) => (id === undefined || known.has(id) ? [] : id));
  const states = deps.store.users.states(others);
  const ids: number[] = [];
  for (const { value, id } of sent) {
    const state =
      id === undefined ? undefined : (known.get(id) ?? states.get(id) ?? (await findUser(deps, id)));
    if (!state || state.listed === 0) throw refusals.unknownMember(value);
    ids.push(state.id);
  }
  return ids;
}

/**
 * Makes sure that the mirror knows who is in a group: only then can a member who was made in Secret Server since the
 * last refresh be taken out again.
 * @throws SecretServerError
 */
export async function learnMembers(deps: Deps, live: readonly number[]): Promise<Known> {
  const known = deps.store.users.states(live);
  const unknown = live.filter((id) => !known.has(id));
  if (unknown.length === 0) return known;
  await learnUsers(deps, unknown);
  return deps.store.users.states(live);
}

/**
 * @param live everybody who is in the group, as Secret Server says now. Members that SCIM does not list (the
 * connector's own account, application accounts) and protected ones stay, whatever the client sends.
 */
export function planMembers(
  deps: Pick<Deps, 'store' | 'protection'>,
  live: readonly number[],
  wanted: readonly number[],
): MemberPlan {
  const inside = new Set(live);
  const asked = new Set(wanted);
  const outside = wanted.filter((id) => !inside.has(id));
  const states = deps.store.users.states(outside);
  const enabled = (id: number): boolean => states.get(id)?.enabled === 1;
  return {
    added: outside.filter(enabled),
    removed: live.filter((id) => !asked.has(id) && mayLeave(deps, id)),
    waiting: outside.filter((id) => !enabled(id)),
  };
}

/** Whether a client can take this user out of a group (D11, D13). */
export function mayLeave({ store, protection }: Pick<Deps, 'store' | 'protection'>, id: number): boolean {
  return store.users.get(id)?.listed === 1 && !protection.isProtected({ id });
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
  const stillWanted = deps.store.groups.wanted(groupId).includes(userId);
  const listed = deps.store.groups.get(groupId)?.listed === 1;
  if (!stillWanted || !listed || deps.protection.isProtectedGroup(groupId)) return;
  const change = { added: [userId], removed: [] };
  try {
    const refused = await sendMembers(deps, groupId, change);
    if (refused.length > 0) return;
  } catch (thrown) {
    if (thrown instanceof SecretServerError || thrown instanceof ScimError) return;
    throw thrown;
  }
  deps.store.transaction(() => {
    deps.mirror.saveMembers(groupId, membersAfter(deps.store.groups.members(groupId), change));
    deps.store.groups.unwant(groupId, userId);
    deps.mirror.wrote('groups', groupId);
  });
}
