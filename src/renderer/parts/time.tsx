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

interface TimeProps {
  /** ISO 8601. */
  readonly at: string;
  /** 'ago' under 24 hours, or the time itself as in lists. */
  readonly as?: 'ago' | 'moment';
}

/** A moment in few words; on hover and for readers in full. */
export function Time({ at, as = 'ago' }: TimeProps): ReactElement {
  const now = useNow();
  return (
    <Tooltip content={fullTime(at)} relationship="description">
      <time dateTime={at}>{as === 'ago' ? ago(at, now) : moment(at, now)}</time>
    </Tooltip>
  );
}
