import type { Action } from '../../main/ipc/activity.ts';
import type { Subject } from './activity.ts';
import type { Db } from './database.ts';

/** A change that went well. */
export interface Success extends Subject {
  readonly action: Action;
}

/** Taking access away that failed is dealt with only by taking it away, or by giving access anew. */
const decidesAccess: ReadonlySet<Action> = new Set(['Create', 'Enable again', 'Deactivate', 'Delete']);

/** Failed changes that nobody has dealt with: a problem until a later success or a person does. */
export function createActivityFailures(db: Db) {
  const count = db
    .prepare<[], number>(
      "SELECT count(*) FROM activity INDEXED BY activity_failed WHERE result = 'Failed' AND dealt_with = 0",
    )
    .pluck();
  const open = "a.result = 'Failed' AND a.dealt_with = 0";
  // A create that failed has no id yet: it is known by the name that was asked for.
  const ofResource = db.prepare(
    `UPDATE activity SET dealt_with = 1 WHERE id IN (
       SELECT a.id FROM activity a INDEXED BY activity_failed JOIN activity_subjects s ON s.id = a.subject_id
       WHERE ${open} AND s.resource_type = +:type AND (s.resource_id = +:resourceId OR (s.resource_id = 0
           AND fold(iif(:type = 'User', s.sign_in_name, s.name)) = fold(iif(:type = 'User', :signInName, :name))))
         AND (:decidesAccess OR a.action NOT IN ('Deactivate', 'Delete')))`,
  );
  const ofAction = db.prepare(
    `UPDATE activity SET dealt_with = 1 WHERE id IN (
       SELECT a.id FROM activity a INDEXED BY activity_failed
       WHERE ${open} AND a.subject_id IS NULL AND a.action = ?)`,
  );
  const all = db.prepare(
    "UPDATE activity INDEXED BY activity_failed SET dealt_with = 1 WHERE result = 'Failed' AND dealt_with = 0",
  );
  const some = db.prepare(
    `UPDATE activity SET dealt_with = 1
     WHERE id IN (SELECT value FROM json_each(?)) AND result = 'Failed' AND dealt_with = 0`,
  );
  return {
    count: (): number => count.get() ?? 0,
    /** What failed of the same resource, or of the same action where there is no resource, is dealt with. */
    settledBy(success: Success): void {
      if (count.get() === 0) return;
      if (success.type === null) ofAction.run(success.action);
      else ofResource.run({ ...success, decidesAccess: Number(decidesAccess.has(success.action)) });
    },
    /** A person dealt with these; undefined: with all. @returns how many that were. */
    dismiss: (ids: readonly number[] | undefined): number =>
      (ids === undefined ? all.run() : some.run(JSON.stringify(ids))).changes,
  };
}
