import type { Db } from './database.ts';
import type { ResourceType } from './links.ts';

export type Lists = ReturnType<typeof createLists>;

/**
 * The ids of whole lists in their order, kept until a row joins or leaves one: a total and the start of any page are
 * then known without a walk through the table.
 */
export function createLists(db: Db) {
  const read = { User: idsOf(db, 'User'), Group: idsOf(db, 'Group') };
  const versions = { User: 0, Group: 0 };
  const kept = new Map<string, { readonly version: number; readonly ids: Int32Array }>();
  return {
    /** A row was listed or is no longer, for all endpoints or for one. */
    changed(type: ResourceType): void {
      versions[type] += 1;
    },
    /** What this endpoint may see: listed rows that it has not deleted. */
    ids(type: ResourceType, endpointId: number): Int32Array {
      const key = `${type} ${String(endpointId)}`;
      const known = kept.get(key);
      if (known?.version === versions[type]) return known.ids;
      const ids = Int32Array.from(read[type].all(endpointId));
      kept.set(key, { version: versions[type], ids });
      return ids;
    },
  };
}

function idsOf(db: Db, type: ResourceType) {
  return db
    .prepare<[number], number>(
      `SELECT id FROM ${type === 'User' ? 'users' : 'groups'} WHERE listed = 1 AND id NOT IN (
         SELECT resource_id FROM links WHERE endpoint_id = ? AND resource_type = '${type}' AND deleted = 1)
       ORDER BY id`,
    )
    .pluck();
}

/** How many ids of a sorted list are not larger than `id`. */
export function countUpTo(ids: Int32Array, id: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? 0) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}
