import type { ActivityRow } from '../../../main/ipc/activity.ts';
import { duration } from '../../format.ts';
import type { Column } from '../../parts/data-table.tsx';
import { ResultBadge } from '../../parts/result-badge.tsx';
import { ListTime } from '../../parts/time.tsx';
import { text } from '../../text.ts';

/** Who asked, by the name that an admin knows. */
export function sourceOf({ source, endpoint }: Pick<ActivityRow, 'source' | 'endpoint'>): string {
  return endpoint ?? text.activity.sources[source];
}

/** Who or what it is about; a whole run is about itself. */
export function whoOf({ name, signInName, sentence }: ActivityRow): string {
  return name ?? signInName ?? sentence;
}

export const activityColumns: readonly Column<ActivityRow>[] = [
  {
    id: 'who',
    name: text.activity.columns.who,
    cell: (row) => whoOf(row),
  },
  {
    id: 'action',
    name: text.activity.columns.action,
    width: '136px',
    from: 560,
    cell: ({ action }) => action,
  },
  {
    id: 'result',
    name: text.activity.columns.result,
    width: '120px',
    cell: ({ result }) => <ResultBadge result={result} />,
  },
  { id: 'from', name: text.activity.columns.from, width: '104px', from: 720, cell: sourceOf },
  {
    id: 'time',
    name: text.activity.columns.time,
    width: '128px',
    from: 420,
    cell: ({ at }) => <ListTime at={at} />,
  },
  {
    id: 'took',
    name: text.activity.columns.took,
    width: '80px',
    from: 660,
    cell: ({ tookMs }) => (tookMs === null ? '–' : duration(tookMs)),
  },
];
