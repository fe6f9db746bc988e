import type { ResourceType } from './links.ts';

/** The parts of a resource that its JSON text is put together from, as one endpoint sees it. */
export interface StoredResource {
  readonly type: ResourceType;
  readonly id: number;
  /** userName or displayName. */
  readonly name: string;
  readonly externalId: string | null;
  /** The attributes that are the same for every endpoint, as a JSON object. */
  readonly json: string;
  /** The JSON array of groups (of a user) or members (of a group). */
  readonly relations: string;
  readonly created: string | null;
  /** Epoch milliseconds. */
  readonly firstSeenAt: number;
  readonly modifiedAt: number;
  readonly revision: number;
}

const tables = {
  User: { table: 'users', name: 'user_name', relations: 'groups_json' },
  Group: { table: 'groups', name: 'display_name', relations: 'members_json' },
} as const;

/** The columns of a StoredResource; `r` is the row, `l` the endpoint's link. */
export function columnsOf(type: ResourceType): string {
  const { name, relations } = tables[type];
  return `'${type}' AS type, r.id AS id, coalesce(l.name, r.${name}) AS name, l.external_id AS externalId, r.json AS json,
    r.${relations} AS relations, r.created AS created, r.first_seen_at AS firstSeenAt, r.modified_at AS modifiedAt,
    r.revision AS revision`;
}

/** What `:endpointId` may see of one table: listed rows that it has not deleted. */
export function visible(type: ResourceType): string {
  return `${tables[type].table} r LEFT JOIN links l
    ON l.endpoint_id = :endpointId AND l.resource_type = '${type}' AND l.resource_id = r.id
    WHERE r.listed = 1 AND l.deleted IS NOT 1`;
}
