import type { Db } from './database.ts';
import type { ResourceType } from './links.ts';
import { columnsOf, visible, type StoredResource } from './stored-resource.ts';

interface Asked {
  readonly type: ResourceType;
  readonly endpointId: number;
  /** In lower case. */
  readonly nameKey: string;
}

/**
 * Users by `userName`, groups by `displayName`: what clients ask for before every create. The same rows as createSearch
 * finds, by a statement that need not be put together.
 */
export function createByName(db: Db) {
  const statements = { User: byNameOf(db, 'User'), Group: byNameOf(db, 'Group') };
  /** All of them, in the order of ids: seldom more than one. */
  return ({ type, endpointId, nameKey }: Asked): StoredResource[] => {
    const found = statements[type].all(endpointId, nameKey, nameKey, endpointId, nameKey, nameKey);
    return found.length > 1 ? found.toSorted((one, other) => one.id - other.id) : found;
  };
}

function byNameOf(db: Db, type: ResourceType) {
  const table = type === 'User' ? 'users' : 'groups';
  const key = type === 'User' ? 'r.user_name_key' : 'r.display_name_key';
  // A user is found by the name in Secret Server too, whatever name this endpoint uses (D18).
  const shown = type === 'User' ? key : `coalesce(l.name_key, ${key})`;
  // For the plus see `visible`.
  return db.prepare<[number, string, string, number, string, string], StoredResource>(
    `SELECT ${columnsOf(type)} FROM ${visible(type).replace(':endpointId', '?')}
       AND ${key} = +? AND ${shown} = +?
     UNION ALL
     SELECT ${columnsOf(type)} FROM links l INDEXED BY links_by_name CROSS JOIN ${table} r ON r.id = l.resource_id
       WHERE l.endpoint_id = +? AND l.resource_type = '${type}' AND l.name_key = +? AND l.deleted IS NOT 1
       AND r.listed = 1 AND ${key} <> +?`,
  );
}
