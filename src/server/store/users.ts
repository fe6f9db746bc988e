import type { Db } from './database.ts';
import type { Lists } from './lists.ts';

/** One row of the mirror. Secret Server's id is the key; flags are 0 or 1; times are epoch milliseconds. */
export interface UserRow {
  readonly id: number;
  /** Name at sign-in, without the domain. */
  readonly login_name: string;
  readonly domain_id: number;
  readonly domain_name: string | null;
  /** SCIM userName: directory users carry their domain in front. */
  readonly user_name: string;
  readonly user_name_key: string;
  readonly display_name: string;
  readonly display_name_key: string;
  readonly email: string | null;
  readonly email_key: string | null;
  readonly enabled: 0 | 1;
  readonly locked_out: 0 | 1;
  readonly application_account: 0 | 1;
  readonly external_source: string | null;
  readonly created: string | null;
  /** The id was seen to mean another account than this one (D5). */
  readonly replaced: 0 | 1;
  /** Since when a complete reading of Secret Server lacks this user; null: it is there (D8). */
  readonly absent_at: number | null;
  readonly listed: 0 | 1;
  readonly extra: string;
  readonly revision: number;
  readonly first_seen_at: number;
  readonly modified_at: number;
  readonly json: string;
}

/** What a group has to know of each of its members. */
export type MemberState = Pick<UserRow, 'id' | 'enabled' | 'listed'>;

const columns = [
  'id',
  'login_name',
  'domain_id',
  'domain_name',
  'user_name',
  'user_name_key',
  'display_name',
  'display_name_key',
  'email',
  'email_key',
  'enabled',
  'locked_out',
  'application_account',
  'external_source',
  'created',
  'replaced',
  'absent_at',
  'listed',
  'extra',
  'revision',
  'first_seen_at',
  'modified_at',
  'json',
] as const satisfies readonly (keyof UserRow)[];

/**
 * The mirror's users.
 * @param now wall clock, epoch milliseconds.
 */
export function createUsers(db: Pick<Db, 'prepare'>, lists: Lists, now: () => number) {
  const row = columns.join(', ');
  const get = db.prepare<[number], UserRow>(`SELECT ${row} FROM users WHERE id = ?`);
  const states = db.prepare<[string], MemberState>(
    'SELECT id, enabled, listed FROM users WHERE id IN (SELECT value FROM json_each(?))',
  );
  const byName = db.prepare<[string], UserRow>(
    `SELECT ${row} FROM users WHERE user_name_key = +? ORDER BY id`,
  );
  const byEmail = db.prepare<[string], UserRow>(
    `SELECT ${row} FROM users WHERE email_key = +? ORDER BY id LIMIT 2`,
  );
  // The newest, and some of all ages, each found by its place between the first and the last id.
  const sample = db.prepare<[number, number, number], UserRow>(
    `WITH RECURSIVE span AS (SELECT (SELECT min(id) FROM users) AS low, (SELECT max(id) FROM users) AS high),
       places(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM places WHERE n < ?)
     SELECT ${row} FROM users WHERE id IN (
       SELECT (SELECT id FROM users WHERE id <= low + (high - low) * n / ? ORDER BY id DESC LIMIT 1)
       FROM places, span) ORDER BY id LIMIT ?`,
  );
  const put = db.prepare(
    `INSERT INTO users (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (id) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  );
  const remove = db.prepare('DELETE FROM users WHERE id = ?');
  const asCreated = db.prepare('UPDATE users SET modified_at = created_at WHERE id = ?');
  const listedAfter = db
    .prepare<[number], number>('SELECT id FROM users WHERE listed = 1 AND id > ? ORDER BY id LIMIT 5000')
    .pluck();
  const setAbsent = db.prepare(
    'UPDATE users SET absent_at = ? WHERE absent_at IS NULL AND id IN (SELECT value FROM json_each(?))',
  );
  const countEnabled = db
    .prepare<[], number>('SELECT count(*) FROM users WHERE enabled = 1 AND listed = 1')
    .pluck();
  const wasListed = db.prepare<[number], number>('SELECT listed FROM users WHERE id = ?').pluck();
  const dropEmails = db.prepare('DELETE FROM user_emails WHERE user_id = ?');
  const putEmails = db.prepare(
    `INSERT OR IGNORE INTO user_emails (email_key, user_id)
     SELECT fold(value ->> 'value'), :id FROM json_each(:json, '$.emails') WHERE value ->> 'value' IS NOT NULL`,
  );
  // Groups are rendered by the database: a group of thousands changes thousands of users in one statement.
  const renderGroups = db.prepare(
    `UPDATE users SET groups_json = made.text, revision = revision + 1, modified_at = :now
     FROM (SELECT ids.value AS id, (
         SELECT coalesce('[' || group_concat('{"value":"' || g.id || '","$ref":"\\/Groups/' || g.id ||
           '","display":' || json_quote(g.display_name) || ',"type":"direct"}', ',' ORDER BY g.id) || ']', '[]')
         FROM members m JOIN groups g ON g.id = m.group_id WHERE m.user_id = ids.value AND g.listed = 1) AS text
       FROM json_each(:ids) ids) made
     WHERE users.id = made.id AND users.groups_json <> made.text`,
  );
  return {
    get: (id: number): UserRow | undefined => get.get(id),
    /** Of thousands at once, by their ids; whom the mirror lacks is missing. */
    states: (ids: readonly number[]): Map<number, MemberState> =>
      new Map(states.all(JSON.stringify(ids)).map((state) => [state.id, state])),
    byName: (nameKey: string): UserRow[] => byName.all(nameKey),
    /** At most two: who wants more than one wants none. */
    byEmail: (emailKey: string): UserRow[] => byEmail.all(emailKey),
    /** Up to `size` users of all ages, the newest among them, in the order of ids. */
    sample: (size: number): UserRow[] => sample.all(size, size, size),
    put(user: UserRow): void {
      if (wasListed.get(user.id) !== user.listed) lists.changed('User');
      put.run(user);
      dropEmails.run(user.id);
      putEmails.run({ id: user.id, json: user.json });
    },
    remove(id: number): void {
      lists.changed('User');
      dropEmails.run(id);
      remove.run(id);
    },
    /** Ids of listed users behind this one, the next few thousand. */
    listedAfter: (id: number): number[] => listedAfter.all(id),
    /** A complete reading of Secret Server lacks these users. */
    setAbsent(ids: readonly number[]): void {
      if (ids.length > 0) setAbsent.run(now(), JSON.stringify(ids));
    },
    /** Nothing has changed since it was made: both dates are one (RFC 7643 section 3.1). */
    asCreated: (id: number): void => void asCreated.run(id),
    /** Those that clients see as active. */
    countEnabled: (): number => countEnabled.get() ?? 0,
    /** Brings `groups` of these users up to date after memberships or group names changed. */
    renderGroups: (userIds: Iterable<number>): void =>
      void renderGroups.run({ ids: JSON.stringify([...userIds]), now: now() }),
  };
}
