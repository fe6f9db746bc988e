import type { ListQuery } from '../scim/list-query.ts';
import { listResponse, type Page } from '../scim/list.ts';
import type { ResourceType } from '../store/links.ts';
import type { Position, Search } from '../store/search.ts';
import type { StoredResource } from '../store/stored-resource.ts';
import { readText, type Caller, type Deps } from './context.ts';
import { readCursor, writeCursor } from './cursors.ts';
import { findGroup, findUser } from './lookup.ts';
import { askSecretServer, findUnderEmail } from './list-lookup.ts';
import { createPresenter } from './present.ts';
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
 * @returns ListResponse text, base URL still to be put in.
 * @throws ScimError 400, 429
 */
export async function listResources(deps: ReadDeps, caller: Caller, request: ListRequest): Promise<string> {
  const { types, query, base } = request;
  const { endpointId } = caller;
  const search = { endpointId, base, types, conditions: query.conditions, sort: query.sort };
  const reading = { deps, search, walk: `${String(endpointId)} ${query.text}` };
  const present = createPresenter(query.projection, base);
  if (query.conditions && countAll(reading) === 0) {
    await askSecretServer(deps, caller, query.conditions);
    const known = countAll(reading) === 0 ? await findUnderEmail(deps, caller, query.conditions) : undefined;
    if (known) {
      const resources = query.paging.count > 0 ? [present(known)] : [];
      return listResponse({ totalResults: 1, startIndex: 1, resources });
    }
  }
  const { rows, ...page } = query.cursor === undefined ? byIndex(reading, query) : byCursor(reading, query);
  return listResponse({ ...page, resources: rows.map((row) => present(row)) });
}

/**
 * SCIM GET /Users/{id} and /Groups/{id} (RFC 7644 section 3.4.1).
 * @throws ScimError 404 after Secret Server was asked too; 429 when it could not be asked.
 */
export async function readResourceById(
  deps: Deps,
  caller: Caller,
  type: ResourceType,
  id: number,
): Promise<string> {
  if (type === 'User') await findUser(deps, id);
  else await findGroup(deps, id);
  return readText(deps, caller, type, id);
}

interface Reading {
  readonly deps: ReadDeps;
  readonly search: Search;
  /** The same for all pages of one list. */
  readonly walk: string;
}

type Rows = Omit<Page, 'resources'> & { readonly rows: readonly StoredResource[] };

function byIndex(reading: Reading, { paging: { startIndex, count } }: ListQuery): Rows {
  const { deps, walk } = reading;
  const after = startIndex > 1 ? deps.walks.endBefore(walk, startIndex) : undefined;
  const rows = count === 0 ? [] : rowsFrom(reading, { after, startIndex, count });
  const last = rows.at(-1);
  if (last) deps.walks.served(walk, startIndex + rows.length, positionOf(last));
  // Along a walk: what was served and what is left, or a client that counts would stop short when rows leave.
  const totalResults = after ? startIndex - 1 + countAfter(reading, after) : countAll(reading);
  return { totalResults, startIndex, rows };
}

/** RFC 9865. One row more than the page holds tells whether there is another page. */
function byCursor(reading: Reading, { cursor = '', paging: { count } }: ListQuery): Rows {
  const scope = { walk: reading.walk, now: reading.deps.now() };
  const after = readCursor(scope, cursor);
  const found = count === 0 ? [] : rowsFrom(reading, { after, startIndex: 1, count: count + 1 });
  const rows = found.slice(0, count);
  const last = rows.at(-1);
  const nextCursor = last && found.length > count ? writeCursor(scope, positionOf(last)) : undefined;
  return { totalResults: countAll(reading), nextCursor, rows };
}

interface Span {
  readonly after: Position | undefined;
  readonly startIndex: number;
  readonly count: number;
}

type Row = StoredResource & { readonly key?: Position['key'] };

function rowsFrom({ deps: { store }, search }: Reading, { after, startIndex, count }: Span): readonly Row[] {
  const whole = wholeOf(search);
  if (!whole) return store.search.page(search, { after, offset: after ? 0 : startIndex - 1, limit: count });
  return store.listing.page(whole, after?.id ?? store.listing.idBefore(whole, startIndex), count);
}

function positionOf({ key = null, type, id }: Row): Position {
  return { key, type, id };
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

/** The type of a list that is neither filtered nor sorted: its order and its total are known beforehand. */
function wholeOf({ types, endpointId, conditions, sort }: Search) {
  const [type, another] = types;
  return type && !another && !conditions && !sort ? { type, endpointId } : undefined;
}
