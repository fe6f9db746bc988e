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
  // Who was told to try again and never did: a later change may have taken its place, else somebody has to know.
  const waiting = `a.result = 'Waiting' AND a.at < :before
    AND NOT EXISTS (SELECT 1 FROM intents i WHERE i.state = 'open' AND i.activity_id = a.id)`;
  const later = `EXISTS (SELECT 1 FROM activity b INDEXED BY activity_by_subject
    WHERE b.subject_id = a.subject_id AND b.id > a.id AND b.result IN ('Done', 'No change'))`;
  const replaced = db.prepare(
    `UPDATE activity AS a INDEXED BY activity_waiting SET result = 'Skipped', sentence = :sentence
     WHERE ${waiting} AND ${later}`,
  );
  const givenUp = db.prepare(
    `UPDATE activity AS a INDEXED BY activity_waiting SET result = 'Failed', sentence = :sentence,
       details = json_set(details, '$.problem', json(:problem)) WHERE ${waiting}`,
  );
  return {
    /**
     * Ends what waits since before `before` for a client that does not send it again.
     * @param words the sentences for what a later change replaced and for what nobody sent again, and the problem
     */
    giveUp(
      before: number,
      words: { readonly replaced: string; readonly lost: string; readonly problem: object },
    ): void {
      replaced.run({ before, sentence: words.replaced });
      givenUp.run({ before, sentence: words.lost, problem: JSON.stringify(words.problem) });
    },
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
