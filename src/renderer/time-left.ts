import { text } from './text.ts';

/** Before this nobody can tell. */
const surestAfterMs = 10_000;
const surestAfterShare = 0.05;

interface Pace {
  readonly done: number;
  readonly total: number | null;
  readonly elapsedMs: number;
}

/** "about 2 minutes left", rounded; null while it cannot be told. */
export function timeLeft({ done, total, elapsedMs }: Pace): string | null {
  if (total === null || total === 0 || done >= total) return null;
  const share = done / total;
  if (elapsedMs < surestAfterMs || share < surestAfterShare) return null;
  const leftMs = (elapsedMs / share) * (1 - share);
  return text.progress.left(Math.round(leftMs / 60_000));
}
