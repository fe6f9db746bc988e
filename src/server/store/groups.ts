import type { Db } from './database.ts';
import type { Lists } from './lists.ts';

/** One group of the mirror; see UserRow. */
export interface GroupRow {
  readonly id: number;
  readonly login_name: string;
  readonly domain_id: number;
  readonly domain_name: string | null;
  readonly display_name: string;
  readonly display_name_key: string;
  readonly enabled: 0 | 1;
  readonly synchronized: 0 | 1;
  /** null: only a single read tells, and none was made yet. */
  readonly editable: 0 | 1 | null;
  readonly created: string | null;
  readonly listed: 0 | 1;
  readonly revision: number;
  readonly first_seen_at: number;
  readonly modified_at: number;
  readonly json: string;
}

const columns = [
  'id',
  'login_name',
  'domain_id',
  'domain_name',
  'display_name',
  'display_name_key',
  'enabled',
  'synchronized',
  'editable',
  'created',
  'listed',
  'revision',
  'first_seen_at',
  'modified_at',
  'json',
] as const satisfies readonly (keyof GroupRow)[];

/**
 * The mirror's groups and their members.
 * @param now wall clock, epoch milliseconds.
 */
export function createGroups(db: Pick<Db, 'prepare'>, lists: Lists, now: () => number) {
  // Without the text of the members: it is large, and only readers want it.
  const row = columns.join(', ');
  const get = db.prepare<[number], GroupRow>(`SELECT ${row} FROM groups WHERE id = ?`);
  const byName = db.prepare<[string], GroupRow>(
    `SELECT ${row} FROM groups WHERE display_name_key = +? ORDER BY listed DESC, enabled DESC, id`,
  );
  const wanted = db
    .prepare<[number], number>('SELECT user_id FROM wanted_members WHERE group_id = ?')
    .pluck();
  const wantedBy = db
    .prepare<[number], number>('SELECT group_id FROM wanted_members WHERE user_id = ?')
    .pluck();
  const wantedAndEnabled = db
    .prepare<[], number>(
      'SELECT DISTINCT w.user_id FROM wanted_members w JOIN users u ON u.id = w.user_id WHERE u.enabled = 1',
    )
    .pluck();
  const want = db.prepare(
    'INSERT OR IGNORE INTO wanted_members (group_id, user_id) SELECT ?, value FROM json_each(?)',
  );
  const unwantAll = db.prepare('DELETE FROM wanted_members WHERE group_id = ?');
  const unwant = db.prepare('DELETE FROM wanted_members WHERE group_id = ? AND user_id = ?');
  const listedIds = db.prepare<[], number>('SELECT id FROM groups WHERE listed = 1').pluck();
  const put = db.prepare(
    `INSERT INTO groups (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  );
  const asCreated = db.prepare('UPDATE groups SET modified_at = created_at WHERE id = ?');
  const remove = db.prepare('DELETE FROM groups WHERE id = ?');
  const removeMembers = db.prepare('DELETE FROM members WHERE group_id = ?');
  const listedMembers = db
    .prepare<[number], number>(
      'SELECT m.user_id FROM members m JOIN users u ON u.id = m.user_id WHERE m.group_id = +? AND u.listed = 1',
    )
    .pluck();
  const members = db
    .prepare<[number], number>('SELECT user_id FROM members WHERE group_id = ? ORDER BY user_id')
    .pluck();
  const takeMembers = db.prepare(
    'DELETE FROM members WHERE group_id = ? AND user_id IN (SELECT value FROM json_each(?))',
  );
  const giveMembers = db.prepare(
    'INSERT OR IGNORE INTO members (group_id, user_id) SELECT ?, value FROM json_each(?)',
  );
  const groupsOf = db.prepare<[number], number>('SELECT group_id FROM members WHERE user_id = ?').pluck();
  const wasListed = db.prepare<[number], number>('SELECT listed FROM groups WHERE id = ?').pluck();
  const renderMembers = db.prepare(
    `UPDATE groups SET members_json = made.text, revision = revision + 1, modified_at = :now
     FROM (SELECT ids.value AS id, (
         SELECT coalesce('[' || group_concat('{"value":"' || u.id || '","$ref":"\\/Users/' || u.id ||
           '","display":' || json_quote(u.user_name) || ',"type":"User"}', ',' ORDER BY u.id) || ']', '[]')
         FROM members m JOIN users u ON u.id = m.user_id WHERE m.group_id = ids.value AND u.listed = 1) AS text
       FROM json_each(:ids) ids) made
     WHERE groups.id = made.id AND groups.members_json <> made.text`,
  );
  return {
    get: (id: number): GroupRow | undefined => get.get(id),
    put(group: GroupRow): void {
      if (wasListed.get(group.id) !== group.listed) lists.changed('Group');
      put.run(group);
    },
    /** Nothing has changed since it was made: both dates are one (RFC 7643 section 3.1). */
    asCreated: (id: number): void => void asCreated.run(id),
    listedIds: (): Set<number> => new Set(listedIds.all()),
    byName: (nameKey: string): GroupRow[] => byName.all(nameKey),
    remove(id: number): void {
      lists.changed('Group');
      removeMembers.run(id);
      remove.run(id);
    },
    members: (id: number): number[] => members.all(id),
    /** The members that SCIM shows. */
    listedMembers: (id: number): number[] => listedMembers.all(id),
    /** Disabled users who become members once they are enabled (D13). */
    wanted: (id: number): number[] => wanted.all(id),
    wantedBy: (userId: number): number[] => wantedBy.all(userId),
    wantedAndEnabled: (): number[] => wantedAndEnabled.all(),
    setWanted(id: number, userIds: readonly number[]): void {
      unwantAll.run(id);
      if (userIds.length > 0) want.run(id, JSON.stringify(userIds));
    },
    unwant: (id: number, userId: number): void => void unwant.run(id, userId),
    groupsOf: (userId: number): number[] => groupsOf.all(userId),
    /** Writes a difference. */
    changeMembers(id: number, added: readonly number[], removed: readonly number[]): void {
      if (removed.length > 0) takeMembers.run(id, JSON.stringify(removed));
      if (added.length > 0) giveMembers.run(id, JSON.stringify(added));
    },
    /** Brings `members` of these groups up to date after memberships or user names changed. */
    renderMembers: (groupIds: Iterable<number>): void =>
      void renderMembers.run({ ids: JSON.stringify([...groupIds]), now: now() }),
  };
}
