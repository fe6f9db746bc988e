import type { GroupRow } from '../store/groups.ts';
import type { WantedGroupChange } from './apply-group.ts';
import type { Actor, Deps } from './context.ts';
import { membersAfter } from './members.ts';
import { postpone } from './postpone.ts';

/** Opens the intent of a PUT or PATCH. @returns its id */
export function openUpdate(deps: Deps, caller: Actor, row: GroupRow, wanted: WantedGroupChange): number {
  return deps.store.intents.open({
    ...caller,
    type: 'Group',
    resourceId: row.id,
    nameKey: row.display_name_key,
    externalId: wanted.link?.external_id ?? null,
    kind: 'update',
    wanted,
    password: false,
  });
}

/** Members whose removal still waits for Secret Server (D3). */
export function keptRemovals({ store }: Pick<Deps, 'store'>, groupId: number): Set<number> {
  const open = store.intents.openOf('Group', groupId).filter(({ kind }) => kind === 'update');
  // Written by openUpdate.
  return new Set(
    open.flatMap(({ wanted }) => (JSON.parse(wanted) as WantedGroupChange).members?.removed ?? []),
  );
}

/**
 * Books a change that could not be done. Removals that wait for Secret Server stay open, and reads show what was
 * asked until then (D3).
 * @returns what to throw.
 */
export function keepRemovals(
  deps: Pick<Deps, 'store' | 'mirror'>,
  {
    id,
    intent,
    removed,
    thrown,
  }: {
    readonly id: number;
    readonly intent: number;
    readonly removed: readonly number[];
    readonly thrown: unknown;
  },
): unknown {
  const error = postpone(deps, { intent, removal: removed.length > 0, thrown });
  const kept = deps.store.intents.openOf('Group', id).some((open) => open.id === intent);
  if (!kept || removed.length === 0) return error;
  deps.store.transaction(() => {
    deps.mirror.saveMembers(id, membersAfter(deps.store.groups.members(id), { added: [], removed }));
    deps.mirror.wrote('groups', id);
  });
  return error;
}
