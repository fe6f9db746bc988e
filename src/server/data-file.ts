import { chmod, copyFile, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ReplacedView, SettingsView } from '../main/ipc/settings.ts';
import { createAppSettings } from './app-settings.ts';
import { backupFolder, listBackups, stampOf } from './backup-folder.ts';
import { dataFiles } from './config.ts';
import { Problem } from './errors.ts';
import type { Log } from './log.ts';
import { adopt, inspect } from './store/adopt.ts';
import { openDatabase } from './store/database.ts';
import { keepsakes, readSetting, salvage } from './store/salvage.ts';

/** New content of the data file while it is made. */
const draft = '.restoring.part';
/** The same once it is complete: it says under which name the present file is to be kept. */
const ready = /^scim-tray\.db\.restoring-((?:replaced|damaged)-[\dTZ-]+)$/;

type Wanted = Parameters<typeof salvage>[2];

/**
 * Puts a backup in the place of the data file, which nobody may have open. The present file is kept beside.
 * @throws Problem APP-INPUT or APP-DATA, and then nothing was changed
 */
export async function restoreFile(dataDir: string, backup: string, now: number): Promise<ReplacedView> {
  await inspect(backup);
  const target = join(dataDir, dataFiles.database);
  await writing(async () => {
    await removeDraft(dataDir);
    await copyFile(backup, target + draft);
    await chmod(target + draft, 0o600);
  });
  return finish(dataDir, { word: 'replaced', now, how: `The backup ${basename(backup)} was restored.` });
}

/**
 * Makes the data file anew. What can still be read of settings, endpoints, links and open changes is taken over, from
 * the present file or else from the newest backup that is whole; users and groups come from Secret Server again, under
 * the same ids. The present file is kept beside.
 * @throws Problem APP-DATA, and then nothing was changed
 */
export async function rebuildFile(dataDir: string, now: number): Promise<ReplacedView> {
  const target = join(dataDir, dataFiles.database);
  const sources = [target, ...(await wholeBackups(dataDir))];
  await writing(async () => {
    await removeDraft(dataDir);
    const db = openDatabase(target + draft);
    try {
      db.transaction(() => {
        sources.reduce<Wanted>((wanted, source) => salvage(db, source, wanted), keepsakes);
      }).immediate();
    } finally {
      db.close();
    }
  });
  return finish(dataDir, {
    word: 'damaged',
    now,
    how: 'The data file was damaged or lost, and was made anew.',
  });
}

/**
 * Finishes a restore that a crash interrupted once its content was complete.
 * @returns whether the data file is there, and not missing or empty where one was in use before.
 */
export async function dataFileIsThere(dataDir: string): Promise<boolean> {
  for (const name of await readdir(dataDir)) {
    const [, keptAs] = ready.exec(name) ?? [];
    if (keptAs !== undefined) await putInPlace(dataDir, keptAs);
  }
  await removeDraft(dataDir);
  const target = join(dataDir, dataFiles.database);
  if (((await sizeOf(target)) ?? 0) > 0) return true;
  // A write-ahead log without its file, or backups of one: it was lost. Without either, this is a new installation.
  return ((await sizeOf(`${target}-wal`)) ?? 0) === 0 && (await listBackups(dataDir)).length === 0;
}

async function finish(
  dataDir: string,
  { word, now, how }: { readonly word: 'replaced' | 'damaged'; readonly now: number; readonly how: string },
): Promise<ReplacedView> {
  const target = join(dataDir, dataFiles.database);
  const keptAs = `${word}-${stampOf(now)}`;
  const held = await writing(async () => {
    const count = adopt(target + draft, how);
    await sync(target + draft);
    await rename(target + draft, `${target}.restoring-${keptAs}`);
    return count;
  });
  return { held, kept: await putInPlace(dataDir, keptAs) };
}

/** From the first step on, the next start would go on with it. A log is moved with its file: it fits no other. */
async function putInPlace(dataDir: string, keptAs: string): Promise<string | null> {
  const target = join(dataDir, dataFiles.database);
  const aside = `${target}.${keptAs}`;
  const wasThere = (await sizeOf(target)) !== null;
  for (const end of ['', '-wal', '-shm']) {
    if ((await sizeOf(target + end)) !== null) await rename(target + end, aside + end);
  }
  await rename(`${target}.restoring-${keptAs}`, target);
  if (process.platform !== 'win32') await sync(dataDir);
  return wasThere ? `${dataFiles.database}.${keptAs}` : null;
}

/** What a person had set, as far as the file or else the newest backup can tell; defaults for the rest. */
export async function storedSettings(dataDir: string, log: Log): Promise<SettingsView> {
  const backups = (await listBackups(dataDir)).map(({ fileName }) => join(backupFolder(dataDir), fileName));
  const files = [join(dataDir, dataFiles.database), ...backups];
  const get = (name: string): unknown =>
    files.map((file) => readSetting(file, name)).find((value) => value !== undefined);
  return createAppSettings({ get, set: () => {} }, log, () => {}).get();
}

/** @returns paths, newest first */
async function wholeBackups(dataDir: string): Promise<string[]> {
  const whole: string[] = [];
  for (const { fileName } of await listBackups(dataDir)) {
    const path = join(backupFolder(dataDir), fileName);
    const usable = await inspect(path).then(
      () => true,
      () => false, // the next older one may be whole
    );
    if (usable) whole.push(path);
  }
  return whole;
}

async function removeDraft(dataDir: string): Promise<void> {
  const path = join(dataDir, dataFiles.database + draft);
  for (const end of ['', '-wal', '-shm', '-journal']) await rm(path + end, { force: true });
}

/** @throws Problem APP-DATA */
async function writing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem(
      'APP-DATA',
      'The data file cannot be written anew, so nothing was changed',
      'Free space on the disk of the data folder, and check that this account may write to it',
      { cause },
    );
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
