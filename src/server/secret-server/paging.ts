import { unusable, type Doing } from './faults.ts';

/** One page of a search, as far as the server told. */
export interface Page<T> {
  readonly records: readonly T[];
  readonly total: number | null;
  readonly hasNext: boolean | null;
  readonly nextSkip: number | null;
}

export interface Reading<T> {
  /** Reads the page that begins after `skip` records. */
  readonly page: (skip: number) => Promise<Page<T>>;
  readonly idOf: (record: T) => number;
  /** How many records a page was asked to hold. */
  readonly take: number;
  readonly context: Doing;
  /** Called after each page with the number of records so far and of all. */
  readonly onPage?: ((done: number, total: number) => void) | undefined;
}

interface Pass<T> {
  readonly found: ReadonlyMap<number, T>;
  readonly total: number | null;
  readonly complete: boolean;
}

/** Far above any installation at 200 records a page; a server that never ends must not hold us for ever. */
const maxPages = 10_000;

/**
 * All records of a search, each id once, ascending, or an error: a cut list never looks complete. Lists change while they are
 * read, so a short one is read once more, then by counting records instead of by `nextSkip`.
 * @throws SecretServerError unusable
 */
export async function readAll<T>(reading: Reading<T>): Promise<T[]> {
  const first = await pass(reading, true);
  if (first.complete) return inOrder(first);
  const second = await pass(reading, false);
  if (second.complete) return inOrder(second);
  const told = second.total === null ? 'more records' : `${String(second.total)} records`;
  throw unusable(`it announced ${told} and gave ${String(second.found.size)}`, reading.context);
}

/** By id, whatever order the server keeps to. */
function inOrder<T>({ found }: Pass<T>): T[] {
  return [...found].toSorted(([a], [b]) => a - b).map(([, record]) => record);
}

async function pass<T>({ page, idOf, take, onPage }: Reading<T>, byNextSkip: boolean): Promise<Pass<T>> {
  const found = new Map<number, T>();
  let total: number | null = null;
  let skip = 0;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const { records, ...told } = await page(skip); // one after the other: each page says where the next begins
    const before = found.size;
    for (const record of records) found.set(idOf(record), record);
    total = told.total ?? total;
    onPage?.(found.size, Math.max(total ?? 0, found.size));
    const counted = skip + records.length;
    const isFull = records.length >= take;
    if (records.length === 0 || isLast({ ...told, total, counted, isFull }))
      return { found, total, complete: isComplete() };
    // Nothing new, as a server that repeats its last page has it: the end, but only by the total.
    if (found.size === before) return { found, total, complete: total !== null && isComplete() };
    skip = byNextSkip && told.nextSkip !== null && told.nextSkip > skip ? told.nextSkip : counted;
  }
  return { found, total, complete: false };

  function isComplete(): boolean {
    return total === null || found.size >= total;
  }
}

interface Told {
  readonly hasNext: boolean | null;
  readonly total: number | null;
  /** Records so far, repeated ones too. */
  readonly counted: number;
  readonly isFull: boolean;
}

/** `hasNext: false` is not believed while the total says otherwise, nor on a full page without a total. */
function isLast({ hasNext, total, counted, isFull }: Told): boolean {
  if (hasNext === true) return false;
  return total === null ? hasNext === false && !isFull : counted >= total;
}
