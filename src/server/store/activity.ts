import type { Action, Result, Source } from '../../main/ipc/activity.ts';
import type { Db } from './database.ts';
import type { ResourceType } from './links.ts';

/** Whom or what a row is about, under the name of that time. */
export interface Subject {
  readonly type: ResourceType | null;
  readonly resourceId: number | null;
  readonly name: string | null;
  readonly signInName: string | null;
}

/** A row as it is written. Times are epoch milliseconds. */
export interface NewActivity extends Subject {
  readonly at: number;
  readonly source: Source;
  readonly endpointId: number | null;
  /** The endpoint's name. */
  readonly endpoint: string | null;
  readonly action: Action;
  readonly result: Result;
  readonly sentence: string;
  readonly tookMs: number | null;
  readonly requestId: string | null;
  readonly statusSent: number | null;
  readonly retryAfter: number | null;
  readonly attempts: number;
  /** The same for every try of the same change by the same endpoint. */
  readonly retryKey: string | null;
  /** JSON; the service that wrote it reads it. */
  readonly details: string;
}

export interface ActivityRecord extends NewActivity {
  readonly id: number;
  readonly dealtWith: 0 | 1;
}

/** The columns of an ActivityRecord; `a` is the row, `s` its subject. */
export const activityColumns = `a.id, a.at, a.source, a.endpoint_id AS endpointId, a.endpoint, a.action, a.result, a.sentence,
  a.took_ms AS tookMs, a.request_id AS requestId, a.status_sent AS statusSent, a.retry_after AS retryAfter, a.attempts,
  a.retry_key AS retryKey, a.dealt_with AS dealtWith, a.details,
  nullif(s.resource_type, '') AS type, nullif(s.resource_id, 0) AS resourceId, nullif(s.name, '') AS name,
  nullif(s.sign_in_name, '') AS signInName`;

const columns = {
  at: 'at',
  source: 'source',
  endpoint_id: 'endpointId',
  endpoint: 'endpoint',
  action: 'action',
  subject_id: 'subjectId',
  result: 'result',
  sentence: 'sentence',
  took_ms: 'tookMs',
  request_id: 'requestId',
  status_sent: 'statusSent',
  retry_after: 'retryAfter',
  attempts: 'attempts',
  retry_key: 'retryKey',
  details: 'details',
} as const;

/** Rows of Activity: written, brought up to date, removed. `activity-search.ts` reads lists of them. */
export function createActivity(db: Db) {
  const names = Object.keys(columns);
  const insert = db.prepare(
    `INSERT INTO activity (${names.join(', ')}) VALUES (${Object.values(columns)
      .map((name) => `:${name}`)
      .join(', ')})`,
  );
  // The row keeps its time, and so its place.
  const update = db.prepare(
    `UPDATE activity SET ${Object.entries(columns)
      .filter(([column]) => column !== 'at')
      .map(([column, name]) => `${column} = :${name}`)
      .join(', ')}, dealt_with = 0 WHERE id = :id`,
  );
  // A parameter behind = in a join stands behind a plus: SQLite otherwise prepares the statement anew for each value.
  const from = `SELECT ${activityColumns} FROM activity a LEFT JOIN activity_subjects s ON s.id = a.subject_id`;
  const get = db.prepare<[number], ActivityRecord>(`${from} WHERE a.id = +?`);
  const waiting = db.prepare<[number, string], ActivityRecord>(
    `${from} WHERE a.endpoint_id = +? AND a.retry_key = +? AND a.result = 'Waiting' ORDER BY a.id DESC LIMIT 1`,
  );
  const subjectId = db
    .prepare<[string, number, string, string], number>(
      `SELECT id FROM activity_subjects
       WHERE resource_type = ? AND resource_id = ? AND name = ? AND sign_in_name = ?`,
    )
    .pluck();
  const addSubject = db.prepare(
    `INSERT INTO activity_subjects (resource_type, resource_id, name, sign_in_name, key)
     VALUES (?, ?, ?, ?, fold(? || ' ' || ?))`,
  );
  const unheard = db.prepare(
    "UPDATE activity SET status_sent = NULL WHERE request_id BETWEEN :request AND :request || '/~'",
  );
  const replaced = db.prepare(
    `UPDATE activity SET result = 'Skipped', sentence = :sentence
     WHERE id IN (SELECT activity_id FROM intents WHERE id IN (SELECT value FROM json_each(:intents)))
       AND result = 'Waiting' AND retry_key IS NOT :but`,
  );
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM activity').pluck();

  function subjectOf({ type, resourceId, name, signInName }: Subject): number | null {
    if (type === null && name === null) return null;
    const key = [type ?? '', resourceId ?? 0, name ?? '', signInName ?? ''] as const;
    return subjectId.get(...key) ?? Number(addSubject.run(...key, key[2], key[3]).lastInsertRowid);
  }

  return {
    /** @returns the new row's id. */
    add: (row: NewActivity): number =>
      Number(insert.run({ ...row, subjectId: subjectOf(row) }).lastInsertRowid),
    /** Everything of the row but its time. @returns whether it is still there. */
    set: (id: number, row: NewActivity): boolean =>
      update.run({ ...row, subjectId: subjectOf(row), id }).changes > 0,
    get: (id: number): ActivityRecord | undefined => get.get(id),
    /** The row of a change that this endpoint was told to send again. */
    waiting: (endpointId: number, retryKey: string): ActivityRecord | undefined =>
      waiting.get(endpointId, retryKey),
    /** The connection broke before the answer was out. */
    unheard: (requestId: string): void => void unheard.run({ request: requestId }),
    /** These intents will not be carried out any more. @param but the row with this retry key goes on by itself */
    skip: (intents: readonly number[], sentence: string, but: string | null): void =>
      void replaced.run({ intents: JSON.stringify(intents), sentence, but }),
    /** The highest id; 0: there is no row. */
    newest: (): number => newest.get() ?? 0,
  };
}
