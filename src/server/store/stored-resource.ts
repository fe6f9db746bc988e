import type { ResourceType } from './links.ts';

/** A resource as one endpoint sees it. */
export interface StoredResource {
  readonly type: ResourceType;
  readonly id: number;
  /** Its SCIM JSON, where `basePlaceholder` stands for the opening quotation mark of each of our addresses and the base. */
  readonly text: string;
}

/**
 * Stands where the base URL is to stand, which only the request knows (the tunnel's address, or ours): a character
 * that JSON never holds as it is, and found faster than any longer mark.
 */
export const basePlaceholder = '\u0001';

/**
 * The same in columns that SQLite reads as JSON: there it is the beginning of a text with a slash. Neither
 * JSON.stringify nor SQLite ever write a slash so, and a quotation mark within a text is escaped.
 */
const addressInJson = '"\\/';

const tables = {
  User: { table: 'users', nameColumn: 'user_name', name: 'userName', relations: 'groups' },
  Group: { table: 'groups', nameColumn: 'display_name', name: 'displayName', relations: 'members' },
} as const;

interface View {
  /** Leaves groups, or members, out: a large group need not be built to be thrown away. */
  readonly withoutRelations?: boolean;
  /** An SQL parameter with the name that the resource is shown under, whatever its own is. */
  readonly name?: string;
}

/** The columns of a StoredResource; `r` is the row, `l` the endpoint's link. */
export function columnsOf(type: ResourceType, view: View = {}): string {
  return `'${type}' AS type, r.id AS id, ${textSql(type, view)} AS text`;
}

/** Users hold their text, as whole lists of them are read; groups are few, and large. */
export function textSql(type: ResourceType, view: View = {}): string {
  const made = madeSql(type, view);
  const isStored = type === 'User' && !view.withoutRelations && view.name === undefined;
  const text = isStored ? `CASE WHEN l.name IS NULL THEN r.text ELSE ${made} END` : made;
  return `CASE WHEN l.external_id IS NULL THEN ${text}
    ELSE '{"externalId":' || json_quote(l.external_id) || ',' || substr(${text}, 2) END`;
}

/**
 * meta stands last, its version at the very end. Secret Server has neither a modified date nor a version: both are the
 * mirror's (RFC 7643 section 3.1).
 */
function madeSql(type: ResourceType, { withoutRelations = false, name }: View): string {
  const { nameColumn, name: attribute, relations } = tables[type];
  const shownName = [...(name === undefined ? [] : [name]), 'l.name', `r.${nameColumn}`].join(', ');
  const related = withoutRelations ? '' : `'"${relations}":' || r.${relations}_json || ',' ||`;
  return `replace(substr(r.json, 1, length(r.json) - 1) || ',"id":"' || r.id || '",' ||
    '"${attribute}":' || json_quote(coalesce(${shownName})) || ',' || ${related}
    '"meta":{"resourceType":"${type}","created":"' || coalesce(r.created, ${isoSql('r.first_seen_at')}) ||
    '","lastModified":"' || ${isoSql('r.modified_at')} || '","location":"\\/${type}s/' || r.id ||
    '","version":"W/\\"' || r.revision || '\\""}}', '${addressInJson}', char(1))`;
}

/** Epoch milliseconds as ISO 8601. */
function isoSql(column: string): string {
  return `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;
}

/**
 * What `:endpointId` may see of one table: listed rows that it has not deleted.
 * A parameter behind `=` stands behind a plus, here and in other statements that are called often: where SQLite has a
 * choice of plans, as in a join, it otherwise plans for the value, and prepares the statement anew for every one, which
 * costs more than the read.
 */
export function visible(type: ResourceType): string {
  return `${tables[type].table} r LEFT JOIN links l
    ON l.endpoint_id = +:endpointId AND l.resource_type = '${type}' AND l.resource_id = r.id
    WHERE r.listed = 1 AND l.deleted IS NOT 1`;
}
