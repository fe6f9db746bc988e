/** The requests whose clients still wait for an answer. What is one operation of a request has its id with a slash and more behind it. */
export interface Awaited {
  begin(request: string): void;
  /** Its client was told to come again, and the work goes on: it does not wait for this any more. */
  late(requestOrOperation: string): void;
  /** Whether the outcome of this work is what its client is about to hear. */
  has(requestOrOperation: string): boolean;
  /** @returns what was late of the request. */
  end(request: string): readonly string[];
}

export function createAwaited(): Awaited {
  const late = new Map<string, Set<string>>();
  const requestOf = (id: string): string => id.replace(/\/.*$/, '');
  return {
    begin: (request) => void late.set(request, new Set()),
    late: (id) => void late.get(requestOf(id))?.add(id),
    has: (id) => late.get(requestOf(id))?.has(id) === false,
    end(request) {
      const ended = [...(late.get(request) ?? [])];
      late.delete(request);
      return ended;
    },
  };
}
