import type { Position } from '../store/search.ts';

/** How long a walk through pages may rest, and how many walks are remembered. */
const restMs = 10 * 60_000;
const mostWalks = 1_000;

/**
 * Remembers where each page of a walk ended, so that the next one continues behind that row: a row that leaves the
 * list meanwhile makes the walk skip nobody (DESIGN section 5). Counts are kept beside: a filtered list is counted
 * once for all of its pages, as long as nothing is written.
 */
export interface Walks {
  /** Where the page at `startIndex` (1-based) continues; undefined when nobody walked there. */
  endBefore(walk: string, startIndex: number): Position | undefined;
  served(walk: string, nextStartIndex: number, last: Position): void;
  /** @param writes grows with every write. */
  counted(list: string, writes: number, count: () => number): number;
}

/** @param monotonic milliseconds. */
export function createWalks(monotonic: () => number): Walks {
  const ends = new Map<string, { readonly last: Position; readonly at: number }>();
  const counts = new Map<string, { readonly writes: number; readonly total: number }>();
  return {
    endBefore(walk, startIndex) {
      const end = ends.get(`${walk} ${String(startIndex)}`);
      return end && monotonic() - end.at < restMs ? end.last : undefined;
    },
    served(walk, nextStartIndex, last) {
      keepNewest(ends, `${walk} ${String(nextStartIndex)}`, { last, at: monotonic() });
    },
    counted(list, writes, count) {
      const known = counts.get(list);
      if (known?.writes === writes) return known.total;
      const total = count();
      keepNewest(counts, list, { writes, total });
      return total;
    },
  };
}

function keepNewest<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key); // so that the newest stands last
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > mostWalks && oldest !== undefined) map.delete(oldest);
}
