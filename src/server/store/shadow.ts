import type { Db } from './database.ts';
import { createGroups } from './groups.ts';
import type { Lists } from './lists.ts';
import { createUsers } from './users.ts';

/** The tables of the mirror, each with what its rows are ordered by. */
const keys = {
  users: 'id',
  user_emails: 'email_key, user_id',
  groups: 'id',
  members: 'group_id, user_id',
} as const;
const tables = Object.keys(keys) as readonly (keyof typeof keys)[];

/** Rows that one step copies: few milliseconds. */
const rowsAtATime = 200;

interface Changed {
  readonly users: ReadonlySet<number>;
  readonly groups: ReadonlySet<number>;
}

/**
 * A second copy of the mirror's tables, changed in the background and put in the place of the first in one short
 * step: that is how thousands of changes become visible at once without holding up a listener (D8).
 * @param now wall clock, epoch milliseconds.
 */
export function createShadows(db: Db, lists: Lists, now: () => number) {
  // What a crash left behind.
  dropLeftovers(db);
  return {
    /** Makes the empty copies. One at a time; `drop` ends it. */
    begin() {
      // Dropping the last copies may have been cut short, by a full disk for one.
      dropLeftovers(db);
      createCopies(db);
      const copies = onCopies(db);
      const unlisted = { ...lists, changed: () => {} };
      const users = createUsers(copies, unlisted, now);
      const groups = createGroups(copies, unlisted, now);
      return {
        users,
        groups,
        /** Copies every row, some with each step. */
        *copy(): Generator<void> {
          for (const table of tables) yield* copyTable(db, table);
        },
        /**
         * In the caller's transaction: takes over what was written to the mirror since the copying began, then puts
         * the copies in its place.
         */
        take(written: Changed): void {
          takeOver(db, written, { users, groups });
          for (const table of tables) {
            db.exec(
              `ALTER TABLE ${table} RENAME TO old_${table}; ALTER TABLE next_${table} RENAME TO ${table}`,
            );
          }
          lists.changed('User');
          lists.changed('Group');
        },
        /** Lets go of copies that were not taken, or of what they took the place of. */
        *drop(): Generator<void> {
          for (const table of tables) {
            yield* dropTable(db, table, `next_${table}`);
            yield* dropTable(db, table, `old_${table}`);
          }
        },
      };
    },
  };
}

function dropLeftovers(db: Db): void {
  for (const table of tables)
    db.exec(`DROP TABLE IF EXISTS next_${table}; DROP TABLE IF EXISTS old_${table}`);
}

/** A table that is dropped whole holds everything up: its indexes go first, then its rows, some with each step. */
function* dropTable(db: Db, table: keyof typeof keys, name: string): Generator<void> {
  const indexes = db
    .prepare<[string], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
    )
    .pluck()
    .all(name);
  for (const index of indexes) {
    db.exec(`DROP INDEX ${index}`);
    yield;
  }
  if (!db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name)) return;
  const key = keys[table];
  const rows = `SELECT ${key} FROM ${name} ORDER BY ${key} LIMIT ${String(rowsAtATime)}`;
  const some = db.prepare(`DELETE FROM ${name} WHERE (${key}) IN (${rows})`);
  while (some.run().changes > 0) yield;
  db.exec(`DROP TABLE ${name}`);
}

/** The same definitions under other names; an index is named for its table's turn, as SQLite cannot rename one. */
function createCopies(db: Db): void {
  const definitions = db
    .prepare<[string], { type: string; sql: string }>(
      `SELECT type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index')
       AND tbl_name IN (SELECT value FROM json_each(?)) ORDER BY type DESC`,
    )
    .all(JSON.stringify(tables));
  const turned = (name: string): string => (name.endsWith('_b') ? name.slice(0, -2) : `${name}_b`);
  const create = db.transaction(() => {
    for (const { type, sql } of definitions) {
      db.exec(
        type === 'table'
          ? sql.replace(/^CREATE TABLE "?(\w+)"?/, 'CREATE TABLE next_$1')
          : sql.replace(
              /^CREATE INDEX (\w+) ON "?(\w+)"?/,
              (_, index: string, table: string) => `CREATE INDEX ${turned(index)} ON next_${table}`,
            ),
      );
    }
  });
  create.immediate();
}

/** The same database, where every statement about the mirror's tables is about the copies. */
function onCopies(db: Db): Pick<Db, 'prepare'> {
  const names = new RegExp(`\\b(${tables.join('|')})\\b`, 'g');
  return { prepare: (sql: string) => db.prepare(sql.replaceAll(names, 'next_$1')) } as Pick<Db, 'prepare'>; // the same overloads
}

/** Without the columns that SQLite computes. */
function columnsOf(db: Db, table: string): string {
  return db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table).join(', ');
}

function* copyTable(db: Db, table: keyof typeof keys): Generator<void> {
  const key = keys[table];
  const columns = columnsOf(db, table);
  const last = key.replaceAll(/\w+/g, '$& DESC');
  const copy = `INSERT INTO next_${table} (${columns}) SELECT ${columns} FROM ${table}`;
  const page = `ORDER BY ${key} LIMIT ${String(rowsAtATime)}`;
  const rest = db.prepare(
    `${copy} WHERE (${key}) > (SELECT ${key} FROM next_${table} ORDER BY ${last} LIMIT 1) ${page}`,
  );
  let { changes } = db.prepare(`${copy} ${page}`).run();
  while (changes > 0) {
    yield;
    ({ changes } = rest.run());
  }
}

type Copies = {
  readonly users: ReturnType<typeof createUsers>;
  readonly groups: ReturnType<typeof createGroups>;
};

/** Rows that were written since are newer than what was read: they, and what shows them, come as they are now. */
function takeOver(db: Db, written: Changed, { users, groups }: Copies): void {
  const writtenUsers = [...written.users];
  const writtenGroups = [...written.groups];
  const shown = new Set([...writtenUsers, ...writtenGroups.flatMap((id) => groups.members(id))]);
  again(db, 'users', 'id', writtenUsers);
  again(db, 'user_emails', 'user_id', writtenUsers);
  again(db, 'groups', 'id', writtenGroups);
  again(db, 'members', 'group_id', writtenGroups);
  for (const id of writtenGroups.flatMap((group) => groups.members(group))) shown.add(id);
  const showing = new Set([...writtenGroups, ...writtenUsers.flatMap((id) => groups.groupsOf(id))]);
  users.renderGroups(shown);
  groups.renderMembers(showing);
  // Nobody may see an older version again, nor another content under the same one.
  raise(db, 'users', [...shown]);
  raise(db, 'groups', [...showing]);
}

function again(db: Db, table: (typeof tables)[number], column: string, ids: readonly number[]): void {
  const columns = columnsOf(db, table);
  const list = JSON.stringify(ids);
  const which = `WHERE ${column} IN (SELECT value FROM json_each(?))`;
  db.prepare(`DELETE FROM next_${table} ${which}`).run(list);
  db.prepare(`INSERT INTO next_${table} (${columns}) SELECT ${columns} FROM ${table} ${which}`).run(list);
}

function raise(db: Db, table: 'users' | 'groups', ids: readonly number[]): void {
  db.prepare(
    `UPDATE next_${table} SET revision = max(next_${table}.revision, r.revision + 1) FROM ${table} r
     WHERE r.id = next_${table}.id AND r.id IN (SELECT value FROM json_each(?))`,
  ).run(JSON.stringify(ids));
}
