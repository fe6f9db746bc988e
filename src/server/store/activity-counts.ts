import type { Db } from './database.ts';

/** Milliseconds; time zones are whole quarters of an hour apart. */
const quarterMs = 15 * 60_000;

export interface ActivityCount {
  /** Epoch milliseconds of its beginning. */
  readonly at: number;
  /** 'Client Done', 'reads', 'ms 100': see the table. */
  readonly name: string;
  readonly count: number;
}

/** What is counted by the quarter of an hour. Triggers count the rows of Activity. */
export function createActivityCounts(db: Db) {
  const add = db.prepare(
    `INSERT INTO activity_counts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  const since = db.prepare<[number], ActivityCount>(
    `SELECT quarter * ${String(quarterMs)} AS at, name, count FROM activity_counts WHERE quarter >= ?`,
  );
  return {
    /** @param at epoch milliseconds within the quarter. */
    add: (at: number, name: string, count: number): void =>
      void add.run(Math.floor(at / quarterMs), name, count),
    /** Of every quarter that begins at this time or later. */
    since: (at: number): ActivityCount[] => since.all(Math.ceil(at / quarterMs)),
  };
}
