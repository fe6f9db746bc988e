import { isDeepStrictEqual } from 'node:util';
import type { SecretServer, SecretServerGroup, SecretServerUser } from '../secret-server/model.ts';
import type { Store } from '../store/store.ts';
import type { ImportRow } from './import-plan.ts';
import type { GroupWithMembers } from './inventory.ts';
import { isListedGroup } from './mirror-rows.ts';
import type { Mirror } from './mirror.ts';

/** Rows that become visible together. */
const rowsAtATime = 100;
/** Secret Server answers to the ids of at most so many users at once. */
const idsAtATime = 60;

export interface ApplyImport {
  readonly store: Store;
  readonly mirror: Mirror;
  readonly secretServer: SecretServer;
  /** Whether a change wrote the row since the preview. */
  readonly isStale: (row: ImportRow) => boolean;
  /** Called in each transaction with the number of rows that are dealt with once it is through. */
  readonly progress: (done: number) => void;
  /** Ends it behind the rows that are being applied. */
  readonly signal: AbortSignal;
}

type UserRow = Extract<ImportRow, { type: 'User' }>;
type GroupRow = Extract<ImportRow, { type: 'Group' }>;

/**
 * Brings ticked rows of a preview into the mirror, a transaction for each hundred. Each row is read again first: one
 * that changed in Secret Server or through a client since the preview is marked and left out.
 * @returns the rows that were applied, in the list that is given, so that it tells after a failure too.
 * @throws SecretServerError: what is applied stays
 */
export async function applyImport(
  options: ApplyImport,
  rows: readonly ImportRow[],
  applied: ImportRow[],
): Promise<void> {
  const users = rows.filter((row) => row.type === 'User');
  const groups = rows.filter((row) => row.type === 'Group');
  let done = 0;
  for (let start = 0; start < users.length; start += rowsAtATime) {
    const chunk = users.slice(start, start + rowsAtATime);
    await markChangedUsers(options, chunk);
    if (options.signal.aborted) return;
    done += chunk.length;
    commit(options, chunk, { applied, done });
  }
  const live = groups.length > 0 ? await liveGroups(options) : new Map<number, SecretServerGroup>();
  for (const row of groups) {
    await markChangedGroup(options, row, live.get(row.resourceId ?? 0));
    if (options.signal.aborted) return;
    done += 1;
    // One by one: a group may have thousands of members.
    commit(options, [row], { applied, done });
  }
}

function commit(
  { store, mirror, isStale, progress }: ApplyImport,
  rows: readonly ImportRow[],
  { applied, done }: { readonly applied: ImportRow[]; readonly done: number },
): void {
  // Asked in the same turn as the transaction: nothing can come between.
  const fresh = rows.filter((row) => !isStale(row));
  store.transaction(() => {
    for (const row of fresh) save(mirror, row);
    progress(done);
  });
  for (const row of fresh) row.ticked = null;
  applied.push(...fresh);
}

function save(mirror: Mirror, row: ImportRow): void {
  if (row.type === 'User') {
    if (row.live) mirror.saveUser(row.live);
    else if (row.resourceId !== null) mirror.removeUser(row.resourceId);
    return;
  }
  if (!row.live) return row.resourceId === null ? undefined : mirror.removeGroup(row.resourceId);
  mirror.saveGroup(row.live.group);
  if (row.live.members) mirror.saveMembers(row.live.group.id, row.live.members);
}

async function markChangedUsers(
  { secretServer, store }: ApplyImport,
  rows: readonly UserRow[],
): Promise<void> {
  const ids = rows.flatMap(({ resourceId }) => resourceId ?? []);
  const now = new Map<number, SecretServerUser>();
  for (let start = 0; start < ids.length; start += idsAtATime) {
    for (const user of await secretServer.readUsers(ids.slice(start, start + idsAtATime)))
      now.set(user.id, user);
  }
  const kept = store.intents.keptRemovals();
  for (const row of rows) {
    const user = now.get(row.resourceId ?? 0);
    const seen = user ? { ...user, enabled: user.enabled && !kept.has(user.id) } : null;
    if (!isDeepStrictEqual(seen, row.live)) row.stale = true;
  }
}

async function liveGroups({ secretServer }: ApplyImport): Promise<Map<number, SecretServerGroup>> {
  return new Map((await secretServer.listGroups()).map((group) => [group.id, group]));
}

async function markChangedGroup(
  { secretServer }: ApplyImport,
  row: GroupRow,
  group: SecretServerGroup | undefined,
): Promise<void> {
  const members = group && isListedGroup(group) ? await secretServer.listMembers(group.id) : null;
  const now: GroupWithMembers | null = group ? { group, members } : null;
  if (!isDeepStrictEqual(now, row.live)) row.stale = true;
}
