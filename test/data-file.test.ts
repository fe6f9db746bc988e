import {
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { dataFileIsThere, rebuildFile, restoreFile, storedSettings } from '../src/server/data-file.ts';
import { migrations } from '../src/server/store/migrations.ts';
import { openStore } from '../src/server/store/store.ts';
import { dataFolder } from './data-folder.ts';
import { breakBytes, breakTable } from './store/break-file.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {} };
const now = Date.parse('2026-11-25T12:00:00Z');
const stamp = '2026-11-25T12-00-00Z';

/** A data file with an endpoint, a link, a setting, and one open and one closed change; a WAL beside it if asked. */
function fill(file: string, { mark = 'here', open = true } = {}): void {
  const store = openStore(file, () => 1);
  store.settings.set('mark', mark);
  store.settings.set('listener', { port: 9000, publicUrl: null });
  store.settings.set('lastImport', { endedAt: '2026-11-24T00:00:00.000Z' });
  const { id } = store.endpoints.add('okta', 'okta', 1);
  store.endpoints.addToken({ id: 'token-id', endpointId: id, madeAt: 1, expiresAt: null });
  const intent = {
    endpointId: id,
    requestId: 'r',
    type: 'User',
    resourceId: 7,
    nameKey: null,
    externalId: null,
    kind: 'deactivate',
    wanted: {},
    password: false,
  } as const;
  store.intents.close(store.intents.open({ ...intent, resourceId: 8 }), { state: 'done' });
  if (open) store.intents.open(intent);
  store.close();
}

async function folder() {
  const dataDir = await dataFolder();
  await mkdir(join(dataDir, 'backups'));
  const file = join(dataDir, 'scim-tray.db');
  const backup = join(dataDir, 'backups', 'scim-tray-2026-11-24T02-00-00Z.db');
  return { dataDir, file, backup };
}

function read<T>(file: string, sql: string): T[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], T>(sql).all();
  } finally {
    db.close();
  }
}

const mark = (file: string): unknown =>
  read<{ value: string }>(file, "SELECT value FROM settings WHERE name = 'mark'")[0]?.value;
const names = (dataDir: string): string[] => readdirSync(dataDir).toSorted();

describe('a restore', () => {
  test('puts the backup in place, keeps what was there with its log, and holds what was open', async () => {
    const { dataDir, file, backup } = await folder();
    fill(backup, { mark: 'backup' });
    fill(file, { mark: 'present' });
    writeFileSync(`${file}-wal`, 'left by a crash');
    expect(await restoreFile(dataDir, backup, now)).toEqual({
      held: 1,
      kept: `scim-tray.db.replaced-${stamp}`,
    });
    expect(names(dataDir)).toEqual([
      'backups',
      'scim-tray.db',
      `scim-tray.db.replaced-${stamp}`,
      `scim-tray.db.replaced-${stamp}-wal`,
    ]);
    expect(mark(file)).toBe('"backup"');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(read(file, "SELECT name FROM settings WHERE name = 'lastImport'")).toEqual([]);
    const store = openStore(file, () => 1);
    expect(store.intents.allOpen()).toEqual([]);
    expect(store.intents.openOf('User', 7)).toEqual([]);
    expect(store.intents.keptRemovals()).toEqual(new Set());
    expect(store.intents.held()).toMatchObject([{ resource_id: 7, kind: 'deactivate' }]);
    expect(store.intents.release()).toBe(1);
    expect(store.intents.allOpen()).toMatchObject([{ resource_id: 7 }]);
    store.close();
    // The backup itself is as it was.
    expect(read(backup, "SELECT name FROM settings WHERE name = 'lastImport'")).toHaveLength(1);
  });

  test('of an older version brings its schema up to date', async () => {
    const { dataDir, file, backup } = await folder();
    const db = new Database(backup);
    db.exec(migrations[0] ?? '');
    db.pragma('user_version = 1');
    db.exec("INSERT INTO settings VALUES ('mark', '\"old\"')");
    db.exec(
      "INSERT INTO intents (request_id, resource_type, kind, wanted, state, opened_at) VALUES ('r', 'User', 'update', '{}', 'open', 1)",
    );
    db.close();
    expect(await restoreFile(dataDir, backup, now)).toEqual({ held: 1, kept: null });
    expect(mark(file)).toBe('"old"');
    expect(read(file, 'PRAGMA user_version')).toEqual([{ user_version: migrations.length }]);
  });

  const bad: readonly (readonly [string, (backup: string) => void, string])[] = [
    [
      'a newer version',
      (backup) => {
        const db = new Database(backup);
        db.pragma(`user_version = ${String(migrations.length + 1)}`);
        db.close();
      },
      'made by a newer SCIM Tray',
    ],
    ['a damaged page', (backup) => breakTable(backup, 'intents_by_request'), 'The backup is damaged'],
    [
      'a file cut short',
      (backup) => truncateSync(backup, statSync(backup).size - 40_960),
      'The backup is damaged',
    ],
    ['no database', (backup) => writeFileSync(backup, 'x'.repeat(50_000)), 'no data file of SCIM Tray'],
    ['an empty file', (backup) => truncateSync(backup, 0), 'no data file of SCIM Tray'],
    [
      'the database of something else',
      (backup) => {
        rmSync(backup);
        const db = new Database(backup);
        db.exec('CREATE TABLE settings (x); PRAGMA user_version = 1');
        db.close();
      },
      'no data file of SCIM Tray',
    ],
    ['a file that is not there', (backup) => rmSync(backup), 'cannot be read'],
  ];
  test.for(bad)('of %s is refused, and nothing changes', async ([, spoil, words]) => {
    const { dataDir, file, backup } = await folder();
    fill(file, { mark: 'present' });
    fill(backup);
    spoil(backup);
    const before = names(dataDir);
    await expect(restoreFile(dataDir, backup, now)).rejects.toThrow(words);
    expect(names(dataDir)).toEqual(before);
    expect(mark(file)).toBe('"present"');
  });
});

describe('a crash in the middle of a restore', () => {
  const states: readonly (readonly [string, (file: string) => void, boolean])[] = [
    ['before anything was moved', () => {}, true],
    ['after the file was moved', (file) => renameSync(file, `${file}.replaced-${stamp}`), true],
    [
      'after its log was moved too',
      (file) => {
        renameSync(file, `${file}.replaced-${stamp}`);
        renameSync(`${file}-wal`, `${file}.replaced-${stamp}-wal`);
      },
      true,
    ],
    [
      'before its content was complete',
      (file) => renameSync(`${file}.restoring-replaced-${stamp}`, `${file}.restoring.part`),
      false,
    ],
  ];
  test.for(states)('%s: the next start goes on, or has changed nothing', async ([, crash, done]) => {
    const { dataDir, file } = await folder();
    fill(file, { mark: 'present' });
    writeFileSync(`${file}-wal`, '');
    fill(`${file}.restoring-replaced-${stamp}`, { mark: 'backup' });
    crash(file);
    expect(await dataFileIsThere(dataDir)).toBe(true);
    expect(mark(file)).toBe(done ? '"backup"' : '"present"');
    if (done) expect(mark(`${file}.replaced-${stamp}`)).toBe('"present"');
    expect(existsSync(`${file}.restoring-replaced-${stamp}`)).toBe(false);
  });
});

describe('a data file that', () => {
  test('was never there is a new installation', async () => {
    const { dataDir } = await folder();
    expect(await dataFileIsThere(dataDir)).toBe(true);
  });

  test.for<[string, (file: string) => void]>([
    ['is gone', (file) => rmSync(file)],
    ['is empty', (file) => truncateSync(file, 0)],
  ])('%s where there are backups was lost', async ([, lose]) => {
    const { dataDir, file, backup } = await folder();
    fill(file);
    copyFileSync(file, backup);
    lose(file);
    expect(await dataFileIsThere(dataDir)).toBe(false);
  });

  test('is gone while its log is there was lost, and that log never gets into another file', async () => {
    const { dataDir, file } = await folder();
    writeFileSync(`${file}-wal`, 'frames of another file');
    expect(await dataFileIsThere(dataDir)).toBe(false);
    await rebuildFile(dataDir, now);
    expect(names(dataDir)).toEqual(['backups', 'scim-tray.db', `scim-tray.db.damaged-${stamp}-wal`]);
  });
});

describe('a rebuild', () => {
  test('takes over what a damaged file can still tell', async () => {
    const { dataDir, file } = await folder();
    fill(file);
    breakTable(file, 'users');
    expect(await rebuildFile(dataDir, now)).toEqual({ held: 1, kept: `scim-tray.db.damaged-${stamp}` });
    expect(mark(file)).toBe('"here"');
    expect(read(file, 'SELECT name FROM endpoints')).toEqual([{ name: 'okta' }]);
    expect(read(file, 'SELECT id FROM endpoint_tokens')).toEqual([{ id: 'token-id' }]);
    expect(read(file, 'SELECT resource_id, held FROM intents')).toEqual([{ resource_id: 7, held: 1 }]);
  });

  test('takes from the newest whole backup what the file cannot tell', async () => {
    const { dataDir, file, backup } = await folder();
    fill(file, { mark: 'newer' });
    fill(backup, { mark: 'older' });
    fill(join(dataDir, 'backups', 'scim-tray-2026-11-25T02-00-00Z.db'));
    breakBytes(join(dataDir, 'backups', 'scim-tray-2026-11-25T02-00-00Z.db'), 0, 4096);
    breakTable(file, 'endpoints');
    await rebuildFile(dataDir, now);
    expect(mark(file)).toBe('"newer"');
    expect(read(file, 'SELECT name FROM endpoints')).toEqual([{ name: 'okta' }]);
    expect(read(file, 'SELECT id FROM endpoint_tokens')).toEqual([{ id: 'token-id' }]);
  });

  test('of a file that is no database, with and without a backup', async () => {
    const { dataDir, file, backup } = await folder();
    writeFileSync(file, 'x'.repeat(10_000));
    await rebuildFile(dataDir, now);
    expect(read(file, 'SELECT name FROM endpoints')).toEqual([]);
    fill(backup, { mark: 'backup' });
    breakBytes(file, 0, 100);
    await rebuildFile(dataDir, now + 1000);
    expect(mark(file)).toBe('"backup"');
  });
});

test('what was set is read from what there is', async () => {
  const { dataDir, file, backup } = await folder();
  const port = async () => (await storedSettings(dataDir, silent)).listener.port;
  expect(await port()).toBe(8480);
  fill(backup);
  expect(await port()).toBe(9000);
  writeFileSync(file, 'damaged');
  expect(await port()).toBe(9000);
});
