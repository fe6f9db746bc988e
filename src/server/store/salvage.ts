import Database from 'better-sqlite3';
import type { Db } from './database.ts';

/** What Secret Server cannot tell again, in the order in which one refers to the other. */
export const keepsakes = [
  'settings',
  'endpoints',
  'endpoint_tokens',
  'links',
  'wanted_members',
  'intents',
] as const;
type Table = (typeof keepsakes)[number];

/**
 * Takes over from another data file, damaged perhaps, what can be read of these tables; what is there already stays.
 * Of changes only open ones: what was closed is history.
 * @returns the tables of which something could not be read.
 */
export function salvage(into: Db, from: string, wanted: readonly Table[]): readonly Table[] {
  let old: Database.Database;
  try {
    old = new Database(from, { readonly: true, fileMustExist: true });
  } catch {
    return wanted; // no data file at all, or none that can be opened
  }
  try {
    return wanted.filter((table) => !copy(into, old, table));
  } finally {
    old.close();
  }
}

/** Row by row, as far as the file can be read. @returns whether that was to the end. */
function copy(into: Db, old: Database.Database, table: Table): boolean {
  try {
    const known = columnsOf(into, table);
    const columns = columnsOf(old, table).filter((name) => known.includes(name));
    if (columns.length === 0) return false;
    const insert = into.prepare(
      `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
    );
    // By the table's own key: an index may be damaged too.
    const where = table === 'intents' ? "WHERE state = 'open'" : '';
    const rows = old.prepare(`SELECT ${columns.join(', ')} FROM ${table} NOT INDEXED ${where}`);
    for (const row of rows.iterate()) insert.run(row);
    return true;
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError) return false;
    throw thrown;
  }
}

function columnsOf(db: Database.Database, table: Table): string[] {
  const names = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck();
  return names.all(table).filter((name) => /^\w+$/.test(name));
}

/** One setting of a data file that may be damaged; undefined when it cannot be read. */
export function readSetting(file: string, name: string): unknown {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const value: unknown = db.prepare('SELECT value FROM settings WHERE name = ?').pluck().get(name);
      return typeof value === 'string' ? JSON.parse(value) : undefined;
    } finally {
      db.close();
    }
  } catch {
    return undefined; // damaged, gone, or no data file at all
  }
}
