import type { Condition } from './condition.ts';
import { fault } from './faults.ts';
import { readConditions } from './filter.ts';
import { inOwnSpelling, type Paging, type Query, readPaging } from './list.ts';
import { type Projection, readProjection } from './projection.ts';
import type { ResourceKind } from './schemas.ts';
import { type Sort, readSort } from './sort.ts';

/** What a client wants of a list (RFC 7644 section 3.4.2; `cursor`: RFC 9865). */
export interface ListQuery {
  /** What each resource type is filtered by; undefined: nothing. */
  readonly conditions: ReadonlyMap<ResourceKind, Condition> | undefined;
  readonly sort: Sort | undefined;
  readonly paging: Paging;
  /** Paging by cursor: the one that the client sent, '' for the first page; undefined: paging by index. */
  readonly cursor: string | undefined;
  readonly projection: Projection | undefined;
  /** Filter and order as they were written: the same for all pages of one walk. */
  readonly text: string;
}

/** Reads the parameters of a GET, or of a search message. Throws ScimError invalidFilter, invalidValue. */
export function readListQuery(kinds: readonly ResourceKind[], given: Query): ListQuery {
  const query = inOwnSpelling(given);
  const filter = single(query, 'filter');
  const sortBy = single(query, 'sortBy');
  const sortOrder = single(query, 'sortOrder');
  return {
    conditions: filter === undefined ? undefined : readConditions(kinds, filter),
    sort: readSort(kinds, sortBy, sortOrder),
    paging: readPaging(query),
    cursor: single(query, 'cursor'),
    projection: projectionIn(query),
    text: JSON.stringify([kinds, filter, sortBy, sortOrder]),
  };
}

/** `attributes` or `excludedAttributes` of any request. Throws ScimError invalidValue. */
export function projectionOf(query: Query): Projection | undefined {
  return projectionIn(inOwnSpelling(query));
}

function projectionIn(query: Query): Projection | undefined {
  return readProjection(joined(query['attributes']), joined(query['excludedAttributes']));
}

function single(query: Query, name: string) {
  const given = query[name];
  if (given === undefined || typeof given === 'string') return given;
  throw name === 'filter' ? fault('filterTwice') : fault('parameterTwice', { name });
}

function joined(given: string | readonly string[] | undefined): string | undefined {
  return typeof given === 'string' ? given : given?.join(',');
}
