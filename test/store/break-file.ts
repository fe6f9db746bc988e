import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Overwrites the pages of one table or index, as a failing disk does. The file must not be in use. */
export function breakTable(file: string, name: string): void {
  const db = new Database(file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const root = Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name));
  const size = Number(db.pragma('page_size', { simple: true }));
  db.close();
  breakBytes(file, (root - 1) * size, size);
}

/** Overwrites some bytes. */
export function breakBytes(file: string, from: number, count: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(Math.min(count, statSync(file).size - from), 0xa5), 0, undefined, from);
  closeSync(handle);
}
