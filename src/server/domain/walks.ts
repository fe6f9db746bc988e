import type { Position } from '../store/search.ts';

/** How long a walk through pages may rest, and how many walks are remembered. */
const restMs = 10 * 60_000;
const mostWalks = 1_000;

/**
 * How long a walk may take to its next page, which it may have to ask for again, before another one over the same list
 * takes its place.
 */
const togetherMs = 60_000;

interface End {
  readonly last: Position;
  readonly at: number;
}

/**
 * Remembers where each page of a walk ended, so that the next one continues behind that row: a row that leaves the
 * list meanwhile makes the walk skip nobody (DESIGN section 5). Two walks that ask the same at the same time cannot be
 * told apart: the one that is behind counts, as a client takes who is missing for removed, and who comes twice for one.
 * Counts are kept beside: a filtered list is counted once for all of its pages, as long as nothing is written.
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
  const ends = new Map<string, End>();
  const counts = new Map<string, { readonly writes: number; readonly total: number }>();
  return {
    endBefore(walk, startIndex) {
      const end = ends.get(`${walk} ${String(startIndex)}`);
      return end && monotonic() - end.at < restMs ? end.last : undefined;
    },
    served(walk, nextStartIndex, last) {
      const key = `${walk} ${String(nextStartIndex)}`;
      const at = monotonic();
      const known = ends.get(key);
      const waits = known && at - known.at < togetherMs && isBehind(known.last, last);
      if (!waits) keepNewest(ends, key, { last, at });
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

/** In a list by id; of others it is not known. */
function isBehind(one: Position, other: Position): boolean {
  return one.key === null && one.type === other.type && one.id < other.id;
}

function keepNewest<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key); // so that the newest stands last
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > mostWalks && oldest !== undefined) map.delete(oldest);
}
