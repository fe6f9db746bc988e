import type { Attribute } from './attribute.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { findExtension, findSlot, type ResourceKind } from './schemas.ts';

/** One attribute that is not as it was. null: it has no value. */
export interface Difference {
  /** As SCIM names it: `name.familyName`, `emails[work].value`, `urn:…:User:department`. */
  readonly attribute: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Longer texts are cut: a row is looked at, not restored from. */
const longestText = 200;
/** What belongs to the server, is counted and not listed, or is nobody's to see. */
const leftOut: ReadonlySet<string> = new Set(['schemas', 'id', 'meta', 'groups', 'members', 'password']);

/**
 * What differs between two states of a resource, attribute by attribute in the order of the later one; an attribute
 * that is never returned is never named.
 * @param before undefined: there was none.
 */
export function differences(
  kind: ResourceKind,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): Difference[] {
  const old = new Map(valuesOf(kind, before ?? {}));
  const now = new Map(valuesOf(kind, after ?? {}));
  const names = [...now.keys(), ...[...old.keys()].filter((name) => !now.has(name))];
  return names
    .map((attribute) => ({
      attribute,
      before: old.get(attribute) ?? null,
      after: now.get(attribute) ?? null,
    }))
    .filter((difference) => difference.before !== difference.after);
}

type Value = readonly [path: string, text: string];

function valuesOf(kind: ResourceKind, resource: JsonObject): Value[] {
  return Object.entries(resource).flatMap(([name, value]): Value[] => {
    if (leftOut.has(name)) return [];
    const urn = findExtension(kind, name);
    if (urn === undefined) return attributeValues(findSlot(kind, name)?.attribute, name, value);
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([inner, one]) =>
      attributeValues(findSlot(kind, `${urn}:${inner}`)?.attribute, `${urn}:${inner}`, one),
    );
  });
}

function attributeValues(attribute: Attribute | undefined, path: string, value: Json): Value[] {
  if (!attribute || attribute.returned === 'never') return [];
  if (Array.isArray(value)) return entriesOf(path, value);
  return isObject(value) ? membersOf(path, value) : single(path, value);
}

function membersOf(path: string, value: JsonObject): Value[] {
  return Object.entries(value).flatMap(([name, one]) => single(`${path}.${name}`, one));
}

/** An entry is known by its type; where several have the same, or none, by its place among them too. */
function entriesOf(path: string, entries: readonly Json[]): Value[] {
  const seen = new Map<string, number>();
  return entries.flatMap((entry) => {
    const type = isObject(entry) && typeof entry['type'] === 'string' ? entry['type'] : '';
    const place = (seen.get(type) ?? 0) + 1;
    seen.set(type, place);
    const label = [type, ...(place > 1 || type === '' ? [String(place)] : [])].filter(Boolean).join(' ');
    if (!isObject(entry)) return single(`${path}[${label}]`, entry);
    const { type: _, ...values } = entry;
    return membersOf(`${path}[${label}]`, values);
  });
}

function single(path: string, value: Json): Value[] {
  if (value === null || typeof value === 'object') return [];
  const text = String(value);
  return [[path, text.length > longestText ? `${text.slice(0, longestText)}…` : text]];
}
