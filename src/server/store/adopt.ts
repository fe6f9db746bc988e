import Database from 'better-sqlite3';
import { Problem } from '../errors.ts';
import { standAlone } from './backup.ts';
import { openDatabase, type Db } from './database.ts';
import { migrations } from './migrations.ts';
import { verifyFile } from './verify.ts';

const ourTables = ['settings', 'endpoints', 'users', 'links', 'intents'];

/**
 * Whether a file can become the data file: whole, ours, and not of a newer version.
 * @throws Problem APP-INPUT, or APP-DATA when it is damaged
 */
export async function inspect(file: string): Promise<void> {
  const damage = await verifyFile(file, 'full');
  if (damage === 'SQLITE_CANTOPEN')
    throw unusable('cannot be read', 'Name a file that this account may read');
  if (damage === 'SQLITE_NOTADB') throw notOurs();
  if (damage !== null) {
    throw new Problem('APP-DATA', 'The backup is damaged', 'Choose an older one', {
      cause: new Error(damage),
      command: 'scim-tray backup --list',
    });
  }
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    const known = new Set(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all());
    if (version < 1 || !ourTables.every((name) => known.has(name))) throw notOurs();
    if (version > migrations.length) {
      throw unusable(
        'was made by a newer SCIM Tray',
        'Install that version first, or choose an older backup',
      );
    }
  } finally {
    db.close();
  }
}

/**
 * Makes a copy ready to become the data file: its schema is brought up to date, what was open in it is held for a
 * person and never applied by itself (D3), and nothing is answered from it before Secret Server was read again.
 * @param how it came about, for Activity
 * @returns how many changes are held.
 */
export function adopt(file: string, how: string): number {
  const db = openDatabase(file);
  try {
    return db.transaction(() => holdAll(db, how)).immediate();
  } finally {
    db.close();
    standAlone(file);
  }
}

function holdAll(db: Db, how: string): number {
  db.exec("UPDATE intents SET held = 1 WHERE state = 'open'");
  db.prepare(
    `UPDATE activity SET sentence = ? WHERE result = 'Waiting'
       AND id IN (SELECT activity_id FROM intents WHERE state = 'open' AND held = 1)`,
  ).run('It was open in the data that was restored, and waits for a person to apply it or to leave it.');
  // A job and checks of that time say nothing of now.
  db.exec("DELETE FROM settings WHERE name IN ('lastImport', 'job') OR name LIKE 'check:%'");
  db.prepare("INSERT OR REPLACE INTO settings VALUES ('replaced', ?)").run(JSON.stringify(how));
  const held: unknown = db
    .prepare("SELECT count(*) FROM intents WHERE state = 'open' AND held = 1")
    .pluck()
    .get();
  return Number(held);
}

function notOurs(): Problem {
  return unusable('is no data file of SCIM Tray', 'List the backups that there are: scim-tray backup --list');
}

function unusable(what: string, remedy: string): Problem {
  return new Problem('APP-INPUT', `The backup ${what}`, remedy);
}
