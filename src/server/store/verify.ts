import { stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';

/** A file up to this size is checked at once: that takes less than to start a thread. Bytes. */
const smallBytes = 4 * 1024 * 1024;

/** Runs in a thread of its own: a large file takes seconds, and nobody else may wait for it. */
const work = `
const { parentPort, workerData: { driver, file, pragma } } = require('node:worker_threads');
const Database = require(driver);
try {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  const rows = db.pragma(pragma);
  db.close();
  const [first] = Object.values(rows[0]);
  parentPort.postMessage(first === 'ok' ? null : String(first));
} catch (thrown) {
  parentPort.postMessage(String(thrown.code ?? thrown.message));
}
`;

/**
 * Whether SQLite finds its file whole. The quick check reads every page; the full one compares indexes with tables too.
 * About 3 and 6 seconds a gigabyte.
 * @returns the first thing that is wrong, in SQLite's words; null: nothing is.
 */
export async function verifyFile(file: string, check: 'quick' | 'full'): Promise<string | null> {
  const pragma = check === 'quick' ? 'quick_check(1)' : 'integrity_check(1)';
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  return size <= smallBytes ? look(file, pragma) : lookInThread(file, pragma);
}

function look(file: string, pragma: string): string | null {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const first: unknown = db.pragma(pragma, { simple: true });
      return first === 'ok' ? null : String(first);
    } finally {
      db.close();
    }
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) return String(thrown.code);
    throw thrown;
  }
}

function lookInThread(file: string, pragma: string): Promise<string | null> {
  const driver = createRequire(import.meta.url).resolve('better-sqlite3');
  const worker = new Worker(work, { eval: true, workerData: { driver, file, pragma } });
  const ended = Promise.withResolvers<string | null>();
  worker.once('message', ended.resolve);
  worker.once('error', ended.reject);
  worker.once('exit', () => ended.reject(new Error('the check of the data file ended early')));
  return ended.promise.finally(() => void worker.terminate());
}
