import { chmodSync, closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { isDataFault, Problem } from '../errors.ts';
import type { Db } from './database.ts';
import { verifyFile } from './verify.ts';

/**
 * Copies the data file while it is in use. The copy is a single file for the owner alone, whole, and there under its
 * name only once it was read again from end to end.
 * @throws Problem APP-DATA when it cannot be written or is not whole; whatever `goOn` throws
 */
export async function backUp(db: Db, file: string, goOn: () => void): Promise<void> {
  const draft = `${file}.part`;
  try {
    closeSync(openSync(draft, 'w', 0o600));
    chmodSync(draft, 0o600);
    await db.backup(draft, {
      progress: () => {
        goOn();
        return pagesAtATime;
      },
    });
    standAlone(draft);
    const damage = await verifyFile(draft, 'full');
    if (damage !== null) throw damaged(damage);
    settle(draft, file);
  } catch (thrown) {
    await removeDatabase(draft);
    throw isDataFault(thrown) || isFileFault(thrown) ? unwritable(thrown) : thrown;
  }
}

/** A change that comes meanwhile waits behind so many. */
const pagesAtATime = 100;

/** Gives up write-ahead logging, so that the one file is all of it. @throws when it cannot be written */
export function standAlone(file: string): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/** Makes a file durable and gives it its name. */
function settle(draft: string, file: string): void {
  const handle = openSync(draft, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

/** Takes a data file away, and what SQLite keeps beside it. */
async function removeDatabase(file: string): Promise<void> {
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) await rm(name, { force: true });
}

function damaged(words: string): Problem {
  return new Problem(
    'APP-DATA',
    'The backup is not whole, so it was removed',
    'Check the data under Status, then look at the disk of the data folder',
    { cause: new Error(words) },
  );
}

function unwritable(cause: unknown): Problem {
  return new Problem(
    'APP-DATA',
    'The backup cannot be written',
    'Free space on the disk, and check that this account may write to the folder',
    { cause },
  );
}

function isFileFault(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return (
    typeof code === 'string' && /^(ENOSPC|EDQUOT|EFBIG|EACCES|EPERM|EROFS|ENOENT|EIO|ENOTDIR)$/.test(code)
  );
}
