import { isObject, type Json } from '../scim/json.ts';
import { createProjector, leavesOut, type Projection } from '../scim/projection.ts';
import type { ResourceType } from '../store/links.ts';
import { basePlaceholder, type StoredResource } from '../store/stored-resource.ts';

/** A weak entity tag (RFC 7644 section 3.14): grows with everything that any client sees of the resource. */
export function versionOf({ revision }: { readonly revision: number }): string {
  return `W/"${String(revision)}"`;
}

/** The version in a resource's text: it stands last. */
export function versionIn(text: string): string | undefined {
  const revision = /"version":"W\/\\"(\d+)\\""\}\}$/.exec(text.slice(-48))?.[1];
  return revision && versionOf({ revision: Number(revision) });
}

/** @param base what the client calls us, without a trailing slash, e.g. https://scim.example.com/scim/v2 */
export function withBase(text: string, base: string): string {
  return text.replaceAll(basePlaceholder, `"${base}/`); // a base has nothing in it that JSON would escape
}

/** Resources as the client wants them (RFC 7644 section 3.9). Only this parses what is stored. */
export function createPresenter(
  projection: Projection | undefined,
  base: string,
): (stored: StoredResource) => string {
  if (!projection) return (stored) => withBase(stored.text, base);
  const project = { User: textProjector('User', projection), Group: textProjector('Group', projection) };
  return (stored) => project[stored.type](withBase(stored.text, base));
}

/** Whether groups of a user, or members of a group, are not wanted. */
export function leavesRelationsOut(type: ResourceType, projection: Projection | undefined): boolean {
  return projection !== undefined && leavesOut(type, type === 'User' ? 'groups' : 'members', projection);
}

/** As createPresenter, for a resource whose text is complete. */
export function textProjector(type: ResourceType, projection: Projection): (text: string) => string {
  const project = createProjector(type, projection);
  return (text) => {
    const resource: Json = JSON.parse(text); // ours
    return isObject(resource) ? JSON.stringify(project(resource)) : text;
  };
}
