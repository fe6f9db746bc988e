import type { Db } from './database.ts';
import type { Lists } from './lists.ts';

export type ResourceType = 'User' | 'Group';

/** What one endpoint knows of one resource (D18). */
export interface Link {
  readonly external_id: string | null;
  /** The name that this client uses where it differs from Secret Server's. */
  readonly name: string | null;
  /** The client deleted it: for this endpoint the resource is gone (D10). */
  readonly deleted: 0 | 1;
  /** What the client last asked for; null: it never said. */
  readonly active: 0 | 1 | null;
  /** Enabled again by a request that did not say who it is: the next externalId has to be the known one (D10). */
  readonly unconfirmed: 0 | 1;
}

export interface LinkKey {
  readonly endpointId: number;
  readonly type: ResourceType;
  readonly id: number;
}

/** Links, and what they change of the resources that an endpoint sees. */
export function createLinks(db: Db, lists: Lists) {
  const get = db.prepare<[number, string, number], Link>(
    'SELECT external_id, name, deleted, active, unconfirmed FROM links WHERE endpoint_id = ? AND resource_type = ? AND resource_id = ?',
  );
  const put = db.prepare(
    `INSERT INTO links (endpoint_id, resource_type, resource_id, external_id, name, name_key, deleted, active, unconfirmed, made_at)
     VALUES (:endpointId, :type, :id, :external_id, :name, :nameKey, :deleted, :active, :unconfirmed, :now)
     ON CONFLICT DO UPDATE SET external_id = excluded.external_id, name = excluded.name, name_key = excluded.name_key,
       deleted = excluded.deleted, active = excluded.active, unconfirmed = excluded.unconfirmed`,
  );
  const heldInactive = db
    .prepare<[string, number, number], string>(
      `SELECT e.name FROM links l JOIN endpoints e ON e.id = l.endpoint_id
       WHERE l.resource_type = +? AND l.resource_id = +? AND l.endpoint_id <> +? AND l.active = 0 LIMIT 1`,
    )
    .pluck();
  const named = db
    .prepare<[number, string, string], number>(
      'SELECT resource_id FROM links WHERE endpoint_id = ? AND resource_type = ? AND name_key = ?',
    )
    .pluck();
  const touch = {
    User: db.prepare('UPDATE users SET revision = revision + 1, modified_at = ? WHERE id = ?'),
    Group: db.prepare('UPDATE groups SET revision = revision + 1, modified_at = ? WHERE id = ?'),
  };
  const removeAll = db.prepare('DELETE FROM links WHERE resource_type = ? AND resource_id = ?');
  return {
    get: (key: LinkKey): Link | undefined => get.get(key.endpointId, key.type, key.id),
    put(key: LinkKey, link: Link, now: number): void {
      const before = get.get(key.endpointId, key.type, key.id);
      if ((before?.deleted ?? 0) !== link.deleted) lists.changed(key.type);
      const same = (before?.external_id ?? null) === link.external_id && (before?.name ?? null) === link.name;
      if (!same) touch[key.type].run(now, key.id);
      put.run({ ...key, ...link, nameKey: link.name?.toLowerCase() ?? null, now });
    },
    /** The name of another endpoint that wants this resource inactive (D18). */
    heldInactiveBy: ({ endpointId, type, id }: LinkKey): string | undefined =>
      heldInactive.get(type, id, endpointId),
    /** The resources that this endpoint knows under a name of its own. */
    named: (endpointId: number, type: ResourceType, nameKey: string): number[] =>
      named.all(endpointId, type, nameKey),
    /** For a resource that is gone from Secret Server (groups only: users stay). */
    removeAll(type: ResourceType, id: number): void {
      lists.changed(type);
      removeAll.run(type, id);
    },
  };
}
