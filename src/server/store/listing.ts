import type { Db } from './database.ts';
import type { ResourceType } from './links.ts';
import { countUpTo, type Lists } from './lists.ts';
import { columnsOf, textSql, visible, type StoredResource } from './stored-resource.ts';

interface Whole {
  readonly type: ResourceType;
  readonly endpointId: number;
}

interface Span {
  readonly afterId: number;
  readonly limit: number;
}

/** A page as texts alone. */
export interface PageTexts {
  readonly texts: readonly string[];
  /** null in an empty page. */
  readonly lastId: number | null;
}

/** Single resources and pages of whole lists, in the order of ids. Nothing is parsed or rebuilt: rows hold their JSON. */
export function createListing(db: Db, lists: Lists) {
  const one = { User: oneOf(db, 'User'), Group: oneOf(db, 'Group') };
  const named = { User: namedOf(db, 'User'), Group: namedOf(db, 'Group') };
  const page = {
    User: { whole: pageOf(db, 'User', false), short: pageOf(db, 'User', true) },
    Group: { whole: pageOf(db, 'Group', false), short: pageOf(db, 'Group', true) },
  };
  const pageTexts = { User: pageTextsOf(db, 'User'), Group: pageTextsOf(db, 'Group') };
  return {
    one(endpointId: number, type: ResourceType, id: number): StoredResource | undefined {
      const text = one[type].get(endpointId, id);
      return text === undefined ? undefined : { type, id, text };
    },
    /** The same under another name. */
    named({ type, endpointId }: Whole, id: number, name: string): StoredResource | undefined {
      const text = named[type].get({ endpointId, id, name });
      return text === undefined ? undefined : { type, id, text };
    },
    /** How many rows stand behind the id; 0 counts all. */
    countAfter({ type, endpointId }: Whole, id: number): number {
      const ids = lists.ids(type, endpointId);
      return ids.length - countUpTo(ids, id);
    },
    /** The id before the one at this place, which is 1-based; 0 before the first, the last id for any place beyond. */
    idBefore({ type, endpointId }: Whole, place: number): number {
      const ids = lists.ids(type, endpointId);
      return ids[Math.min(place - 2, ids.length - 1)] ?? 0;
    },
    /** @param withoutRelations leaves groups or members out. */
    page: ({ type, endpointId }: Whole, span: Span, withoutRelations: boolean): StoredResource[] =>
      page[type][withoutRelations ? 'short' : 'whole'].all({ endpointId, ...span }),
    /** As `page`, for whoever needs nothing but the texts: a string costs far less than a row. */
    pageTexts({ type, endpointId }: Whole, { afterId, limit }: Span): PageTexts {
      const texts = pageTexts[type].all(endpointId, afterId, limit);
      const ids = lists.ids(type, endpointId);
      return {
        texts,
        lastId: texts.length > 0 ? (ids[countUpTo(ids, afterId) + texts.length - 1] ?? null) : null,
      };
    },
  };
}

function oneOf(db: Db, type: ResourceType) {
  const sql = `SELECT ${textSql(type)} FROM ${visible(type)} AND r.id = +:id`;
  return db.prepare<[number, number], string>(byPlace(sql)).pluck();
}

function namedOf(db: Db, type: ResourceType) {
  const sql = `SELECT ${textSql(type, { name: ':name' })} FROM ${visible(type)} AND r.id = +:id`;
  return db.prepare<[object], string>(sql).pluck();
}

function pageOf(db: Db, type: ResourceType, withoutRelations: boolean) {
  return db.prepare<[object], StoredResource>(
    `SELECT ${columnsOf(type, { withoutRelations })} FROM ${spanOf(type)}`,
  );
}

function pageTextsOf(db: Db, type: ResourceType) {
  const sql = `SELECT ${textSql(type)} FROM ${spanOf(type)}`;
  return db.prepare<[number, number, number], string>(byPlace(sql)).pluck();
}

/** Parameters by place cost less than by name: for the statements that every request needs. */
function byPlace(sql: string): string {
  return sql.replaceAll(/:(endpointId|afterId|limit|id)\b/g, '?');
}

function spanOf(type: ResourceType): string {
  return `${visible(type)} AND r.id > +:afterId ORDER BY r.id LIMIT +:limit`;
}
