import type { ActivityCalls, ActivityDetail, ActivityFilter, ActivityRow } from '../../main/ipc/activity.ts';
import { changeSteps, type ChangeDetails } from '../domain/change-steps.ts';
import { Problem } from '../errors.ts';
import type { ActivityRecord } from '../store/activity.ts';
import type { ActivitySearch } from '../store/activity-search.ts';
import type { Store } from '../store/store.ts';

interface ActivityCallsDeps {
  readonly store: Store;
  /** Writes what is not in the table yet: nobody looks for a row that is on its way. */
  readonly flush: () => void;
}

/** Lists, details and the end of failures. */
export function activityCalls({
  store,
  flush,
}: ActivityCallsDeps): Pick<ActivityCalls, 'activity.list' | 'activity.get' | 'activity.dismiss'> {
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
