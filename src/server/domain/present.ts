import type { StoredResource } from '../store/listing.ts';
import type { ResourceType } from '../store/links.ts';

/**
 * Stands in stored JSON for the base URL, which only the request knows (the tunnel's address, or ours).
 * JSON text never holds this character raw, so putting the address in cannot touch anybody's data.
 */
const basePlaceholder = '\u0001';

/** RFC 7643 section 3.1. Secret Server has neither a modified date nor a version: both are the mirror's. */
export function metaJson(
  type: ResourceType,
  row: { id: number; created: string | null; first_seen_at: number; modified_at: number; revision: number },
): string {
  const created = row.created ?? new Date(row.first_seen_at).toISOString();
  const modified = new Date(row.modified_at).toISOString();
  return (
    `"meta":{"resourceType":"${type}","created":"${created}","lastModified":"${modified}",` +
    `"location":"${basePlaceholder}/${type}s/${String(row.id)}","version":"W/\\"${String(row.revision)}\\""}`
  );
}

/** A stored resource as SCIM JSON text; `withBase` completes it. */
export function resourceText(type: ResourceType, stored: StoredResource): string {
  const name = type === 'User' ? 'userName' : 'displayName';
  const relations = type === 'User' ? 'groups' : 'members';
  const externalId = stored.externalId === null ? '' : `,"externalId":${JSON.stringify(stored.externalId)}`;
  return (
    `{"id":"${String(stored.id)}"${externalId},"${name}":${JSON.stringify(stored.name)},` +
    `${stored.json},"${relations}":${stored.relations}}`
  );
}

/** @param base what the client calls us, without a trailing slash, e.g. https://scim.example.com/scim/v2 */
export function withBase(text: string, base: string): string {
  return text.replaceAll(basePlaceholder, JSON.stringify(base).slice(1, -1));
}
