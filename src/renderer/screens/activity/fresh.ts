import { useEffect } from 'react';
import type { ActivityRow } from '../../../main/ipc/activity.ts';
import type { Pages } from '../../api/use-pages.ts';

/** Rows newer than the newest that is shown; an empty list is read again by itself: nobody is reading it. */
export function useFresh({ rows, reload, loading }: Pages<ActivityRow>, newest: number): number {
  const top = rows?.[0]?.id;
  const isEmpty = rows !== undefined && rows.length === 0;
  useEffect(() => {
    if (isEmpty && newest > 0) reload();
  }, [isEmpty, newest, reload]);
  if (top === undefined || loading) return 0;
  return Math.max(0, newest - top);
}
