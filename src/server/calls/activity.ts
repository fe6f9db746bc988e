import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ActivityCalls, ActivityDetail, ActivityFilter, ActivityRow } from '../../main/ipc/activity.ts';
import { activityFile } from '../domain/activity-file.ts';
import { activityNumbers, numbersSince } from '../domain/activity-numbers.ts';
import { changeSteps, type ChangeDetails } from '../domain/change-steps.ts';
import { Problem } from '../errors.ts';
import type { ActivityRecord } from '../store/activity.ts';
import type { ActivitySearch } from '../store/activity-search.ts';
import type { Store } from '../store/store.ts';

interface ActivityCallsDeps {
  readonly store: Store;
  /** Writes what is not in the table yet: nobody looks for a row that is on its way. */
  readonly flush: () => void;
  /** Wall clock, epoch milliseconds. */
  readonly now: () => number;
}

/** A file holds the newest so many rows: with them it takes some ten megabytes. */
const mostInFile = 50_000;

/** What a person sees and does of Activity (reference: UX, Activity). */
export function activityCalls({ store, flush, now }: ActivityCallsDeps): ActivityCalls {
  return {
    'activity.list': async ({ filter = {}, before, limit = 100 }) => {
      flush();
      const found = store.activitySearch.find({ ...searchOf(filter), before, limit: limit + 1 });
      const rows = found.slice(0, limit).map(rowView);
      return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
    },
    'activity.get': async ({ id }) => {
      flush();
      const record = store.activity.get(id);
      if (record) return detailView(record);
      throw new Problem(
        'APP-INPUT',
        'Activity has no such row',
        'Rows are removed after the days that Settings names; load the list again',
      );
    },
    'activity.dismiss': async ({ ids }) => {
      flush();
      return { dismissed: store.activityFailures.dismiss(ids) };
    },
    'activity.numbers': async () => {
      flush();
      const counts = store.activityCounts.since(numbersSince(now()));
      const people = { users: store.people.linked('User'), groups: store.people.linked('Group') };
      return { ...activityNumbers(counts, now()), ...people };
    },
    'activity.export': async ({ filter = {}, format }) => {
      flush();
      const rows: ActivityRow[] = [];
      let before: number | undefined;
      do {
        const found = store.activitySearch.find({ ...searchOf(filter), before, limit: 500 });
        rows.push(...found.map(rowView));
        before = found.length < 500 ? undefined : rows.at(-1)?.id;
        await nextTurn(); // others have their turn between the pages
      } while (before !== undefined && rows.length <= mostInFile);
      return activityFile(rows.slice(0, mostInFile), format, {
        complete: rows.length <= mostInFile,
        now: now(),
      });
    },
  };
}

function searchOf({ since, until, ...filter }: ActivityFilter): Omit<ActivitySearch, 'limit'> {
  const time = (iso: string | undefined): number | undefined =>
    iso === undefined ? undefined : Date.parse(iso);
  return { ...filter, since: time(since), until: time(until) };
}

function rowView(record: ActivityRecord): ActivityRow {
  const { id, source, endpoint, action, type, resourceId, name, signInName, result, sentence, tookMs } =
    record;
  return {
    id,
    at: new Date(record.at).toISOString(),
    source,
    endpoint,
    action,
    type,
    resourceId,
    name,
    signInName,
    result,
    sentence,
    tookMs,
    dealtWith: record.dealtWith === 1,
  };
}

function detailView(record: ActivityRecord): ActivityDetail {
  const { requestId, statusSent, retryAfter, attempts } = record;
  const details = JSON.parse(record.details) as ChangeDetails; // written by domain/activity.ts
  const { changes = [], calls = [], problem = null } = details;
  const steps = changeSteps(record, details);
  return { ...rowView(record), requestId, statusSent, retryAfter, attempts, steps, changes, calls, problem };
}
