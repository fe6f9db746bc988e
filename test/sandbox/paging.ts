import { empty, invalid, json, Refusal, type Answer } from './http/answer.ts';
import type { Query } from './http/query.ts';
import type { World } from './world.ts';

const DEFAULT_TAKE = 10;

interface Sort {
  readonly name: string;
  readonly direction: 'None' | 'Asc' | 'Desc';
  readonly priority: number;
}

export type Value = string | number | boolean | null;

/** What a search can be sorted by: the record's field names, in lower case, and where their values stand. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Value>>;

/** A list to page through: rows already filtered, and how to sort and show them. */
export interface Listing<Row> {
  /** Names the resource, the filter and the view; equal keys mean equal rows. */
  readonly key: string;
  readonly revision: string;
  readonly rows: () => readonly Row[];
  readonly columns: Columns<Row>;
  readonly defaultSort: string;
  readonly show: (row: Row) => unknown;
}

/** One page in the envelope that every search has (reference: paging envelope). */
export function page<Row>(world: World, query: Query, listing: Listing<Row>): Answer {
  const sortBy = readSort(world, query, Object.keys(listing.columns));
  const skip = Math.max(0, query.int('skip') ?? 0);
  const take = positive(query.int('take')) ?? DEFAULT_TAKE;
  const sort =
    sortBy.length > 0 ? sortBy : [{ name: listing.defaultSort, direction: 'Asc' as const, priority: 0 }];
  const rows = world.searches.rows(`${listing.key} ${JSON.stringify(sort)}`, listing.revision, () =>
    sorted(listing.rows(), sort, listing.columns),
  );
  if (rows.length === 0 && world.switches.emptySearch === '404') throw new Refusal(empty(404));
  const records = shown(world, rows, skip, take).map(listing.show);
  const hasNext = skip + take < rows.length;
  return json({
    skip,
    take,
    total: rows.length,
    pageCount: Math.ceil(rows.length / take),
    currentPage: Math.floor(skip / take) + 1,
    batchCount: records.length,
    hasPrev: skip > 0,
    prevSkip: Math.max(0, skip - take),
    hasNext,
    nextSkip: hasNext ? skip + take : 0,
    sortBy,
    success: true,
    severity: 'None',
    records,
  });
}

/** The rows of one page; a rude server repeats some. */
function shown<Row>({ rude }: World, rows: readonly Row[], skip: number, take: number): readonly Row[] {
  if (rude.beyond === 'last-page' && skip >= rows.length) return rows.slice(-take);
  const from = rude.overlap === 'one' && skip > 0 && skip < rows.length ? skip - 1 : skip;
  return rows.slice(from, skip + take);
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

function readSort(world: World, query: Query, names: readonly string[]): readonly Sort[] {
  const found: Sort[] = [];
  for (let i = 0; ; i += 1) {
    const name = query.text(`sortBy[${i}].name`);
    if (name === undefined) break;
    if (world.switches.sortName === 'refused' || !names.includes(name.toLowerCase())) {
      throw invalid({ sortBy: [`Sorting by '${name}' is not supported.`] });
    }
    const direction = query.text(`sortBy[${i}].direction`)?.toLowerCase();
    found.push({
      name,
      direction: direction === 'desc' ? 'Desc' : direction === 'none' ? 'None' : 'Asc',
      priority: query.int(`sortBy[${i}].priority`) ?? 0,
    });
  }
  return found.toSorted((a, b) => a.priority - b.priority);
}

/** Sorts by the keys in turn; rows come in by ascending id, and stay so where all keys are equal. */
function sorted<Row>(rows: readonly Row[], sorts: readonly Sort[], columns: Columns<Row>): readonly Row[] {
  const sort = sorts.filter(({ direction }) => direction !== 'None');
  if (sort.length === 1 && sort[0]?.name.toLowerCase() === 'id' && sort[0].direction === 'Asc') return rows;
  const keyed = rows.map((row) => ({
    row,
    keys: sort.map(({ name }) => comparable(columns[name.toLowerCase()]?.(row))),
  }));
  return keyed.toSorted((a, b) => compareKeys(a.keys, b.keys, sort)).map(({ row }) => row);
}

function comparable(value: Value | undefined): string | number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? value.toLowerCase() : Number(value ?? -1);
}

function compareKeys(
  a: readonly (string | number)[],
  b: readonly (string | number)[],
  sort: readonly Sort[],
): number {
  for (const [i, { direction }] of sort.entries()) {
    const order = compare(a[i] ?? 0, b[i] ?? 0);
    if (order !== 0) return direction === 'Desc' ? -order : order;
  }
  return 0;
}

/** A number stands for null where the other is a string, and null sorts first. */
function compare(a: string | number, b: string | number): number {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
