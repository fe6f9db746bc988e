import type { Db } from './database.ts';

/** What a client last asked of a user, where it differs in kind from what Secret Server has. Epoch milliseconds. */
export interface AskedUser {
  readonly endpoint_id: number;
  /** null: no client ever said. */
  readonly display_name: string | null;
  /** Empty: none was wanted. */
  readonly email: string | null;
  readonly at: number;
}

/** What a client last asked of a group. */
export interface AskedGroup {
  readonly endpoint_id: number;
  readonly name: string | null;
  /** Ids of users, disabled ones too. */
  readonly members: readonly number[] | null;
  readonly at: number;
}

/** What one request says of a user; absent: nothing. */
export interface SaidOfUser {
  readonly displayName?: string;
  readonly email?: string;
}

/** What one request says of a group; absent: nothing. */
export interface SaidOfGroup {
  readonly name?: string;
  /** Against what was asked before. */
  readonly members?: { readonly added: readonly number[]; readonly removed: readonly number[] };
}

interface GroupRecord extends Omit<AskedGroup, 'members'> {
  readonly members: Buffer | null;
}

/**
 * What clients last asked for, whatever became of it since: a resync compares Secret Server with it. Clients of one
 * resource share it, as they share the resource; whether it is to be active is in the links, each client's own.
 * @param now wall clock, epoch milliseconds.
 */
export function createAsked(db: Db, now: () => number) {
  const user = db.prepare<[number], AskedUser>('SELECT * FROM asked_users WHERE user_id = ?');
  const putUser = db.prepare(
    `INSERT INTO asked_users (user_id, endpoint_id, display_name, email, at) VALUES (:id, :endpointId, :displayName, :email, :now)
     ON CONFLICT DO UPDATE SET endpoint_id = excluded.endpoint_id, at = excluded.at,
       display_name = coalesce(excluded.display_name, display_name), email = coalesce(excluded.email, email)`,
  );
  const group = db.prepare<[number], GroupRecord>('SELECT * FROM asked_groups WHERE group_id = ?');
  const putGroup = db.prepare(
    `INSERT INTO asked_groups (group_id, endpoint_id, name, members, at) VALUES (:id, :endpointId, :name, :members, :now)
     ON CONFLICT DO UPDATE SET endpoint_id = excluded.endpoint_id, at = excluded.at,
       name = coalesce(excluded.name, name), members = coalesce(excluded.members, members)`,
  );
  const removeGroup = db.prepare('DELETE FROM asked_groups WHERE group_id = ?');
  const forgetUser = db.prepare('DELETE FROM asked_users WHERE user_id = ? AND endpoint_id = ?');
  const forgetGroup = db.prepare('DELETE FROM asked_groups WHERE group_id = ? AND endpoint_id = ?');

  function groupOf(id: number): AskedGroup | undefined {
    const record = group.get(id);
    return record && { ...record, members: record.members && unpacked(record.members) };
  }

  return {
    user: (id: number): AskedUser | undefined => user.get(id),
    /** A request said this of the user; what it says nothing of stays. */
    ofUser(id: number, endpointId: number, { displayName = null, email = null }: Nullable<SaidOfUser>): void {
      if (displayName !== null || email !== null)
        putUser.run({ id, endpointId, displayName, email, now: now() });
    },
    group: groupOf,
    ofGroup(id: number, endpointId: number, { name = null, members }: Nullable<SaidOfGroup>): void {
      if (name === null && !members) return;
      const before = members && (groupOf(id)?.members ?? []);
      const packed = members && packedIds(differing(before ?? [], members));
      putGroup.run({ id, endpointId, name, members: packed ?? null, now: now() });
    },
    /** A client wants the group gone, or it is. */
    removeGroup: (id: number): void => void removeGroup.run(id),
    /** The endpoint forgets the resource. */
    forget(type: 'User' | 'Group', id: number, endpointId: number): void {
      (type === 'User' ? forgetUser : forgetGroup).run(id, endpointId);
    },
  };
}

type Nullable<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

function differing(
  before: readonly number[],
  { added, removed }: NonNullable<SaidOfGroup['members']>,
): number[] {
  const gone = new Set(removed);
  return [...new Set([...before.filter((id) => !gone.has(id)), ...added])];
}

/** Four bytes for each id: a group of thousands is written again with every change of its members. */
function packedIds(ids: readonly number[]): Buffer {
  return Buffer.from(Int32Array.from(ids).toSorted().buffer);
}

function unpacked(packed: Buffer): number[] {
  // A copy: the bytes may lie anywhere.
  return [...new Int32Array(new Uint8Array(packed).buffer)];
}
