import { isObject, type Json } from '../scim/json.ts';
import { createProjector, leavesOut, type Projection } from '../scim/projection.ts';
import type { ResourceType } from '../store/links.ts';
import type { StoredResource } from '../store/stored-resource.ts';

/**
 * Begins each of our addresses in stored JSON, where the base URL is to stand, which only the request knows (the
 * tunnel's address, or ours). It is JSON for a text that begins with a slash; neither JSON.stringify nor SQLite ever
 * write a slash so, and a quotation mark within a text is escaped: nobody's data can look like it.
 */
const basePlaceholder = '"\\/';

/** RFC 7643 section 3.1. Secret Server has neither a modified date nor a version: both are the mirror's. */
function metaJson({ type, id, created, firstSeenAt, modifiedAt, revision }: StoredResource): string {
  return (
    `"meta":{"resourceType":"${type}","created":"${created ?? isoDate(firstSeenAt)}",` +
    `"lastModified":"${isoDate(modifiedAt)}","location":${basePlaceholder}${type}s/${String(id)}",` +
    `"version":${JSON.stringify(versionOf({ revision }))}}`
  );
}

function isoDate(time: number): string {
  return new Date(time).toISOString();
}

/** A weak entity tag (RFC 7644 section 3.14): grows with everything that any client sees of the resource. */
export function versionOf({ revision }: { readonly revision: number }): string {
  return `W/"${String(revision)}"`;
}

/** The version in a resource's text: `resourceText` writes it last. */
export function versionIn(text: string): string | undefined {
  const revision = /"version":"W\/\\"(\d+)\\""\}\}$/.exec(text)?.[1];
  return revision && versionOf({ revision: Number(revision) });
}

/**
 * A stored resource as SCIM JSON text; `withBase` completes it.
 * @param withRelations false leaves groups or members out.
 */
export function resourceText(stored: StoredResource, withRelations = true): string {
  const { type, id, externalId, json, relations } = stored;
  const name = type === 'User' ? 'userName' : 'displayName';
  const external = externalId === null ? '' : `"externalId":${JSON.stringify(externalId)},`;
  const related = withRelations ? `"${type === 'User' ? 'groups' : 'members'}":${relations},` : '';
  return (
    `${json.slice(0, -1)},"id":"${String(id)}",${external}"${name}":${JSON.stringify(stored.name)},` +
    `${related}${metaJson(stored)}}`
  );
}

/** @param base what the client calls us, without a trailing slash, e.g. https://scim.example.com/scim/v2 */
export function withBase(text: string, base: string): string {
  return text.replaceAll(basePlaceholder, `${JSON.stringify(base).slice(0, -1)}/`);
}

/** Resources as the client wants them (RFC 7644 section 3.9). Only this parses what is stored. */
export function createPresenter(
  projection: Projection | undefined,
  base: string,
): (stored: StoredResource) => string {
  if (!projection) return (stored) => resourceText(stored);
  const project = { User: textProjector('User', projection), Group: textProjector('Group', projection) };
  const skipped = {
    User: leavesOut('User', 'groups', projection),
    Group: leavesOut('Group', 'members', projection),
  };
  return (stored) => project[stored.type](withBase(resourceText(stored, !skipped[stored.type]), base));
}

/** As createPresenter, for a resource whose text is complete. */
export function textProjector(type: ResourceType, projection: Projection): (text: string) => string {
  const project = createProjector(type, projection);
  return (text) => {
    const resource: Json = JSON.parse(text); // ours
    return isObject(resource) ? JSON.stringify(project(resource)) : text;
  };
}
