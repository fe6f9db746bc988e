import type { ListQuery } from '../scim/list-query.ts';
import { listResponse, type Page } from '../scim/list.ts';
import type { Projection } from '../scim/projection.ts';
import type { ResourceType } from '../store/links.ts';
import type { Position, Search } from '../store/search.ts';
import type { StoredResource } from '../store/stored-resource.ts';
import { readText, type Caller, type Deps } from './context.ts';
import { readCursor, writeCursor } from './cursors.ts';
import { findGroup, findUser } from './lookup.ts';
import { askSecretServer, findUnderEmail, nameAsked } from './list-lookup.ts';
import { createPresenter, leavesRelationsOut, withBase } from './present.ts';
import type { Walks } from './walks.ts';

export interface ListRequest {
  readonly types: readonly ResourceType[];
  readonly query: ListQuery;
  /** What the client calls us, without a trailing slash. */
  readonly base: string;
}

type ReadDeps = Deps & { readonly walks: Walks };

/**
 * SCIM GET and search of /Users, /Groups and both (RFC 7644 sections 3.4.2 and 3.4.3).
 * A name or id that the mirror lacks is asked for in Secret Server before the answer is an empty list (D7).
 * @returns ListResponse text; a promise of it where Secret Server has to be asked.
 * @throws ScimError 400, 429
 */
export function listResources(
  deps: ReadDeps,
  caller: Caller,
  request: ListRequest,
): string | Promise<string> {
  const { query } = request;
  const page = pageOf(readingOf(deps, caller, request), query);
  if (page.totalResults > 0 || !query.conditions) return listResponse(page);
  return listAfterAsking(deps, caller, { ...request, conditions: query.conditions });
}

async function listAfterAsking(
  deps: ReadDeps,
  caller: Caller,
  request: ListRequest & { readonly conditions: NonNullable<ListQuery['conditions']> },
): Promise<string> {
  const { query, base, conditions } = request;
  await askSecretServer(deps, caller, conditions);
  const page = pageOf(readingOf(deps, caller, request), query);
  const known = page.totalResults > 0 ? undefined : await findUnderEmail(deps, caller, conditions);
  if (!known) return listResponse(page);
  const isWanted = query.paging.count > 0;
  const resources = isWanted ? createPresenter(query.projection, base)(known) : '';
  return listResponse({ totalResults: 1, startIndex: 1, resources, count: isWanted ? 1 : 0 });
}

/**
 * SCIM GET /Users/{id} and /Groups/{id} (RFC 7644 section 3.4.1).
 * @returns its text; a promise of it where Secret Server has to be asked.
 * @throws ScimError 404 after Secret Server was asked too; 429 when it could not be asked.
 */
export function readResourceById(
  deps: Deps,
  caller: Caller,
  type: ResourceType,
  id: number,
): string | Promise<string> {
  return deps.store.listing.one(caller.endpointId, type, id)?.text ?? readAfterAsking(deps, caller, type, id);
}

async function readAfterAsking(deps: Deps, caller: Caller, type: ResourceType, id: number): Promise<string> {
  if (type === 'User') await findUser(deps, id);
  else await findGroup(deps, id);
  return readText(deps, caller, type, id);
}

interface Reading {
  readonly deps: ReadDeps;
  readonly search: Search;
  /** The same for all pages of one list. */
  readonly walk: string;
  readonly projection: Projection | undefined;
}

function readingOf(deps: ReadDeps, { endpointId }: Caller, { types, query, base }: ListRequest): Reading {
  const { conditions, sort, projection } = query;
  const withoutRelations = types.every((type) => leavesRelationsOut(type, projection));
  const search = { endpointId, base, types, conditions, sort, withoutRelations };
  return { deps, search, walk: `${String(endpointId)} ${query.text}`, projection };
}

function pageOf(reading: Reading, query: ListQuery): Page {
  if (query.cursor !== undefined) return byCursor(reading, query);
  return byName(reading, query) ?? byIndex(reading, query);
}

/** A look-up by name is no walk: all that it finds is read, and nothing kept. */
function byName(
  { deps, search, projection }: Reading,
  { paging: { startIndex, count } }: ListQuery,
): Page | undefined {
  const { endpointId, base, types, conditions, sort, withoutRelations } = search;
  const [type, another] = types;
  const nameKey = type && !another && !sort && !withoutRelations ? nameAsked(type, conditions) : undefined;
  if (!type || nameKey === undefined) return undefined;
  const found = deps.store.byName({ type, endpointId, nameKey });
  const shown = found.slice(startIndex - 1, startIndex - 1 + count).map(createPresenter(projection, base));
  return { totalResults: found.length, startIndex, resources: shown.join(','), count: shown.length };
}

function byIndex(reading: Reading, { paging: { startIndex, count } }: ListQuery): Page {
  const { deps, walk } = reading;
  const after = startIndex > 1 ? deps.walks.endBefore(walk, startIndex) : undefined;
  const { last, hasMore, ...page } = rowsFrom(reading, { after, startIndex, count });
  // What one page holds is no walk: look-ups would push out what is remembered of those.
  if (last && (hasMore || startIndex > 1)) deps.walks.served(walk, startIndex + page.count, last);
  // The last page tells the total by itself. Along a walk it is what was served and what is left: a client that
  // counts would stop short when rows leave.
  const isLast = count > 0 && !hasMore && (page.count > 0 || startIndex === 1);
  const totalResults = isLast
    ? startIndex - 1 + page.count
    : after
      ? startIndex - 1 + countAfter(reading, after)
      : countAll(reading);
  return { ...page, totalResults, startIndex };
}

/** RFC 9865. */
function byCursor(reading: Reading, { cursor = '', paging: { count } }: ListQuery): Page {
  const scope = { walk: reading.walk, now: reading.deps.now() };
  const after = readCursor(scope, cursor);
  const { last, hasMore, ...page } = rowsFrom(reading, { after, startIndex: 1, count });
  const nextCursor = last && hasMore ? writeCursor(scope, last) : undefined;
  return { ...page, totalResults: countAll(reading), nextCursor };
}

interface Span {
  readonly after: Position | undefined;
  readonly startIndex: number;
  readonly count: number;
}

interface Rows {
  /** JSON texts with commas between. */
  readonly resources: string;
  readonly count: number;
  readonly last: Position | undefined;
  /** Whether rows stand behind the last one. */
  readonly hasMore: boolean;
}

function rowsFrom(reading: Reading, span: Span): Rows {
  const whole = wholeOf(reading.search);
  if (span.count === 0) return { resources: '', count: 0, last: undefined, hasMore: true };
  return whole ? rowsOfWhole(reading, whole, span) : rowsOfSearch(reading, span);
}

function rowsOfWhole(reading: Reading, whole: Whole, { after, startIndex, count }: Span): Rows {
  const { search, projection } = reading;
  const { listing } = reading.deps.store;
  const span = { afterId: after?.id ?? listing.idBefore(whole, startIndex), limit: count };
  if (projection) {
    const rows = listing.page(whole, span, search.withoutRelations === true);
    return rowsAsText(reading, rows, (last) => listing.countAfter(whole, last.id) > 0);
  }
  const { texts, lastId } = listing.pageTexts(whole, span);
  const last = lastId === null ? undefined : { key: null, type: whole.type, id: lastId };
  return {
    resources: withBase(texts.join(','), search.base),
    count: texts.length,
    last,
    hasMore: lastId !== null && listing.countAfter(whole, lastId) > 0,
  };
}

/** One row more than the page holds tells whether there are others. */
function rowsOfSearch(reading: Reading, { after, startIndex, count }: Span): Rows {
  const { deps, search } = reading;
  const found = deps.store.search.page(search, {
    after,
    offset: after ? 0 : startIndex - 1,
    limit: count + 1,
  });
  return rowsAsText(reading, found.slice(0, count), () => found.length > count);
}

function rowsAsText(
  { search: { base }, projection }: Reading,
  rows: readonly (StoredResource & { readonly key?: Position['key'] })[],
  hasMore: (last: Position) => boolean,
): Rows {
  const present = createPresenter(projection, base);
  const row = rows.at(-1);
  const last = row && { key: row.key ?? null, type: row.type, id: row.id };
  return {
    resources: rows.map((one) => present(one)).join(','),
    count: rows.length,
    last,
    hasMore: last !== undefined && hasMore(last),
  };
}

function countAfter({ deps, search, walk }: Reading, after: Position): number {
  const { store, walks } = deps;
  const whole = wholeOf(search);
  if (whole) return store.listing.countAfter(whole, after.id);
  const list = `${walk} ${JSON.stringify(after)}`;
  return walks.counted(list, store.search.writes(), () => store.search.count(search, after));
}

function countAll({ deps, search, walk }: Reading): number {
  const { store, walks } = deps;
  const whole = wholeOf(search);
  if (whole) return store.listing.countAfter(whole, 0);
  return walks.counted(walk, store.search.writes(), () => store.search.count(search));
}

interface Whole {
  readonly type: ResourceType;
  readonly endpointId: number;
}

/** The type of a list that is neither filtered nor sorted: its order and its total are known beforehand. */
function wholeOf({ types, endpointId, conditions, sort }: Search): Whole | undefined {
  const [type, another] = types;
  return type && !another && !conditions && !sort ? { type, endpointId } : undefined;
}
