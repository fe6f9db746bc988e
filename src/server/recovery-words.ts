import { join } from 'node:path';
import type { Check } from '../main/ipc/contract.ts';
import type { BackupView } from '../main/ipc/settings.ts';
import { backupFolder, isBackupName, listBackups } from './backup-folder.ts';
import { Problem } from './errors.ts';
import { dayAndTime } from './local-time.ts';

/** Why nothing can be answered, and the ways out, the better one first. */
export function dataLost(how: 'damaged' | 'gone', [newest]: readonly BackupView[]): Problem {
  const rebuild = 'rebuild it from Secret Server, where everybody has the same number as before';
  const where = 'in Settings under Data';
  const remedy = newest
    ? `Restore the backup of ${dayAndTime(newest.madeAt, new Date().toISOString())} ${where}. Or ${rebuild}`
    : `There is no backup: ${rebuild}, ${where}`;
  const command = `scim-tray restore${newest ? ', or --rebuild' : ' --rebuild'}`;
  return new Problem('APP-DATA', `The data file is ${how}`, remedy, { command });
}

/** @throws Problem APP-INPUT */
export async function backupPath(dataDir: string, fileName: string): Promise<string> {
  const known =
    isBackupName(fileName) && (await listBackups(dataDir)).some((one) => one.fileName === fileName);
  if (known) return join(backupFolder(dataDir), fileName);
  throw new Problem('APP-INPUT', 'There is no such backup', 'Choose one of those that are listed', {
    command: 'scim-tray backup --list',
  });
}

export function rebuiltCheck(kept: string | null): Check {
  const sentence = 'The data file was lost or damaged, and was made anew';
  return {
    name: 'Data file',
    result: 'warning',
    sentence: kept === null ? sentence : `${sentence}; the old one is kept as ${kept}`,
    remedy: 'Users and groups are read from Secret Server again, under the same numbers',
  };
}

export function busy(): Problem {
  return new Problem('APP-BUSY', 'The data file is being replaced', 'Wait a moment and try again');
}

export function notLost(): Problem {
  return new Problem(
    'APP-INPUT',
    'The data file is whole, so there is nothing to rebuild',
    'To go back to an earlier state, restore a backup',
  );
}
