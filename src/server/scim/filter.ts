import { fault, quoted } from './faults.ts';
import type { FilterNode, Literal } from './filter-ast.ts';
import { readFilter } from './filter-grammar.ts';
import { filterFault } from './filter-tokens.ts';
import { type ResourceKind, type Target, findTarget } from './schemas.ts';

/** The attributes that lists can be filtered by. */
export type FilterPath = 'id' | 'externalId' | 'userName' | 'displayName' | 'emails.value' | 'active';

/** A filter in the form that the store looks up. */
export type Filter =
  | { readonly op: 'eq'; readonly path: Exclude<FilterPath, 'active'>; readonly value: string }
  | { readonly op: 'eq'; readonly path: 'active'; readonly value: boolean };

const PATHS: Readonly<Record<ResourceKind, readonly FilterPath[]>> = {
  User: ['userName', 'externalId', 'id', 'displayName', 'emails.value', 'active'],
  Group: ['displayName', 'externalId', 'id'],
};

/**
 * The `filter` of a list request (RFC 7644 section 3.4.2.2); today one `attribute eq value`.
 * Throws ScimError invalidFilter, with the position and what is supported.
 */
export function parseFilter(kind: ResourceKind, text: string): Filter {
  const node = readFilter(text);
  if (node.op !== 'eq') throw unsupported(kind, node);
  const path = pathOf(kind, node.path, node.at);
  if (path === 'active') return { op: 'eq', path, value: asBoolean(node.value, node.at) };
  if (typeof node.value !== 'string')
    throw filterFault(node.at, `${path} is compared with text; put the value in double quotes`);
  return { op: 'eq', path, value: node.value };
}

function pathOf(kind: ResourceKind, name: string, at: number): FilterPath {
  const target = findTarget(kind, name);
  const path = target && PATHS[kind].find((known) => known === nameOf(target));
  if (path) return path;
  const what = target ? 'cannot be filtered by' : `is not an attribute of a ${kind.toLowerCase()}`;
  throw filterFault(at, `${quoted(name)} ${what}; ${offer(kind)}`);
}

/** A multi-valued attribute stands for its value (RFC 7644 section 3.4.2.2). */
function nameOf({ urn, attribute, sub }: Target): string {
  const name = urn ? `${urn}:${attribute.name}` : attribute.name;
  if (sub) return `${name}.${sub.name}`;
  return attribute.multiValued ? `${name}.value` : name;
}

function asBoolean(value: Literal, at: number): boolean {
  const word = String(value).toLowerCase();
  if (word !== 'true' && word !== 'false') throw filterFault(at, 'active is compared with true or false');
  return word === 'true';
}

function unsupported(kind: ResourceKind, node: FilterNode): Error {
  const used = node.op === 'values' ? 'a filter in brackets' : node.op;
  return fault(
    'invalidFilter',
    `The filter uses ${used} at position ${node.at}, which is not supported: ${offer(kind)}`,
  );
}

function offer(kind: ResourceKind): string {
  return `send one attribute eq "value", with one of ${PATHS[kind].join(', ')}`;
}
