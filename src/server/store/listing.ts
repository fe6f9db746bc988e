import type { Db } from './database.ts';
import type { ResourceType } from './links.ts';
import { countUpTo, type Lists } from './lists.ts';
import { columnsOf, visible, type StoredResource } from './stored-resource.ts';

interface Whole {
  readonly type: ResourceType;
  readonly endpointId: number;
}

/** Single resources and pages of whole lists, in the order of ids. Nothing is parsed or rebuilt: rows hold their JSON. */
export function createListing(db: Db, lists: Lists) {
  const one = { User: oneOf(db, 'User'), Group: oneOf(db, 'Group') };
  const page = { User: pageOf(db, 'User'), Group: pageOf(db, 'Group') };
  return {
    one: (endpointId: number, type: ResourceType, id: number): StoredResource | undefined =>
      one[type].get({ endpointId, id }),
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
    page: ({ type, endpointId }: Whole, afterId: number, limit: number): StoredResource[] =>
      page[type].all({ endpointId, afterId, limit }),
  };
}

function oneOf(db: Db, type: ResourceType) {
  return db.prepare<[object], StoredResource>(
    `SELECT ${columnsOf(type)} FROM ${visible(type)} AND r.id = :id`,
  );
}

function pageOf(db: Db, type: ResourceType) {
  return db.prepare<[object], StoredResource>(
    `SELECT ${columnsOf(type)} FROM ${visible(type)} AND r.id > :afterId ORDER BY r.id LIMIT :limit`,
  );
}
