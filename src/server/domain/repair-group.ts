import type { SecretServerGroup } from '../secret-server/model.ts';
import type { AskedGroup } from '../store/asked.ts';
import type { GroupRow } from '../store/groups.ts';
import { applyGroupChange, type WantedGroupChange } from './apply-group.ts';
import type { Actor, Deps } from './context.ts';
import { groupDrift } from './drift.ts';
import { buildGroup } from './create-group.ts';
import { keepRemovals, openUpdate } from './kept-members.ts';
import { readGroupForWriting, readMembers } from './live-group.ts';
import { learnMembers } from './members.ts';
import { refusals } from './refusals.ts';
import { recorded } from './repair-record.ts';
import type { Repaired } from './repair.ts';

interface Looked {
  readonly row: GroupRow;
  readonly group: SecretServerGroup;
  readonly asked: AskedGroup;
}

/** @throws ScimError, SecretServerError */
export function repairGroupName(
  deps: Deps,
  actor: Actor,
  { id, name }: { readonly id: number; readonly name: string | undefined },
): Promise<Repaired> {
  return onGroup(deps, id, async ({ row, group, asked }) => {
    const drift = groupDrift(deps, asked, { group, members: null });
    if (drift.name === undefined) return 'No change';
    if (drift.name !== name) return 'Changed since';
    const others = deps.store.groups.byName(name.toLowerCase());
    if (others.some((other) => other.id !== id && other.enabled === 1)) throw refusals.groupExists();
    const wanted = { change: { name }, members: null, link: null, said: {} };
    await send(deps, actor, { row, wanted, live: [] });
    return 'Done';
  });
}

/** @throws ScimError, SecretServerError */
export function repairMembers(
  deps: Deps,
  actor: Actor,
  planned: { readonly id: number; readonly added: readonly number[]; readonly removed: readonly number[] },
): Promise<Repaired> {
  const { id } = planned;
  return onGroup(deps, id, async ({ row, group, asked }) => {
    const live = await readMembers(deps, id);
    await learnMembers(deps, live);
    deps.store.transaction(() => {
      deps.mirror.saveMembers(id, live);
      deps.mirror.wrote('groups', id);
    });
    const { added, removed } = groupDrift(deps, asked, { group, members: live });
    if (added.length === 0 && removed.length === 0) return 'No change';
    if (!isSameSet(added, planned.added) || !isSameSet(removed, planned.removed)) return 'Changed since';
    const members = { added, removed, waiting: deps.store.groups.wanted(id) };
    await send(deps, actor, { row, wanted: { change: {}, members, link: null, said: {} }, live });
    return 'Done';
  });
}

/** Under the group's lock, with the group as Secret Server has it now. */
async function onGroup(
  deps: Deps,
  id: number,
  work: (looked: Looked) => Promise<Repaired>,
): Promise<Repaired> {
  return deps.lock.run(`group ${String(id)}`, async () => {
    if (deps.protection.isProtectedGroup(id)) throw refusals.protectedGroup();
    const asked = deps.store.asked.group(id);
    if (!asked) return 'Changed since';
    const group = await readGroupForWriting(deps, id);
    const row = deps.store.groups.get(id);
    return row ? work({ row, group, asked }) : 'Changed since';
  });
}

interface Sending {
  readonly row: GroupRow;
  readonly wanted: WantedGroupChange;
  readonly live: readonly number[];
}

async function send(deps: Deps, actor: Actor, { row, wanted, live }: Sending): Promise<void> {
  const { id, display_name_key: nameKey } = row;
  await recorded(deps, actor, { type: 'Group', id, method: 'PATCH' }, async () => {
    const intent = openUpdate(deps, { ...actor, endpointId: null }, row, wanted);
    try {
      await applyGroupChange(deps, { id, nameKey, wanted, live, intent, endpointId: null });
    } catch (thrown) {
      throw keepRemovals(deps, { id, intent, removed: wanted.members?.removed ?? [], thrown });
    }
  });
}

/** The group that a client pushed, and that somebody disabled since, with the members that were asked for (D10). */
export async function enableGroup(deps: Deps, actor: Actor, id: number): Promise<Repaired> {
  return deps.lock.run(`group ${String(id)}`, async () => {
    const asked = deps.store.asked.group(id);
    const row = deps.store.groups.get(id);
    if (!asked || !row) return 'Changed since';
    if (deps.protection.isProtectedGroup(id)) throw refusals.protectedGroup();
    const endpointId = asked.endpoint_id;
    const link = deps.store.links.get({ endpointId, type: 'Group', id });
    const wanted = {
      name: asked.name ?? row.display_name,
      externalId: link?.external_id ?? null,
      members: asked.members ?? (await readMembers(deps, id)),
    };
    await recorded(deps, actor, { type: 'Group', id, method: 'PATCH' }, async () => {
      await buildGroup(deps, { ...actor, endpointId }, { wanted, kind: 'revive', id });
    });
    return 'Done';
  });
}

function isSameSet(a: readonly number[], b: readonly number[]): boolean {
  const known = new Set(a);
  return a.length === b.length && b.every((id) => known.has(id));
}
