import { findSub } from './attribute.ts';
import type { Condition } from './condition.ts';
import { quoted } from './faults.ts';
import type { Comparison, FilterNode } from './filter-ast.ts';
import { readFilter } from './filter-grammar.ts';
import { filterFault } from './filter-faults.ts';
import { readLiteral } from './literals.ts';
import { type ResourceKind, type Target, findTarget } from './schemas.ts';

const ALWAYS: Condition = { op: 'and', parts: [] };
const NEVER: Condition = { op: 'or', parts: [] };

/** How names are found: of one resource type, and which others may have them too. */
interface Scope {
  readonly kind: ResourceKind;
  readonly kinds: readonly ResourceKind[];
  /** Set inside brackets, where names are those of its sub-attributes. */
  readonly inside?: Target;
}

/**
 * The `filter` of a request on these resource types (RFC 7644 section 3.4.2.2), resolved for each of them. An attribute
 * that only another of the types has is one without a value (section 3.4.2.1).
 * Throws ScimError invalidFilter, with the position and what to do.
 */
export function readConditions(
  kinds: readonly ResourceKind[],
  filter: string,
): ReadonlyMap<ResourceKind, Condition> {
  const node = readFilter(filter);
  return new Map(kinds.map((kind) => [kind, resolve({ kind, kinds }, node)]));
}

function resolve(scope: Scope, node: FilterNode): Condition {
  switch (node.op) {
    case 'and':
    case 'or':
      return { op: node.op, parts: chain(node.op, node).map((part) => resolve(scope, part)) };
    case 'not':
      return { op: 'not', part: resolve(scope, node.inner) };
    case 'pr': {
      const on = targetOf(scope, node.path, node.at);
      return on ? { op: 'pr', on } : NEVER;
    }
    case 'values':
      return resolveValues(scope, node);
    case 'eq':
    case 'ne':
    case 'co':
    case 'sw':
    case 'ew':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return resolveComparison(scope, node);
  }
}

/** `a and b and c` is read as pairs; here they stand side by side again. */
function chain(op: 'and' | 'or', node: FilterNode): readonly FilterNode[] {
  const parts: FilterNode[] = [];
  let rest = node;
  while (rest.op === op) {
    parts.unshift(rest.right);
    rest = rest.left;
  }
  return [rest, ...parts];
}

function resolveValues(scope: Scope, node: Extract<FilterNode, { readonly op: 'values' }>): Condition {
  if (scope.inside) throw filterFault(node.at, 'nested');
  const on = targetOf(scope, node.path, node.at);
  if (!on) return NEVER;
  if (on.sub || on.attribute.type !== 'complex') {
    throw filterFault(node.at, 'noParts', { path: quoted(node.path) });
  }
  const part = resolve({ ...scope, inside: on }, node.inner);
  // One complex value: it is there and meets the filter.
  return on.attribute.multiValued ? { op: 'some', on, part } : { op: 'and', parts: [{ op: 'pr', on }, part] };
}

function resolveComparison(scope: Scope, node: Extract<FilterNode, { readonly op: Comparison }>): Condition {
  const { op, value, at } = node;
  const on = targetOf(scope, node.path, at);
  if (value === null) {
    if (op !== 'eq' && op !== 'ne') throw filterFault(at, 'nullOrder');
    const present: Condition = on ? { op: 'pr', on } : NEVER;
    return op === 'ne' ? present : { op: 'not', part: present };
  }
  if (!on) return op === 'ne' ? ALWAYS : NEVER;
  const valued = on.sub || on.attribute.type !== 'complex' ? on : { ...on, sub: valueOf(on, at) };
  const attribute = valued.sub ?? valued.attribute;
  const read = readLiteral({ op, value, at, attribute, name: nameOf(valued) });
  return { op, on: valued, value: read, sent: value };
}

/** A complex attribute stands for its `value` (RFC 7644 section 3.4.2.2). */
function valueOf({ attribute }: Target, at: number): NonNullable<Target['sub']> {
  const value = findSub(attribute, 'value');
  if (value) return value;
  const [first] = attribute.subAttributes ?? [];
  throw filterFault(at, 'hasParts', { name: attribute.name, part: first?.name ?? '' });
}

/** undefined: only another of the resource types has it. */
function targetOf({ kind, kinds, inside }: Scope, path: string, at: number): Target | undefined {
  if (inside) return partOf(inside, path, at);
  const target = findTarget(kind, path);
  if (!target && !kinds.some((other) => findTarget(other, path))) {
    const what = kinds.length > 1 ? 'user or a group' : kind.toLowerCase();
    throw filterFault(at, 'unknown', { path: quoted(path), what });
  }
  if (target?.attribute.returned === 'never') {
    throw filterFault(at, 'neverKept', { name: target.attribute.name });
  }
  return target;
}

function partOf(inside: Target, name: string, at: number): Target {
  const sub = findSub(inside.attribute, name);
  if (sub) return { ...inside, sub };
  const known = inside.attribute.subAttributes?.map((one) => one.name).join(', ') ?? '';
  throw filterFault(at, 'unknownPart', { name: inside.attribute.name, path: quoted(name, 40), known });
}

function nameOf({ attribute, sub }: Target): string {
  return sub ? `${attribute.name}.${sub.name}` : attribute.name;
}
