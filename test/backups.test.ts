import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  openSync,
  readdirSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isBackupName, listBackups, pruneBackups } from '../src/server/backup-folder.ts';
import { createBackups } from '../src/server/backups.ts';
import { backUp } from '../src/server/store/backup.ts';
import { openDatabase, type Db } from '../src/server/store/database.ts';
import { verifyFile } from '../src/server/store/verify.ts';
import { dataFolder } from './data-folder.ts';
import { fillFile } from './store/filled.ts';

const script = join(import.meta.dirname, 'store', 'back-up-for-ever.ts');
const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {} };

async function filled(changes = 20_000): Promise<{ dataDir: string; file: string }> {
  const dataDir = await dataFolder();
  const file = join(dataDir, 'scim-tray.db');
  fillFile(file, changes);
  return { dataDir, file };
}

async function opened(changes?: number) {
  const { dataDir, file } = await filled(changes);
  const db: Db = openDatabase(file);
  const backups = createBackups({
    dataDir,
    file,
    copy: (to, goOn) => backUp(db, to, goOn),
    days: () => 14,
    now: Date.now,
    log: silent,
    onMade: () => {},
  });
  onTestFinished(async () => {
    await backups.stop();
    db.close();
  });
  return { dataDir, file, db, backups };
}

function count(file: string): unknown {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare('SELECT count(*) FROM intents').pluck().get();
  } finally {
    db.close();
  }
}

describe('a backup', () => {
  test('is one whole file for its owner alone, made while changes go on', async () => {
    const { dataDir, db, backups } = await opened();
    const making = backups.make();
    const insert = db.prepare(
      "INSERT INTO intents (request_id, resource_type, kind, wanted, state, opened_at) VALUES ('late', 'User', 'update', '{}', 'done', 1)",
    );
    let written = 0;
    const state = { ended: false };
    void making.finally(() => (state.ended = true));
    while (!state.ended && written < 5_000) {
      insert.run();
      written += 1;
      await delay(0);
    }
    const { fileName, bytes } = await making;
    expect(written).toBeGreaterThan(3);
    const folder = join(dataDir, 'backups');
    expect(readdirSync(folder)).toEqual([fileName]);
    expect(statSync(join(folder, fileName)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(await verifyFile(join(folder, fileName), 'full')).toBeNull();
    expect(count(join(folder, fileName))).toBeGreaterThanOrEqual(20_000);
    expect(await backups.list()).toMatchObject([{ fileName, bytes }]);
  });

  test('that is asked for twice at once is made once', async () => {
    const { backups } = await opened(10);
    const [one, two] = await Promise.all([backups.make(), backups.make()]);
    expect(two).toEqual(one);
  });

  test('is given up when SCIM Tray stops, and leaves nothing', async () => {
    const { dataDir, backups } = await opened(100_000);
    const making = expect(backups.make()).rejects.toThrow('given up');
    await delay(1);
    await backups.stop();
    await making;
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([]);
  });

  test('of a damaged file is refused and removed', async () => {
    const { dataDir, file, db, backups } = await opened();
    db.pragma('wal_checkpoint(TRUNCATE)');
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(4096, 0xff), 0, 4096, 4096 * 200);
    closeSync(handle);
    await expect(backups.make()).rejects.toMatchObject({
      code: 'APP-DATA',
      title: 'The backup is not whole, so it was removed',
    });
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([]);
  });

  test('does not take the last space of the disk', async () => {
    const { dataDir } = await opened(10);
    const file = join(dataDir, 'sparse');
    writeFileSync(file, '');
    truncateSync(file, 8 * 1024 ** 4);
    const backups = createBackups({
      dataDir,
      file,
      copy: () => Promise.reject(new Error('began')),
      days: () => 1,
      now: Date.now,
      log: silent,
      onMade: () => {},
    });
    await expect(backups.make()).rejects.toThrow('There is too little space for a backup');
    await backups.stop();
  });
});

describe.skipIf(process.platform === 'win32')('in a process of its own', () => {
  test('a kill at any moment leaves no broken backup, and the next one clears up', async () => {
    const { dataDir } = await filled(60_000);
    let finished = 0;
    for (let round = 0; round < 6; round += 1) {
      const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
      await lines.next();
      if (round % 2 === 1) finished += (await lines.next()).done ? 0 : 1;
      await delay(40 * round);
      child.kill('SIGKILL');
      await ended;
    }
    const folder = join(dataDir, 'backups');
    expect(finished).toBeGreaterThan(0);
    for (const { fileName } of await listBackups(dataDir)) {
      expect(await verifyFile(join(folder, fileName), 'full')).toBeNull();
    }
    const { status } = spawnSync(process.execPath, [script, dataDir, '1']);
    expect(status).toBe(0);
    expect(readdirSync(folder).filter((name) => !isBackupName(name))).toEqual([]);
    expect(count(join(dataDir, 'scim-tray.db'))).toBe(60_000);
  });

  test('a disk that takes no more is a problem with its remedy; nothing is left, and the data file is whole', async () => {
    const { dataDir, file } = await filled(60_000);
    // Files of this process may not grow beyond 4 MB; the signal of that is ignored, so that the write fails.
    const command = `trap '' XFSZ; ulimit -f 4096; exec "$0" "$@"`;
    const run = spawnSync('bash', ['-c', command, process.execPath, script, dataDir, '1'], {
      encoding: 'utf8',
    });
    const [, line = ''] = run.stdout.split('\n');
    expect(JSON.parse(line)).toMatchObject({ code: 'APP-DATA', title: 'The backup cannot be written' });
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([]);
    expect(await verifyFile(file, 'full')).toBeNull();
  });
});

test('old backups go: one for each day stays for the days that are set, the two newest in any case', async () => {
  const dataDir = await dataFolder();
  await mkdir(join(dataDir, 'backups'));
  const now = Date.parse('2026-11-25T12:00:00Z');
  const put = (folder: string, name: string): void => {
    writeFileSync(join(dataDir, folder, name), '');
    utimesSync(join(dataDir, folder, name), 0, 0); // the name tells, not the file system
  };
  for (const at of [
    '25T11-00-00',
    '25T10-00-00',
    '25T09-00-00',
    '24T23-00-00',
    '24T02-00-00',
    '11T12-00-01',
    '11T11-00-00',
    '01T00-00-00',
  ]) {
    put('backups', `scim-tray-2026-11-${at}Z.db`);
  }
  put('backups', 'notes of somebody.txt');
  put('.', 'scim-tray.db.replaced-2026-11-01T00-00-00Z');
  put('.', 'scim-tray.db.replaced-2026-11-01T00-00-00Z-wal');
  put('.', 'scim-tray.db.damaged-2026-11-24T00-00-00Z');
  put('.', 'scim-tray.db');
  await pruneBackups(dataDir, 14, now);
  expect(readdirSync(join(dataDir, 'backups')).toSorted()).toEqual([
    'notes of somebody.txt',
    'scim-tray-2026-11-11T12-00-01Z.db',
    'scim-tray-2026-11-24T23-00-00Z.db',
    'scim-tray-2026-11-25T10-00-00Z.db',
    'scim-tray-2026-11-25T11-00-00Z.db',
  ]);
  expect(readdirSync(dataDir).toSorted()).toEqual([
    'backups',
    'scim-tray.db',
    'scim-tray.db.damaged-2026-11-24T00-00-00Z',
  ]);
  await pruneBackups(dataDir, 1, now + 1000 * 86_400_000);
  expect(await listBackups(dataDir)).toMatchObject([
    { madeAt: '2026-11-25T11:00:00.000Z' },
    { madeAt: '2026-11-25T10:00:00.000Z' },
  ]);
});

test.for([
  '../scim-tray-2026-11-25T11-00-00Z.db',
  'scim-tray-2026-11-25T11-00-00Z.db/..',
  'scim-tray.db',
  '',
  'scim-tray-x.db',
])('%j is no name of a backup', (name) => expect(isBackupName(name)).toBe(false));
