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

/**
 * What is counted by the quarter of an hour. Rows are counted from time to time and not as they are written: a change
 * then writes one page less.
 */
export function createActivityCounts(db: Db) {
  const add = db.prepare(
    'INSERT INTO activity_counts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
  );
  const uncounted = "id > (SELECT count FROM activity_counts WHERE quarter = 0 AND name = 'counted')";
  const grouped = `SELECT at / ${String(quarterMs)}, source || ' ' || result, count(*) FROM activity WHERE ${uncounted}`;
  const countRows = db.prepare(
    `INSERT INTO activity_counts ${grouped} GROUP BY 1, 2 ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  );
  const counted = db.prepare(
    `UPDATE activity_counts SET count = coalesce((SELECT max(id) FROM activity), 0) WHERE quarter = 0`,
  );
  const since = db.prepare<[object], ActivityCount>(
    `SELECT quarter * ${String(quarterMs)} AS at, name, sum(count) AS count FROM (
       SELECT * FROM activity_counts WHERE quarter >= :quarter UNION ALL ${grouped} GROUP BY 1, 2)
     WHERE quarter >= :quarter GROUP BY 1, 2 HAVING sum(count) > 0`,
  );
  return {
    /** @param at epoch milliseconds within the quarter. */
    add: (at: number, name: string, count: number): void =>
      void add.run(Math.floor(at / quarterMs), name, count),
    /** Counts the rows that were written since the last time. */
    countRows: (): void =>
      db.transaction(() => {
        countRows.run();
        counted.run();
      })(),
    /** Of every quarter that begins at this time or later; rows that were not counted yet are. */
    since: (at: number): ActivityCount[] => since.all({ quarter: Math.ceil(at / quarterMs) }),
  };
}
