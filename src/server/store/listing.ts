import type { Db } from './database.ts';
import type { ResourceType } from './links.ts';

/** The parts of a resource that a page is put together from; see scim/present.ts. */
export interface StoredResource {
  readonly id: number;
  /** userName or displayName, as this endpoint knows it. */
  readonly name: string;
  readonly externalId: string | null;
  /** Members of the JSON object, without the braces. */
  readonly json: string;
  /** The JSON array of groups (of a user) or members (of a group). */
  readonly relations: string;
}

/** An equality on an indexed attribute. Name values are compared in lower case. */
export interface Match {
  readonly attribute: 'id' | 'name' | 'externalId' | 'displayName' | 'email' | 'active';
  readonly value: string | number;
  /** A name as the client wrote it. */
  readonly sent?: string;
}

interface Scope {
  readonly endpointId: number;
  readonly match?: Match | undefined;
  /** Only what stands behind this id. */
  readonly afterId?: number | undefined;
}

interface PageRequest extends Scope {
  /** Rows to pass over. */
  readonly offset?: number | undefined;
  readonly limit: number;
}

const tables = {
  User: { table: 'users', name: 'user_name', key: 'user_name_key', relations: 'groups_json' },
  Group: { table: 'groups', name: 'display_name', key: 'display_name_key', relations: 'members_json' },
} as const;

/** SQL for a match; `:value` is its value. A name is Secret Server's or the one that the endpoint's link holds. */
function condition(type: ResourceType, match: Match | undefined): string {
  const linked = (column: string): string =>
    `r.id IN (SELECT resource_id FROM links WHERE endpoint_id = :endpointId AND resource_type = '${type}' AND ${column} = :value)`;
  switch (match?.attribute) {
    case undefined:
      return '';
    case 'id':
      return 'AND r.id = :value';
    case 'name':
      return `AND (r.${tables[type].key} = :value OR ${linked('name_key')})`;
    case 'externalId':
      return `AND ${linked('external_id')}`;
    case 'displayName':
      return 'AND r.display_name_key = :value';
    case 'email':
      return 'AND r.email_key = :value';
    case 'active':
      return 'AND r.enabled = :value';
  }
}

/**
 * What an endpoint may see of one table, in the order of ids: listed rows that it has not deleted.
 * Nothing is parsed or rebuilt: rows hold their JSON.
 */
export function createListing(db: Db, type: ResourceType) {
  const { table, name, relations } = tables[type];
  const from = `FROM ${table} r LEFT JOIN links l
    ON l.endpoint_id = :endpointId AND l.resource_type = '${type}' AND l.resource_id = r.id
    WHERE r.listed = 1 AND l.deleted IS NOT 1 AND r.id > :afterId`;
  const select = `SELECT r.id, coalesce(l.name, r.${name}) AS name, l.external_id AS externalId, r.json, r.${relations} AS relations ${from}`;
  const pageSql = (match?: Match): string =>
    `${select} ${condition(type, match)} ORDER BY r.id LIMIT :limit OFFSET :offset`;
  const countSql = (match?: Match): string => `SELECT count(*) ${from} ${condition(type, match)}`;
  // One statement for each kind of match, prepared when it is first needed.
  const prepared = new Map<string, ReturnType<Db['prepare']>>();
  const statement = (sql: string): ReturnType<Db['prepare']> => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    page(request: PageRequest): StoredResource[] {
      const { endpointId, match, afterId = 0, offset = 0, limit } = request;
      const rows = statement(pageSql(match)).all({ endpointId, value: match?.value, afterId, offset, limit });
      return rows as StoredResource[]; // the columns are those of `select`
    },
    count({ endpointId, match, afterId = 0 }: Scope): number {
      return Number(statement(countSql(match)).pluck().get({ endpointId, value: match?.value, afterId }));
    },
  };
}
