import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Api } from './api.ts';
import { decode, pageSchema } from './decode.ts';
import { unusable, type Doing } from './faults.ts';
import type { Query } from './http.ts';
import { SecretServerError } from './model.ts';
import { readAll, type Page } from './paging.ts';

export interface Search<T> {
  /** Servers differ in what they take by kind of record, so it is remembered by kind. */
  readonly kind: 'users' | 'groups' | 'members' | 'roles' | 'permissions' | 'holders';
  readonly path: string;
  readonly doing: string;
  readonly filter: Query;
  /** Narrows what filter.searchText looks at; left out where the server refuses it. */
  readonly searchField?: string;
  readonly schema: z.ZodType<T>;
  readonly idOf: (record: T) => number;
  readonly onPage?: ((done: number, total: number) => void) | undefined;
  /**
   * Called when the server answers 404, which some do for "none found".
   * Returns when that is so; throws `fault` or another where it is not.
   */
  readonly onMissing: (fault: SecretServerError) => Promise<void>;
}

/** What a server takes besides paging and filter; both are documented without a list of values. */
interface Manners {
  readonly sort: boolean;
  readonly searchField: boolean;
}

export type SearchAll = <T>(search: Search<T>) => Promise<T[]>;

/** The size of a page: large enough for speed, small enough for a slow server's timeout. */
const take = 200;
/** A member's record is short, and before each change of a large group all of them are read. */
const takeMembers = 2000;

/** Searches with paging, an explicit sort, and what this server was found to refuse left out. */
export function createSearch(api: Api): SearchAll {
  const manners = new Map<string, Manners>();

  async function page<T>(search: Search<T>, skip: number): Promise<Page<T>> {
    const context: Doing = { doing: search.doing, write: false };
    let refusal: SecretServerError | undefined;
    for (const manner of variants(manners.get(search.kind), search)) {
      try {
        const query = queryOf(search, manner, skip);
        const body = await api.call({ ...context, method: 'GET', path: search.path, query });
        if (refusal) manners.set(search.kind, manner);
        const frame = decode(pageSchema, body, context);
        return { ...frame, records: frame.records.map((record) => decode(search.schema, record, context)) };
      } catch (thrown) {
        if (!(thrown instanceof SecretServerError) || thrown.status !== 400) throw thrown;
        refusal ??= thrown;
      }
    }
    throw refusal ?? unusable('no way to ask', context);
  }

  async function pageOrNone<T>(search: Search<T>, skip: number): Promise<Page<T>> {
    try {
      return await page(search, skip);
    } catch (thrown) {
      if (!(thrown instanceof SecretServerError) || thrown.kind !== 'refused' || thrown.status !== 404)
        throw thrown;
      if (skip === 0) await search.onMissing(thrown);
      return { records: [], total: null, hasNext: false, nextSkip: null };
    }
  }

  return async (search) =>
    readAll({
      page: (skip) => pageOrNone(search, skip),
      idOf: search.idOf,
      take: takeOf(search.kind),
      onPage: search.onPage,
      context: { doing: search.doing, write: false },
    });
}

/**
 * Whether this server answers 404 to a search that finds nothing (reference: paging envelope): only then may one mean
 * that. To be asked while lists are answered, since a proxy's 404 looks just so.
 */
export function createEmptySearch(api: Api): () => Promise<boolean> {
  let is404 = false;
  return async () => {
    const query = [
      ['filter.searchText', randomUUID()],
      ['skip', '0'],
      ['take', '1'],
    ] as const;
    const call = {
      doing: 'searching for nobody',
      write: false,
      method: 'GET',
      path: '/v1/users',
      query,
    } as const;
    is404 ||= await api.call(call).then(
      () => false,
      (thrown: unknown) => {
        if (thrown instanceof SecretServerError && thrown.kind === 'refused' && thrown.status === 404)
          return true;
        throw thrown;
      },
    );
    return is404;
  };
}

function variants<T>(known: Manners | undefined, { searchField }: Search<T>): Manners[] {
  const { sort, searchField: field } = known ?? { sort: true, searchField: true };
  const sorts = sort ? [true, false] : [false];
  const fields = field && searchField !== undefined ? [true, false] : [field];
  return fields.flatMap((f) => sorts.map((s) => ({ sort: s, searchField: f })));
}

function queryOf<T>({ kind, filter, searchField }: Search<T>, manner: Manners, skip: number): Query {
  const sort = [
    ['sortBy[0].name', kind === 'members' ? 'userId' : 'id'],
    ['sortBy[0].direction', 'Asc'],
    ['sortBy[0].priority', '0'],
  ] as const;
  return [
    ...filter,
    ...(manner.searchField && searchField !== undefined
      ? [['filter.searchFields', searchField] as const]
      : []),
    ...(manner.sort ? sort : []),
    ['skip', String(skip)],
    ['take', String(takeOf(kind))],
  ];
}

function takeOf(kind: Search<unknown>['kind']): number {
  return kind === 'members' ? takeMembers : take;
}
