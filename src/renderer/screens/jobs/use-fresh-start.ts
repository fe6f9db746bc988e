import { useState } from 'react';
import type { JobView } from '../../../main/ipc/jobs.ts';

/** A result stays until somebody begins anew: this remembers which one was left behind. */
export function useFreshStart(): {
  readonly isPast: (job: JobView) => boolean;
  readonly start: (after: JobView) => void;
} {
  const [left, setLeft] = useState<string | null>(null);
  return {
    isPast: ({ startedAt, endedAt }) => endedAt !== null && startedAt === left,
    start: ({ startedAt }) => setLeft(startedAt),
  };
}
