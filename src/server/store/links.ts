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
  /**
   * When it was enabled again by a request that did not say who it is, in epoch milliseconds: the next externalId has
   * to be the known one (D10). 0: it has been since.
   */
  readonly unconfirmed: number;
}

/** A link as a person looks at it. Times are epoch milliseconds. */
export interface KnownLink extends Pick<Link, 'external_id' | 'name' | 'deleted'> {
  /** The endpoint's name. */
  readonly endpoint: string;
  /** The externalId of another person who was meant and refused (D10). */
  readonly claimed_by: string | null;
  readonly made_at: number;
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
       deleted = excluded.deleted, active = excluded.active, unconfirmed = excluded.unconfirmed, claimed_by = NULL`,
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
  const remove = db.prepare(
    'DELETE FROM links WHERE endpoint_id = ? AND resource_type = ? AND resource_id = ?',
  );
  const claim = db.prepare(
    'UPDATE links SET claimed_by = ? WHERE endpoint_id = ? AND resource_type = ? AND resource_id = ?',
  );
  const acceptClaims = db.prepare(
    `UPDATE links SET external_id = claimed_by, claimed_by = NULL, unconfirmed = 0
     WHERE resource_type = ? AND resource_id = ? AND claimed_by IS NOT NULL`,
  );
  const of = db.prepare<[string, number], KnownLink>(
    `SELECT e.name AS endpoint, l.external_id, l.name, l.deleted, l.claimed_by, l.made_at
     FROM links l JOIN endpoints e ON e.id = l.endpoint_id
     WHERE l.resource_type = +? AND l.resource_id = +? ORDER BY e.name`,
  );
  const forgetAsked = db.prepare('DELETE FROM asked_groups WHERE group_id = ?');
  const wantsActive = db.prepare<[string, number], { active: 0 | 1 | null; links: number }>(
    'SELECT min(active) AS active, count(*) AS links FROM links WHERE resource_type = ? AND resource_id = ?',
  );
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
    /**
     * What the clients of a user want of its access: one that wants it inactive prevails (D18).
     * @returns undefined: no client knows the user; null: none has said.
     */
    wantsActive(userId: number): boolean | null | undefined {
      const { active = null, links = 0 } = wantsActive.get('User', userId) ?? {};
      return links === 0 ? undefined : active === null ? null : active === 1;
    },
    /** Every endpoint that knows this resource. */
    of: (type: ResourceType, id: number): KnownLink[] => of.all(type, id),
    /** The endpoint forgets the resource. */
    remove({ endpointId, type, id }: LinkKey, now: number): void {
      lists.changed(type);
      if (remove.run(endpointId, type, id).changes > 0) touch[type].run(now, id);
    },
    /** Another person was meant by it, and refused (D10). */
    claim: ({ endpointId, type, id }: LinkKey, externalId: string): void =>
      void claim.run(externalId, endpointId, type, id),
    /** The other person is the same after all. @returns whether there was one */
    acceptClaims(type: ResourceType, id: number, now: number): boolean {
      const accepted = acceptClaims.run(type, id).changes > 0;
      if (accepted) touch[type].run(now, id);
      return accepted;
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
      if (type === 'Group') forgetAsked.run(id);
    },
  };
}
