import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupView } from '../main/ipc/settings.ts';
import { backupName, listBackups, openBackupFolder, pruneBackups } from './backup-folder.ts';
import { asProblem, Problem } from './errors.ts';
import type { Log } from './log.ts';
import { number } from './numbers.ts';

const dayMs = 24 * 60 * 60_000;
/** When it is looked for the first time whether a backup is due, and how often after that. Milliseconds. */
const firstLookMs = 15_000;
const lookMs = 10 * 60_000;
/** What a person just set is worth a copy, once they have come to rest. Milliseconds. */
const soonMs = 10_000;
/** The last of a disk belongs to the data file. Bytes. */
const spareBytes = 64 * 1024 * 1024;

export interface Backups {
  list(): Promise<BackupView[]>;
  /** One now, or the one that is being made. @throws Problem APP-DATA */
  make(): Promise<BackupView>;
  /** One soon: something changed that only a backup can bring back. */
  soon(): void;
  stop(): Promise<void>;
}

interface BackupsDeps {
  readonly dataDir: string;
  /** The data file. */
  readonly file: string;
  readonly copy: (to: string, goOn: () => void) => Promise<void>;
  /** Days that backups are kept. */
  readonly days: () => number;
  readonly now: () => number;
  readonly log: Log;
  /** One was made. */
  readonly onMade: () => void;
}

/** Copies of the data file in the data folder: each day, soon after set-up, and when somebody asks. */
export function createBackups({ dataDir, file, copy, days, now, log, onMade }: BackupsDeps): Backups {
  let running: Promise<BackupView> | undefined;
  let pending: NodeJS.Timeout | undefined;
  let stopped = false;

  async function makeOne(): Promise<BackupView> {
    const folder = await openBackupFolder(dataDir);
    const { size } = await stat(file);
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < size + spareBytes) throw noSpace(size + spareBytes);
    const fileName = backupName(now());
    await copy(join(folder, fileName), () => {
      if (stopped) throw new Problem('APP-DATA', 'The backup was given up', 'SCIM Tray is being stopped');
    });
    const made = (await listBackups(dataDir)).find((backup) => backup.fileName === fileName);
    if (!made) throw new Error('the backup is not where it was made');
    log.info('backup', { file: fileName, bytes: made.bytes });
    await pruneBackups(dataDir, days(), now());
    onMade();
    return made;
  }

  function make(): Promise<BackupView> {
    running ??= makeOne().finally(() => {
      running = undefined;
    });
    return running;
  }

  function inBackground(): void {
    make().catch((thrown: unknown) => {
      if (!stopped) log.warn('no backup could be made', { ...asProblem(thrown).view() });
    });
  }

  /** By the times in their names: a restart must not put a backup off. One from the future is a clock that jumped. */
  async function isDue(): Promise<boolean> {
    const [newest] = await listBackups(dataDir);
    const age = newest ? now() - Date.parse(newest.madeAt) : dayMs;
    return age >= dayMs || age < -dayMs;
  }

  function look(): void {
    isDue().then(
      (due) => due && !stopped && inBackground(),
      (thrown: unknown) => log.warn('backups cannot be read', { ...asProblem(thrown).view() }),
    );
  }

  const first = setTimeout(look, firstLookMs).unref();
  const timer = setInterval(look, lookMs).unref();
  return {
    list: () => listBackups(dataDir),
    make,
    soon() {
      clearTimeout(pending);
      if (!stopped) pending = setTimeout(inBackground, soonMs).unref();
    },
    async stop() {
      stopped = true;
      clearTimeout(first);
      clearInterval(timer);
      clearTimeout(pending);
      await running?.catch(() => undefined);
    },
  };
}

function noSpace(bytes: number): Problem {
  const megabytes = number(Math.ceil(bytes / 1024 ** 2));
  return new Problem(
    'APP-DATA',
    'There is too little space for a backup',
    `Free at least ${megabytes} MB on the disk of the data folder`,
  );
}
