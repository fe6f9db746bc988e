import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockDataFolder } from '../../src/server/store/lock.ts';
import { openStore } from '../../src/server/store/store.ts';
import { breakTable } from './break-file.ts';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'scim-tray-store-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('data file', () => {
  test('is WAL with full synchronisation, and every table is STRICT', () => {
    openStore(join(dir, 'a.db'), Date.now).close();
    const db = new Database(join(dir, 'a.db'));
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    const loose = db.prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'",
    );
    expect(loose.all()).toEqual([]);
    db.close();
  });

  test('of a newer version is refused by name and left as it was', () => {
    const db = new Database(join(dir, 'a.db'));
    db.pragma('user_version = 999');
    db.close();
    expect(() => openStore(join(dir, 'a.db'), Date.now)).toThrow(/written by a newer SCIM Tray/);
    const again = new Database(join(dir, 'a.db'));
    expect(again.pragma('user_version', { simple: true })).toBe(999);
    again.close();
  });

  test('that turns out to be broken while it is written is told', () => {
    const file = join(dir, 'a.db');
    openStore(file, Date.now).close();
    breakTable(file, 'intents');
    let told = 0;
    const store = openStore(file, Date.now, () => (told += 1));
    const intent = { endpointId: 1, requestId: 'r', type: 'User', resourceId: 1, nameKey: null } as const;
    const open = () =>
      store.intents.open({ ...intent, externalId: null, kind: 'update', wanted: {}, password: false });
    expect(open).toThrow('malformed');
    expect(told).toBe(1);
    store.close();
  });

  test('that is no database is refused with a remedy', () => {
    writeFileSync(join(dir, 'a.db'), 'not a database, but long enough to be looked at'.repeat(100));
    expect(() => openStore(join(dir, 'a.db'), Date.now)).toThrow(/cannot be opened.*restore a backup/);
  });

  test('is for its owner alone, with its side files', () => {
    const file = join(dir, 'a.db');
    const store = openStore(file, Date.now);
    store.settings.set('name', 1);
    const modes = readdirSync(dir).map((name) => statSync(join(dir, name)).mode & 0o777);
    expect(modes.length).toBeGreaterThan(1);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    store.close();
  });

  test('opens again without another migration', () => {
    const store = openStore(join(dir, 'a.db'), Date.now);
    store.settings.set('name', { value: 1 });
    store.close();
    const again = openStore(join(dir, 'a.db'), Date.now);
    expect(again.settings.get('name')).toEqual({ value: 1 });
    again.close();
  });
});

describe('data folder', () => {
  test('belongs to one at a time', () => {
    const unlock = lockDataFolder(dir);
    expect(() => lockDataFolder(dir)).toThrow(/Another SCIM Tray/);
    unlock();
    lockDataFolder(dir)();
  });

  test('is free again after its owner was killed', async () => {
    const script = `import { lockDataFolder } from './src/server/store/lock.ts';
      const unlock = lockDataFolder(process.argv[1]); // dropped, it would be collected, and the lock with it
      process.stdout.write('locked'); setInterval(() => unlock, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script, dir]);
    await new Promise<void>((resolve, reject) => {
      owner.stdout.once('data', () => resolve());
      owner.once('exit', () => reject(new Error('the owner ended early')));
    });
    expect(() => lockDataFolder(dir)).toThrow(/Another SCIM Tray/);
    const ended = new Promise((resolve) => owner.once('exit', resolve));
    owner.removeAllListeners('error');
    owner.kill('SIGKILL');
    await ended;
    lockDataFolder(dir)();
  });
});
