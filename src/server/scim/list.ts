import { fault } from './faults.ts';

/** The URN of every list answer (RFC 7644 section 3.4.2). */
export const LIST_URN = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
/** Resources in a page when the client does not say how many; what Okta asks for (reference: okta, section 3). */
export const DEFAULT_COUNT = 100;
/** For how many seconds a cursor leads to its page (RFC 9865 section 4). */
export const CURSOR_TIMEOUT = 3600;
/** The most resources in one page. */
export const MAX_COUNT = 1000;

export interface Paging {
  /** 1-based. */
  readonly startIndex: number;
  /** 0: only the total is wanted. */
  readonly count: number;
}

/** A parsed query string: one text per name, or several when a name is repeated. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The parameters that mean something to a request for resources. */
export const PARAMETERS = [
  'filter',
  'sortBy',
  'sortOrder',
  'startIndex',
  'count',
  'cursor',
  'attributes',
  'excludedAttributes',
] as const;

const own = new Map<string, string>(PARAMETERS.map((name) => [name.toLowerCase(), name]));

/** The known parameters in their own spelling: a filter must not be passed over for its letter case. */
export function inOwnSpelling(query: Query): Query {
  const read = new Map<string, string | readonly string[]>();
  for (const [given, value] of Object.entries(query)) {
    const name = own.get(given.toLowerCase());
    if (name === undefined || value === undefined) continue;
    const before = read.get(name);
    read.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(read);
}

/**
 * The page asked for (RFC 7644 section 3.4.2.4). Throws ScimError for what is no whole number: invalidValue, or
 * invalidCount where the client pages by cursor, which leaves no page without resources (RFC 9865 section 2.1).
 */
export function readPaging(query: Query): Paging {
  const startIndex = readInteger(query, 'startIndex') ?? 1;
  const count = readCount(query);
  return { startIndex: Math.max(1, startIndex), count: Math.min(MAX_COUNT, Math.max(0, count)) };
}

function readCount(query: Query): number {
  if (query['cursor'] === undefined) return readInteger(query, 'count') ?? DEFAULT_COUNT;
  const count = integerOf(query['count'] || String(DEFAULT_COUNT));
  if (count === undefined || count < 1) throw fault('noCount');
  return count;
}

function readInteger(query: Query, name: string): number | undefined {
  const given = query[name];
  if (given === undefined || given === '') return undefined;
  const read = integerOf(given);
  if (read === undefined) throw fault('noNumber', { name });
  return read;
}

/** Undefined: it is no whole number. */
function integerOf(given: string | readonly string[]): number | undefined {
  if (typeof given !== 'string' || !/^-?\d+$/.test(given)) return undefined;
  return Math.min(Number.MAX_SAFE_INTEGER, Number(given));
}

/** One page of a list. */
export interface Page {
  readonly totalResults: number;
  /** 1-based; undefined when the client pages by cursor. */
  readonly startIndex?: number | undefined;
  /** Leads to the next page (RFC 9865); undefined: this is the last one, or the client pages by index. */
  readonly nextCursor?: string | undefined;
  /** JSON texts with commas between. */
  readonly resources: string;
  /** How many they are. */
  readonly count: number;
}

/** A list answer, put together from resources that are JSON text already (RFC 7644 section 3.4.2). */
export function listResponse({ totalResults, startIndex, nextCursor, resources, count }: Page): string {
  const start = startIndex === undefined ? '' : `,"startIndex":${startIndex}`;
  const next = nextCursor === undefined ? '' : `,"nextCursor":${JSON.stringify(nextCursor)}`;
  const head = `{"schemas":["${LIST_URN}"],"totalResults":${totalResults}${start}${next}`;
  return `${head},"itemsPerPage":${count},"Resources":[${resources}]}`;
}
