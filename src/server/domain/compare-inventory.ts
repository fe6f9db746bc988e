import type { ImportCounts, ImportResult } from '../../main/ipc/contract.ts';
import type { SecretServerUser } from '../secret-server/model.ts';
import type { Store } from '../store/store.ts';
import type { GroupWithMembers, Inventory } from './inventory.ts';
import type { Mirror, Outcome, Watch } from './mirror.ts';
import type { Pace } from './pace.ts';
import { removalLimits, tooMany } from './removal-limits.ts';

/** What a refresh is going to change in the mirror, and what it tells of that. */
export interface Changes {
  readonly users: readonly SecretServerUser[];
  readonly groups: readonly GroupWithMembers[];
  /** Ids of groups that are gone for good. */
  readonly gone: readonly number[];
  /** Ids of users whom Secret Server does not show. */
  readonly absent: readonly number[];
  /** About how many rows are written. */
  readonly weight: number;
  readonly told: Pick<ImportResult, 'users' | 'groups' | 'held' | 'absentUsers'>;
}

export interface Comparing {
  readonly store: Store;
  readonly mirror: Mirror;
  /** What changes wrote since the reading began: newer than what was read. */
  readonly watch: Watch;
  readonly pace: Pace;
  /** A person said that removals beyond the limit are right. */
  readonly acceptRemovals: boolean;
}

type Counts = { -readonly [K in keyof ImportCounts]: number };

/** Compares everything that was read with the mirror; nothing is written (D8). */
export async function compareInventory(comparing: Comparing, inventory: Inventory): Promise<Changes> {
  const users = await compareUsers(comparing, inventory);
  const groups = await compareGroups(comparing, inventory);
  return {
    users: users.changed,
    groups: groups.changed,
    gone: groups.gone,
    absent: users.absent,
    weight: users.changed.length + groups.weight,
    told: {
      users: users.counts,
      groups: groups.counts,
      held: { usersDisabled: users.held, groupsGone: groups.held },
      absentUsers: users.absent.length,
    },
  };
}

async function compareUsers({ store, mirror, watch, pace, acceptRemovals }: Comparing, { users }: Inventory) {
  const counts = noCounts();
  const changed: SecretServerUser[] = [];
  const disabled: SecretServerUser[] = [];
  const present = new Set<number>();
  // Already taken away as far as clients can see (D3).
  const kept = store.intents.keptRemovals();
  for (const live of users) {
    await pace();
    present.add(live.id);
    if (watch.users.has(live.id)) continue;
    const isNewlyDisabled = !live.enabled && store.users.get(live.id)?.enabled === 1;
    if (isNewlyDisabled) disabled.push(live);
    else compare({ ...live, enabled: live.enabled && !kept.has(live.id) });
  }
  const limits = removalLimits(store.settings);
  const isHeld = !acceptRemovals && tooMany(disabled.length, store.users.countEnabled(), limits);
  // What is held back for a person stays enabled; everything else about these users is true.
  for (const live of disabled) compare({ ...live, enabled: isHeld });
  if (!isHeld) counts.removed = disabled.length;
  const absent = await absentUsers({ store, watch, pace }, present);
  return { counts, changed, absent, held: isHeld ? disabled.length : 0 };

  function compare(live: SecretServerUser): void {
    const { previous, owned, outcome } = mirror.compareUser(live);
    if (outcome === 'replaced' ? previous?.replaced === 0 : outcome !== 'unchanged') changed.push(live);
    // Okta imports and counts active users only.
    const shown = outcome === 'replaced' ? previous : owned;
    if (shown?.listed === 1 && shown.enabled === 1) {
      count(counts, outcome === 'replaced' ? 'unchanged' : outcome);
    }
  }
}

/** Secret Server does not delete users: who is not shown any more stays, and is told to a person (D8). */
export async function absentUsers(
  { store, watch, pace }: Pick<Comparing, 'store' | 'watch' | 'pace'>,
  present: ReadonlySet<number>,
): Promise<number[]> {
  const absent: number[] = [];
  for (let last = 0; ;) {
    const ids = store.users.listedAfter(last);
    absent.push(...ids.filter((id) => !present.has(id) && !watch.users.has(id)));
    last = ids.at(-1) ?? Infinity;
    if (last === Infinity) return absent;
    await pace();
  }
}

async function compareGroups(
  { store, mirror, watch, pace, acceptRemovals }: Comparing,
  { groups }: Inventory,
) {
  const counts = noCounts();
  const changed: GroupWithMembers[] = [];
  const known = store.groups.listedIds();
  const read = new Set(groups.map(({ group }) => group.id));
  const enabled = new Set(groups.filter(({ group }) => group.enabled).map(({ group }) => group.id));
  const gone = [...known].filter((id) => !enabled.has(id) && !watch.groups.has(id));
  const isHeld = !acceptRemovals && tooMany(gone.length, known.size, removalLimits(store.settings));
  let weight = 0;
  for (const live of groups) {
    await pace();
    const { group, members } = live;
    if (watch.groups.has(group.id) || (isHeld && known.has(group.id) && !group.enabled)) continue;
    const { owned, outcome } = mirror.compareGroup(group, members);
    if (outcome !== 'unchanged') {
      changed.push(live);
      weight += 1 + moved(store.groups.members(group.id), members ?? []);
    }
    if (owned.listed === 1) count(counts, outcome);
  }
  if (!isHeld) counts.removed = gone.length;
  const forGood = isHeld ? [] : gone.filter((id) => !read.has(id));
  for (const id of forGood) weight += 1 + store.groups.members(id).length;
  return { counts, changed, gone: forGood, held: isHeld ? gone.length : 0, weight };
}

/** How many join or leave. */
function moved(before: readonly number[], after: readonly number[]): number {
  const inside = new Set(before);
  const stay = after.filter((id) => inside.has(id)).length;
  return before.length + after.length - 2 * stay;
}

function noCounts(): Counts {
  return { scanned: 0, added: 0, updated: 0, unchanged: 0, removed: 0 };
}

function count(counts: Counts, outcome: Outcome): void {
  counts.scanned += 1;
  counts[outcome] += 1;
}
