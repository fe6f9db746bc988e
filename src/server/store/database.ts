import { chmodSync, closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Problem } from '../errors.ts';
import { migrations } from './migrations.ts';

export type Db = Database.Database;

/**
 * Opens the data file, brings its schema up to date and returns the only connection to it.
 * WAL so that reads go on beside a write; synchronous FULL because an answered change must survive a power cut.
 * @throws Problem APP-DATA when the file is damaged, cannot be opened, or was written by a newer version.
 */
export function openDatabase(file: string): Db {
  let db: Db | undefined;
  try {
    // Not for the tables in memory of tests: that name would become a file.
    if (file !== ':memory:') ownerOnly(file);
    db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('temp_store = MEMORY');
    // KiB; what 50,000 users need. With less, most reads of so many miss it.
    db.pragma('cache_size = -65536');
    db.function('fold', { deterministic: true }, fold);
    migrate(db);
    return db;
  } catch (cause) {
    db?.close();
    if (cause instanceof Problem) throw cause;
    throw new Problem(
      'APP-DATA',
      'The data file cannot be opened',
      'Check that this account may write to the data folder, or restore a backup of scim-tray.db',
      { cause },
    );
  }
}

/** Letter case apart, as every key column is made: SQLite's own lower() knows ASCII only. */
function fold(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** Names and addresses of people are nobody else's business; SQLite gives its side files the same permissions. */
function ownerOnly(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** Applies what is missing, all of it in one transaction; `user_version` counts what was applied. */
function migrate(db: Db): void {
  const version = db.pragma('user_version', { simple: true });
  if (typeof version !== 'number' || version > migrations.length) {
    throw new Problem(
      'APP-DATA',
      'The data file was written by a newer SCIM Tray',
      'Install that version again, or restore a backup made by this one',
    );
  }
  db.transaction(() => {
    for (const sql of migrations.slice(version)) db.exec(sql);
    db.pragma(`user_version = ${String(migrations.length)}`);
  }).exclusive();
}
