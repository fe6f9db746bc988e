import type { Action, Result, Source } from '../../main/ipc/activity.ts';
import { activityColumns, type ActivityRecord } from './activity.ts';
import type { Db } from './database.ts';
import type { ResourceType } from './links.ts';

/** Which rows are wanted; what is absent does not matter. Times are epoch milliseconds. */
export interface ActivitySearch {
  readonly results?: readonly Result[] | undefined;
  readonly actions?: readonly Action[] | undefined;
  readonly sources?: readonly Source[] | undefined;
  readonly since?: number | undefined;
  /** Not included. */
  readonly until?: number | undefined;
  readonly type?: ResourceType | undefined;
  readonly resourceId?: number | undefined;
  /** Part of a name or sign-in name, a whole id of a resource, or the beginning of a request id. */
  readonly text?: string | undefined;
  readonly dealtWith?: boolean | undefined;
  /** Rows with a smaller id. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const results: readonly Result[] = ['Done', 'No change', 'Skipped', 'Failed', 'Waiting'];
const sources: readonly Source[] = ['Client', 'Import', 'Resync', 'You'];
const actions: readonly Action[] = [
  'Create',
  'Enable again',
  'Update',
  'Deactivate',
  'Delete',
  'Change members',
  'Link',
  'Unlink',
  'Import',
  'Resync',
  'Pause',
  'Resume',
  'Settings',
];

/** Ids follow time but for a change that a crash held up, and a clock that was set: this much is allowed for. */
const slackMs = 7 * 24 * 60 * 60_000;
/** A text that more names hold is so common that walking back from the newest row finds a page of it soon. */
const fewSubjects = 500;

/** What no index narrows down is looked at row by row, behind what one does. */
const rest = `a.id BETWEEN :low AND :high
  AND (:since IS NULL OR a.at >= :since) AND (:until IS NULL OR a.at < :until)
  AND (:dealtWith IS NULL OR a.dealt_with = :dealtWith)
  AND (coalesce(:type, :text) IS NULL OR EXISTS (SELECT 1 FROM activity_subjects s WHERE s.id = a.subject_id
    AND (:type IS NULL OR s.resource_type = :type) AND (:text IS NULL OR instr(s.key, :text) > 0)))`;
const kinds = `AND (:results IS NULL OR a.result IN (SELECT value FROM json_each(:results)))
  AND (:actions IS NULL OR a.action IN (SELECT value FROM json_each(:actions)))
  AND (:sources IS NULL OR a.source IN (SELECT value FROM json_each(:sources)))`;

/**
 * Pages of Activity, newest first. Each filter is a handful of ranges in an index that ends with the id, so a page
 * takes as long at a million rows as at a hundred.
 */
export function createActivitySearch(db: Db) {
  const ids = (from: string, where: string) =>
    db
      .prepare<[object], number>(
        `SELECT a.id FROM activity a ${from} WHERE ${where} ORDER BY a.id DESC LIMIT :limit`,
      )
      .pluck();
  const newest = ids('', `${rest} ${kinds}`);
  const ofKind = ids(
    'INDEXED BY activity_by_kind',
    `a.result = :result AND a.action = :action AND a.source = :source AND ${rest}`,
  );
  const ofSubject = ids('INDEXED BY activity_by_subject', `a.subject_id = :subject AND ${rest} ${kinds}`);
  const ofRequest = ids(
    'INDEXED BY activity_by_request',
    `a.request_id >= :request AND a.request_id < :request || 'g' AND ${rest} ${kinds}`,
  );
  const ofResource = db
    .prepare<[string, number], number>(
      'SELECT id FROM activity_subjects WHERE resource_type = ? AND resource_id = ?',
    )
    .pluck();
  const named = db
    .prepare<[string, number], number>('SELECT id FROM activity_subjects WHERE instr(key, ?) > 0 LIMIT ?')
    .pluck();
  const rows = db.prepare<[string], ActivityRecord>(
    `SELECT ${activityColumns} FROM json_each(?) ids JOIN activity a ON a.id = ids.value
     LEFT JOIN activity_subjects s ON s.id = a.subject_id ORDER BY a.id DESC`,
  );
  const next = db.prepare<[number], { id: number; at: number }>(
    'SELECT id, at FROM activity WHERE id >= ? ORDER BY id LIMIT 1',
  );
  const bounds = db.prepare<[], { low: number | null; high: number | null }>(
    'SELECT (SELECT min(id) FROM activity) AS low, (SELECT max(id) FROM activity) AS high',
  );

  /** The id of the first row of that time: rows are in its order, so halving the range finds it. */
  function firstAt(at: number): number {
    const ends = bounds.get();
    let low = ends?.low ?? 1;
    let high = (ends?.high ?? 0) + 1;
    while (low < high) {
      const row = next.get(Math.floor((low + high) / 2));
      if (!row || row.at >= at) high = Math.floor((low + high) / 2);
      else low = row.id + 1;
    }
    return low;
  }

  function parametersOf(search: ActivitySearch) {
    const { since, until, before = Number.MAX_SAFE_INTEGER, dealtWith } = search;
    const list = (values: readonly string[] | undefined): string | null =>
      values ? JSON.stringify(values) : null;
    return {
      low: since === undefined ? 1 : firstAt(since - slackMs),
      high: Math.min(before - 1, until === undefined ? before : firstAt(until + slackMs)),
      since: since ?? null,
      until: until ?? null,
      dealtWith: dealtWith === undefined ? null : Number(dealtWith),
      type: search.type ?? null,
      text: null,
      results: list(search.results),
      actions: list(search.actions),
      sources: list(search.sources),
      limit: search.limit,
    };
  }

  type Given = Omit<ReturnType<typeof parametersOf>, 'text'> & { readonly text: string | null };

  function byKind(search: ActivitySearch, given: Given): number[] {
    if (!search.results && !search.actions && !search.sources) return newest.all(given);
    return (search.results ?? results).flatMap((result) =>
      (search.actions ?? actions).flatMap((action) =>
        (search.sources ?? sources).flatMap((source) => ofKind.all({ ...given, result, action, source })),
      ),
    );
  }

  function bySubjects(subjects: readonly number[], given: Given): number[] {
    return subjects.flatMap((subject) => ofSubject.all({ ...given, subject }));
  }

  function byText(search: ActivitySearch, text: string, given: Given): number[] {
    const key = text.toLowerCase();
    const request = /^[0-9a-f-]{4,36}$/.test(key) ? ofRequest.all({ ...given, request: key }) : [];
    const id = /^[1-9]\d{0,9}$/.test(key) ? Number(key) : undefined;
    const resources = id === undefined ? [] : [...ofResource.all('User', id), ...ofResource.all('Group', id)];
    const subjects = named.all(key, fewSubjects + 1);
    const about =
      subjects.length > fewSubjects
        ? [...byKind(search, { ...given, text: key }), ...bySubjects(resources, given)]
        : bySubjects([...subjects, ...resources], given);
    return [...request, ...about];
  }

  function matching(search: ActivitySearch): number[] {
    const given = parametersOf(search);
    const { type, resourceId, text } = search;
    if (resourceId !== undefined) {
      const types = type ? [type] : (['User', 'Group'] as const);
      const textKey = text?.toLowerCase() ?? null;
      return bySubjects(
        types.flatMap((one) => ofResource.all(one, resourceId)),
        { ...given, text: textKey },
      );
    }
    return text === undefined ? byKind(search, given) : byText(search, text, given);
  }

  return {
    find(search: ActivitySearch): ActivityRecord[] {
      const found = [...new Set(matching(search))].toSorted((one, other) => other - one);
      return rows.all(JSON.stringify(found.slice(0, search.limit)));
    },
  };
}
