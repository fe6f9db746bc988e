import Database from 'better-sqlite3';

/** What a transaction of the data file did, as far as a crash before or after it makes a difference. */
export const commits = ['intent opened', 'saved', 'noted', 'stored'] as const;
export type Commit = (typeof commits)[number];

type OnCommit = (commit: Commit) => void;

interface Run {
  readonly source: string;
  readonly database: { readonly name: string; readonly inTransaction: boolean };
}

const listeners = new Map<string, OnCommit>();
const running = new Map<string, string[]>();
let patched = false;

/**
 * Calls back after every transaction of this data file that has reached the disk, before the program goes on: the
 * product has no such hook, so the statements of the database driver are listened to.
 * @returns ends it.
 */
export function watchCommits(file: string, onCommit: OnCommit): () => void {
  patch();
  listeners.set(file, onCommit);
  return () => void listeners.delete(file);
}

function patch(): void {
  if (patched) return;
  patched = true;
  const scratch = new Database(':memory:');
  // The class of statements is not exported; all of them share this prototype.
  const statements = Object.getPrototypeOf(scratch.prepare('SELECT 1')) as {
    run: (...args: unknown[]) => unknown;
  };
  scratch.close();
  const { run } = statements;
  statements.run = function watched(this: Run, ...args: unknown[]): unknown {
    const result = run.apply(this, args);
    note(this);
    return result;
  };
}

function note({ source, database: { name, inTransaction } }: Run): void {
  const listener = listeners.get(name);
  if (!listener) return;
  const statements = running.get(name) ?? [];
  statements.push(source);
  running.set(name, statements);
  if (inTransaction) return;
  running.delete(name);
  if (source !== 'ROLLBACK') listener(kindOf(statements));
}

function kindOf(statements: readonly string[]): Commit {
  const has = (text: RegExp): boolean => statements.some((statement) => text.test(statement));
  if (has(/UPDATE intents[^;]*SET state/)) return 'saved';
  if (has(/INSERT INTO intents/)) return 'intent opened';
  return has(/UPDATE intents/) ? 'noted' : 'stored';
}
