import { findSub } from './attribute.ts';
import { fault, quoted } from './faults.ts';
import { type ResourceKind, type Target, findTarget } from './schemas.ts';

/** The order of a list. Resources without a value stand last, or first when descending (RFC 7644 section 3.4.2.3). */
export interface Sort {
  readonly descending: boolean;
  /** What each type is sorted by; a type without the attribute has no values. */
  readonly by: ReadonlyMap<ResourceKind, Target>;
}

/**
 * `sortBy` and `sortOrder` of a request on these types; undefined: no order was asked for.
 * Throws ScimError invalidValue.
 */
export function readSort(
  kinds: readonly ResourceKind[],
  sortBy: string | undefined,
  sortOrder: string | undefined,
): Sort | undefined {
  const order = sortOrder?.toLowerCase() || 'ascending';
  if (order !== 'ascending' && order !== 'descending') throw fault('sortOrder');
  if (!sortBy) return undefined;
  const by = new Map<ResourceKind, Target>();
  for (const kind of kinds) {
    const target = findTarget(kind, sortBy);
    if (target) by.set(kind, sortable(target));
  }
  if (by.size === 0) throw fault('sortUnknown', { path: quoted(sortBy) });
  return { descending: order === 'descending', by };
}

/** A complex attribute is sorted by its value; by what else, the client has to say. */
function sortable(target: Target): Target {
  const { attribute, sub } = target;
  if (attribute.returned === 'never') throw fault('sortNever', { name: attribute.name });
  if (sub || attribute.type !== 'complex') return target;
  const value = findSub(attribute, 'value');
  if (value) return { ...target, sub: value };
  const [first] = attribute.subAttributes ?? [];
  throw fault('sortComplex', { name: attribute.name, part: first?.name ?? '' });
}
