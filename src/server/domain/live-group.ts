import { SecretServerError, type GroupChange, type SecretServerGroup } from '../secret-server/model.ts';
import type { GroupRow } from '../store/groups.ts';
import type { Caller, Deps } from './context.ts';
import { findGroup } from './lookup.ts';
import { mustBeWantedVersion } from './precondition.ts';
import { refusals } from './refusals.ts';
import { surely } from './surely.ts';

/**
 * The row of a group that this endpoint may change, as far as the mirror can tell.
 * @throws ScimError 404 when it has none, 412, 403 for a protected group, 400 for one that only a directory fills (D11)
 */
export async function groupForWriting(deps: Deps, caller: Caller, id: number): Promise<GroupRow> {
  await findGroup(deps, id);
  const row = deps.store.groups.get(id);
  const link = deps.store.links.get({ endpointId: caller.endpointId, type: 'Group', id });
  if (!row || row.listed === 0 || link?.deleted === 1) throw refusals.unknownGroup();
  mustBeWantedVersion(caller, row);
  if (deps.protection.isProtectedGroup(id)) throw refusals.protectedGroup();
  if (row.synchronized === 1 || row.domain_id !== -1) throw refusals.readOnlyGroup();
  return row;
}

/**
 * The group as Secret Server has it now: only a single read tells whether it can be changed, and a group that was
 * removed there meanwhile is gone for the client too.
 * @throws ScimError 404 or 400; SecretServerError
 */
export async function readGroupForWriting(deps: Deps, id: number): Promise<SecretServerGroup> {
  const live = await readKnownGroup(deps, id);
  // What a cut view does not show may still be there (D7).
  const gone = !live && !deps.capabilities().partialView;
  if (live || gone) {
    deps.store.transaction(() => {
      if (live) deps.mirror.saveGroup(live);
      else deps.mirror.removeGroup(id);
      deps.mirror.wrote('groups', id);
    });
  }
  if (!live?.enabled) throw refusals.unknownGroup();
  return writableGroup(live);
}

/**
 * A group of the mirror as Secret Server has it now; undefined: it is gone, as far as this account can see.
 * @throws ScimError 429, SecretServerError
 */
export async function readKnownGroup(deps: Deps, id: number): Promise<SecretServerGroup | undefined> {
  return surely(
    deps,
    () => deps.secretServer().readGroup(id),
    (live) => live !== undefined,
  );
}

/**
 * Who is in a group of the mirror now. Those who are known to be in it, or `expected` there, and are not: it is made
 * sure that they are not only out of sight, since whoever looks gone needs no removal (D7).
 * @throws ScimError 429, SecretServerError
 */
export async function readMembers(
  deps: Deps,
  id: number,
  expected: readonly number[] = [],
): Promise<number[]> {
  return surely(
    deps,
    () => deps.secretServer().listMembers(id),
    (live) => {
      const inside = new Set(live);
      return [...deps.store.groups.members(id), ...expected].every((user) => inside.has(user));
    },
  );
}

/**
 * Sends a change of name or enabling. Never twice: after an answer that was lost, a look tells whether it was
 * applied (D14).
 * @returns the group as Secret Server has it now, which may not be what was asked
 * @throws SecretServerError
 */
export async function sendGroupChange(
  { secretServer }: Pick<Deps, 'secretServer'>,
  id: number,
  change: GroupChange,
): Promise<SecretServerGroup> {
  const server = secretServer();
  try {
    return await server.updateGroup(id, change);
  } catch (thrown) {
    if (!(thrown instanceof SecretServerError) || !thrown.ambiguous) throw thrown;
    const live = await server.readGroup(id).catch(() => undefined);
    const { name = live?.name, enabled = live?.enabled } = change;
    if (!live) throw thrown;
    if (live.name !== name || live.enabled !== enabled) throw thrown.afterLook();
    return live;
  }
}

/** @throws ScimError 400 for groups that a directory or Secret Server itself fills (D11). */
export function writableGroup(live: SecretServerGroup): SecretServerGroup {
  if (live.synchronized || live.domainId !== -1) throw refusals.readOnlyGroup();
  if (live.systemGroup === true || live.canEditMembers === false) throw refusals.systemGroup();
  return live;
}
