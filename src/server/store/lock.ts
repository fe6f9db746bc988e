import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Problem } from '../errors.ts';

/**
 * Takes the data folder for this process. SQLite's own file lock is used because the operating system
 * gives it back when the process dies, however it dies: no stale lock, no process ids to compare.
 * @returns a function that gives the folder back.
 * @throws Problem APP-DATA when another process has it.
 */
export function lockDataFolder(dataDir: string): () => void {
  let db: Database.Database;
  try {
    db = new Database(join(dataDir, 'scim-tray.lock'), { timeout: 0 });
  } catch (cause) {
    const remedy = 'Check that this account may write to it, or name another folder with --data-dir';
    throw new Problem('APP-DATA', 'The data folder cannot be used', remedy, { cause });
  }
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    throw new Problem(
      'APP-DATA',
      'Another SCIM Tray is using this data folder',
      'Stop it first, or name another folder with --data-dir',
      { cause },
    );
  }
  return () => db.close();
}
