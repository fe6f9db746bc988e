import { onTestFinished } from 'vitest';
import type { NewActivity } from '../../src/server/store/activity.ts';
import { openDatabase, type Db } from '../../src/server/store/database.ts';
import { createActivity } from '../../src/server/store/activity.ts';

export const noon = Date.UTC(2026, 10, 24, 12);
export const day = 24 * 60 * 60_000;

/** A row that says little; `over` says the rest. */
export function entry(over: Partial<NewActivity> = {}): NewActivity {
  return {
    at: noon,
    source: 'Client',
    endpointId: 1,
    endpoint: 'okta',
    action: 'Update',
    type: 'User',
    resourceId: 7,
    name: 'Kim Lee',
    signInName: 'kim@example.com',
    result: 'Done',
    sentence: 'Kim Lee was updated.',
    tookMs: 12,
    requestId: null,
    statusSent: 200,
    retryAfter: null,
    attempts: 1,
    retryKey: null,
    details: '{}',
    ...over,
  };
}

/** The tables in memory. */
export function openActivity(): { db: Db; activity: ReturnType<typeof createActivity> } {
  const db = openDatabase(':memory:');
  onTestFinished(() => void db.close());
  return { db, activity: createActivity(db) };
}

/** How SQLite carries out each statement that `make` prepares: one line for each step. */
export function plansOf(db: Db, make: (db: Db) => unknown): readonly string[] {
  const statements: string[] = [];
  const spy = new Proxy(db, {
    get: (target, name: keyof Db) =>
      name === 'prepare'
        ? (sql: string) => {
            statements.push(sql);
            return target.prepare(sql);
          }
        : target[name],
  });
  make(spy);
  return statements.flatMap((sql) => {
    const parameters = [...sql.matchAll(/:(\w+)/g)].map(([, name]) => [name, null] as const);
    const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    const questions = sql.split('?').length - 1;
    const bound =
      questions > 0 ? Array.from({ length: questions }, () => null) : [Object.fromEntries(parameters)];
    return steps.all(...bound).map(({ detail }) => detail);
  });
}
