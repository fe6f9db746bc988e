import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupView } from '../main/ipc/settings.ts';
import { dataFiles } from './config.ts';

const name = /^scim-tray-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z\.db$/;
/** What a restore or a rebuild put aside. */
const aside = /^scim-tray\.db\.(?:replaced|damaged)-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z(?:-wal|-shm)?$/;
/** These stay however old they are. */
const leastKept = 2;
const dayMs = 24 * 60 * 60_000;

/** Where backups are. */
export function backupFolder(dataDir: string): string {
  return join(dataDir, dataFiles.backups);
}

/** "2026-11-25T02-00-00Z": a moment as it stands in file names. */
export function stampOf(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}

/** The file name of a backup made now. */
export function backupName(now: number): string {
  return `scim-tray-${stampOf(now)}.db`;
}

/** Whether this could be one of ours; never a path that leads elsewhere. */
export function isBackupName(fileName: string): boolean {
  return name.test(fileName);
}

/** What there is, newest first. */
export async function listBackups(dataDir: string): Promise<BackupView[]> {
  const folder = backupFolder(dataDir);
  const found = await readdir(folder).catch((thrown: unknown) => {
    if (isMissing(thrown)) return [];
    throw thrown;
  });
  const views = found.flatMap((fileName) => {
    const madeAt = madeAtOf(name.exec(fileName));
    if (madeAt === undefined) return [];
    return [stat(join(folder, fileName)).then(({ size }) => ({ fileName, madeAt, bytes: size }))];
  });
  return (await Promise.all(views)).toSorted((a, b) => b.madeAt.localeCompare(a.madeAt));
}

/** Makes the folder, for this account alone, without what a crash left in it. */
export async function openBackupFolder(dataDir: string): Promise<string> {
  const folder = backupFolder(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const left of await readdir(folder)) {
    if (/\.part(-wal|-shm|-journal)?$/.test(left)) await rm(join(folder, left), { force: true });
  }
  return folder;
}

/**
 * Removes what is older than so many days, and of each day but the newest; the two newest stay in any case. What
 * restores put aside goes with the same age.
 */
export async function pruneBackups(dataDir: string, days: number, now: number): Promise<void> {
  const isOld = (madeAt: string): boolean => now - Date.parse(madeAt) > days * dayMs;
  const backups = await listBackups(dataDir);
  const seen = new Set<string>();
  for (const [index, { fileName, madeAt }] of backups.entries()) {
    const day = madeAt.slice(0, 10);
    const needless = isOld(madeAt) || seen.has(day);
    seen.add(day);
    if (index >= leastKept && needless) await rm(join(backupFolder(dataDir), fileName), { force: true });
  }
  for (const fileName of await readdir(dataDir)) {
    const madeAt = madeAtOf(aside.exec(fileName));
    if (madeAt !== undefined && isOld(madeAt)) await rm(join(dataDir, fileName), { force: true });
  }
}

function madeAtOf(match: RegExpExecArray | null): string | undefined {
  if (!match) return undefined;
  const [, day = '', hour = '', minute = '', second = ''] = match;
  const iso = `${day}${hour}:${minute}:${second}.000Z`;
  return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}
