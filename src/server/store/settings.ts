import type { Db } from './database.ts';

/** Named JSON values. The reader of a name parses what it gets: the file may be older than the code. */
export interface Settings {
  get(name: string): unknown;
  /** undefined removes the value. */
  set(name: string, value: unknown): void;
}

export function createSettings(db: Db): Settings {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?');
  const write = db.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM settings WHERE name = ?');
  return {
    get(name) {
      const row = read.get(name);
      return row ? JSON.parse(row.value) : undefined;
    },
    set(name, value) {
      if (value === undefined) remove.run(name);
      else write.run(name, JSON.stringify(value));
    },
  };
}
