import type { Db } from './database.ts';

/** Removes old rows, a slice at a time: nobody waits long behind one. */
export function createActivityRetention(db: Db) {
  const rows = db.prepare(
    `DELETE FROM activity WHERE id < (SELECT min(id) FROM activity) + :limit
       AND id < (SELECT max(id) FROM activity) AND at < :before`,
  );
  const counts = db.prepare('DELETE FROM activity_counts WHERE quarter > 0 AND quarter < ? / 900000');
  const end = db
    .prepare<[number, number], number | null>(
      'SELECT max(id) FROM (SELECT id FROM activity_subjects WHERE id > ? ORDER BY id LIMIT ?)',
    )
    .pluck();
  const subjects = db.prepare(
    `DELETE FROM activity_subjects WHERE id > ? AND id <= ?
       AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.subject_id = activity_subjects.id)`,
  );
  return {
    /**
     * Looks at so many of the oldest rows; the newest of all stays.
     * @returns how many of them were older than `before` and went.
     */
    rows: (before: number, limit: number): number => rows.run({ before, limit }).changes,
    counts: (before: number): void => void counts.run(before),
    /**
     * Names that no row holds any more, among the next so many behind `after`.
     * @returns where to go on; null: that was the last.
     */
    subjects(after: number, limit: number): number | null {
      const last = end.get(after, limit) ?? null;
      if (last !== null) subjects.run(after, last);
      return last;
    },
  };
}
