import pLimit from 'p-limit';
import type { ImportProgress } from '../../main/ipc/contract.ts';
import type { SecretServer, SecretServerGroup, SecretServerUser } from '../secret-server/model.ts';
import { isListedGroup } from './mirror-rows.ts';

/** Half of what Secret Server is asked at a time. */
const groupsAtATime = 4;

export interface GroupWithMembers {
  readonly group: SecretServerGroup;
  /** Ids, ascending; null: they were not read, because nobody sees the members of a group that is not listed. */
  readonly members: readonly number[] | null;
}

/** What Secret Server has: all of it, or the reading failed. Empty where it was not asked for. */
export interface Inventory {
  readonly users: readonly SecretServerUser[];
  readonly groups: readonly GroupWithMembers[];
}

export interface Reading {
  readonly secretServer: SecretServer;
  readonly progress: (progress: ImportProgress) => void;
  /** Ends the reading at the next answer. */
  readonly signal?: AbortSignal;
}

/**
 * Reads users, and groups with their members. The groups are read few at a time: a change that comes in now must not
 * wait behind all of them.
 * @throws SecretServerError when anything could not be read; AbortError
 */
export async function readInventory(
  reading: Reading,
  { users = true, groups = true }: { readonly users?: boolean; readonly groups?: boolean } = {},
): Promise<Inventory> {
  return {
    users: users ? await readUsers(reading) : [],
    groups: groups ? await readGroups(reading) : [],
  };
}

async function readUsers({ secretServer, progress, signal }: Reading): Promise<SecretServerUser[]> {
  progress({ phase: 'Reading users', done: 0, total: null });
  return secretServer.listUsers((done, total) => {
    signal?.throwIfAborted();
    progress({ phase: 'Reading users', done, total });
  });
}

async function readGroups({ secretServer, progress, signal }: Reading): Promise<GroupWithMembers[]> {
  progress({ phase: 'Reading groups', done: 0, total: null });
  const groups = await secretServer.listGroups();
  const inTurns = pLimit(groupsAtATime);
  let read = 0;
  const reads = groups.map((group) =>
    inTurns(async () => {
      signal?.throwIfAborted();
      const members = isListedGroup(group) ? await secretServer.listMembers(group.id) : null;
      read += 1;
      progress({ phase: 'Reading groups', done: read, total: groups.length });
      return { group, members };
    }),
  );
  try {
    return await Promise.all(reads);
  } finally {
    // After the first failure nobody wants the rest.
    inTurns.clearQueue();
  }
}
