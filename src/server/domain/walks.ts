/** How long a walk through pages may rest, and how many walks are remembered. */
const restMs = 10 * 60_000;
const mostWalks = 1_000;

/**
 * Remembers where each page of a walk ended, so that the next one continues behind that id: a row that leaves the
 * list meanwhile makes the walk skip nobody (DESIGN section 5).
 */
export interface Walks {
  /** The id that the page at `startIndex` (1-based) continues behind; undefined when nobody walked there. */
  lastIdBefore(walk: string, startIndex: number): number | undefined;
  served(walk: string, nextStartIndex: number, lastId: number): void;
}

/** @param monotonic milliseconds. */
export function createWalks(monotonic: () => number): Walks {
  const ends = new Map<string, { readonly lastId: number; readonly at: number }>();
  return {
    lastIdBefore(walk, startIndex) {
      if (startIndex <= 1) return 0;
      const end = ends.get(`${walk} ${String(startIndex)}`);
      return end && monotonic() - end.at < restMs ? end.lastId : undefined;
    },
    served(walk, nextStartIndex, lastId) {
      const key = `${walk} ${String(nextStartIndex)}`;
      ends.delete(key); // so that the newest stands last
      ends.set(key, { lastId, at: monotonic() });
      const [oldest] = ends.keys();
      if (ends.size > mostWalks && oldest !== undefined) ends.delete(oldest);
    },
  };
}
