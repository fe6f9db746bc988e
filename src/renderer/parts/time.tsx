import { Tooltip } from '@fluentui/react-components';
import { useEffect, useState, type ReactElement } from 'react';
import { ago, fullTime, moment } from '../format.ts';

/** Renders again each half minute, so that relative times stay true. @returns epoch milliseconds */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A moment as "5 minutes ago"; on hover and for readers in full. @param at ISO 8601 */
export function Time({ at }: { readonly at: string }): ReactElement {
  const now = useNow();
  return (
    <Tooltip content={fullTime(at)} relationship="description">
      <time dateTime={at}>{ago(at, now)}</time>
    </Tooltip>
  );
}

/** A moment in a list of many: nothing ticks, and the full form is the row's own title. @param at ISO 8601 */
export function ListTime({ at }: { readonly at: string }): ReactElement {
  const [now] = useState(Date.now);
  return (
    <time dateTime={at} title={fullTime(at)}>
      {moment(at, now)}
    </time>
  );
}
