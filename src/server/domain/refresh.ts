import type { ImportCounts, ImportProgress, ImportResult } from '../../main/ipc/contract.ts';
import type { SecretServer, SecretServerUser } from '../secret-server/model.ts';
import type { Store } from '../store/store.ts';
import { readInventory, type Inventory } from './inventory.ts';
import type { Mirror, Watch } from './mirror.ts';
import { removalLimits, tooMany } from './removal-limits.ts';

export interface RefreshOptions {
  readonly secretServer: SecretServer;
  readonly store: Store;
  readonly mirror: Mirror;
  readonly progress: (progress: ImportProgress) => void;
  /** A person said that removals beyond the limit are right. */
  readonly acceptRemovals: boolean;
  /** @throws when what was read may not have been everything, although each answer looked complete. */
  readonly confirm: () => Promise<void>;
  /** Milliseconds, monotonic, and the wall clock. */
  readonly clock: { readonly monotonic: () => number; readonly wall: () => number };
}

/**
 * Reads all users, groups and members and brings the mirror up to date in one visible step (D7, D8).
 * Rows that a change wrote meanwhile are left alone; absent users stay; removals beyond the limit are held.
 * @throws SecretServerError when anything could not be read: then the mirror is as it was.
 */
export async function refresh(options: RefreshOptions): Promise<ImportResult> {
  const started = options.clock.monotonic();
  const watch = options.mirror.watch();
  try {
    const inventory = await readInventory(options);
    await options.confirm();
    options.progress({ phase: 'Applying', done: 0, total: null });
    const applied = options.store.transaction(() => apply(inventory, options, watch));
    const endedAt = new Date(options.clock.wall()).toISOString();
    const result = {
      ...applied,
      endedAt,
      durationMs: Math.round(options.clock.monotonic() - started),
      sentence: `${counted('user', applied.users)} ${counted('group', applied.groups)}`,
    };
    options.store.settings.set('lastImport', result);
    return result;
  } finally {
    watch.end();
  }
}

function apply(
  inventory: Inventory,
  { store, mirror, acceptRemovals }: RefreshOptions,
  written: Watch,
): Pick<ImportResult, 'users' | 'groups' | 'held'> {
  const users = { scanned: 0, added: 0, updated: 0, unchanged: 0, removed: 0 };
  const groups = { ...users };

  const newlyDisabled = (live: SecretServerUser): boolean =>
    !live.enabled && !written.users.has(live.id) && store.users.get(live.id)?.enabled === 1;
  const disabled = inventory.users.filter(newlyDisabled);
  const kept = store.intents.keptRemovals();
  const enabledBefore = store.users.countEnabled();
  const limits = removalLimits(store.settings);
  const holdUsers = !acceptRemovals && tooMany(disabled.length, enabledBefore, limits);
  for (const live of inventory.users) {
    if (written.users.has(live.id)) continue;
    // Held back for a person; or taken away already as far as clients can see.
    const enabled = (live.enabled && !kept.has(live.id)) || (holdUsers && newlyDisabled(live));
    const { row, outcome } = mirror.saveUser({ ...live, enabled });
    // Okta imports and counts active users only.
    if (row.listed === 1 && row.enabled === 1) count(users, outcome);
  }
  if (!holdUsers) users.removed = disabled.length;

  const known = store.groups.listedIds();
  const present = new Set(inventory.groups.filter(({ group }) => group.enabled).map(({ group }) => group.id));
  const gone = [...known].filter((id) => !present.has(id) && !written.groups.has(id));
  const holdGroups = !acceptRemovals && tooMany(gone.length, known.size, limits);
  for (const { group, members } of inventory.groups) {
    if (written.groups.has(group.id) || (holdGroups && known.has(group.id) && !group.enabled)) continue;
    const { row, outcome } = mirror.saveGroup(group);
    const changed = members !== null && mirror.saveMembers(group.id, members);
    if (row.listed === 1) count(groups, outcome === 'unchanged' && changed ? 'updated' : outcome);
  }
  if (!holdGroups) {
    const read = new Set(inventory.groups.map(({ group }) => group.id));
    for (const id of gone) {
      groups.removed += 1;
      if (!read.has(id)) mirror.removeGroup(id);
    }
  }
  return {
    users,
    groups,
    held: { usersDisabled: holdUsers ? disabled.length : 0, groupsGone: holdGroups ? gone.length : 0 },
  };
}

function count(
  counts: { -readonly [K in keyof ImportCounts]: number },
  outcome: 'added' | 'updated' | 'unchanged',
): void {
  counts.scanned += 1;
  counts[outcome] += 1;
}

/** Okta's own words: "57 users scanned: 50 new, 0 updated, 7 unchanged, 0 removed." */
export function counted(noun: 'user' | 'group', counts: ImportCounts): string {
  const { scanned, added, updated, unchanged, removed } = counts;
  const name = scanned === 1 ? noun : `${noun}s`;
  return `${String(scanned)} ${name} scanned: ${String(added)} new, ${String(updated)} updated, ${String(unchanged)} unchanged, ${String(removed)} removed.`;
}
