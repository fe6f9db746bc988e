import type { ActivityFile, ActivityRow } from '../../main/ipc/activity.ts';
import { csvLine, csvMark } from '../csv.ts';

const columns = [
  'id',
  'at',
  'source',
  'endpoint',
  'action',
  'type',
  'resourceId',
  'name',
  'signInName',
  'result',
  'sentence',
  'tookMs',
] as const satisfies readonly (keyof ActivityRow)[];

/**
 * Rows as a file for a person to keep.
 * @param complete whether these are all that match
 * @param now epoch milliseconds
 */
export function activityFile(
  rows: readonly ActivityRow[],
  format: 'csv' | 'json',
  { complete, now }: { readonly complete: boolean; readonly now: number },
): ActivityFile {
  const fileName = `activity-${new Date(now).toISOString().slice(0, 10)}.${format}`;
  const about = { fileName, rows: rows.length, complete };
  if (format === 'json')
    return { ...about, mediaType: 'application/json', text: JSON.stringify(rows, null, 1) };
  const lines = rows.map((row) => csvLine(columns.map((name) => row[name])));
  return { ...about, mediaType: 'text/csv', text: `${csvMark}${csvLine(columns)}${lines.join('')}` };
}
