import { type Attribute, findSub } from './attribute.ts';
import { fault } from './faults.ts';
import { type Json, type JsonObject, isEmpty } from './json.ts';
import { LIMITS } from './limits.ts';
import { type Place, readComplex } from './values.ts';

/** The values of a multi-valued attribute by their identity, so that thousands of changes stay linear. */
export type Entries = Map<string, JsonObject>;

/** What makes two values the same: the value alone where the schema requires it, else with its type (RFC 7643 2.4). */
function identityOf(attribute: Attribute, entry: JsonObject): string {
  const value = findSub(attribute, 'value');
  const given = entry['value'];
  if (!value || given === undefined) {
    const parts = Object.entries(entry).filter(([name]) => name !== 'primary');
    return JSON.stringify(parts.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
  if (value.required) return asText(given);
  return JSON.stringify([folded(given, value.caseExact), folded(entry['type'] ?? '', false)]);
}

function folded(value: Json, caseExact: boolean): string {
  return caseExact ? asText(value) : asText(value).toLowerCase();
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Entries out of a list that a resource holds. */
export function toEntries(attribute: Attribute, list: readonly JsonObject[]): Entries {
  return new Map(list.map((entry) => [identityOf(attribute, entry), entry]));
}

/**
 * The list that a client sent: one value may stand for a list of it, empty values are left out, doubles fall together.
 * Throws ScimError invalidValue (a bad value, several primary ones) and tooMany.
 */
export function readEntries(attribute: Attribute, value: unknown, held?: Json): Entries {
  const list = Array.isArray(value) ? value : isEmpty(value) ? [] : [value];
  checkSize(attribute, list.length);
  const entries: Entries = new Map();
  for (const [index, given] of list.entries()) {
    const entry = readEntry(attribute, given, { path: attribute.name, entry: index + 1, held });
    if (entry) merge(attribute, entries, entry);
  }
  checkPrimary(attribute, entries.values());
  return entries;
}

function readEntry(attribute: Attribute, given: unknown, place: Place): JsonObject | undefined {
  const entry = isEmpty(given) ? undefined : readComplex(attribute, given, place);
  requireParts(attribute, entry ?? {});
  return entry && saysSomething(entry) ? entry : undefined;
}

/** Throws ScimError invalidValue when a value lacks a part that the schema requires. */
export function requireParts(attribute: Attribute, entry: JsonObject): void {
  const missing = attribute.subAttributes?.find((sub) => sub.required && entry[sub.name] === undefined);
  if (missing) {
    throw fault('partMissing', { name: attribute.name, part: missing.name });
  }
}

/** False for a type without a value, which is what an empty mapping leaves behind. */
export function saysSomething(entry: JsonObject): boolean {
  return Object.keys(entry).some((name) => name !== 'type' && name !== 'primary' && name !== 'display');
}

/** Lays an entry over the one that it repeats, or adds it. */
export function merge(attribute: Attribute, entries: Entries, entry: JsonObject): void {
  const identity = sameAs(attribute, entries, entry) ?? identityOf(attribute, entry);
  entries.set(identity, { ...entries.get(identity), ...entry });
}

/** The identity of the entry that this one repeats; one without a type repeats any that has its value. */
export function sameAs(attribute: Attribute, entries: Entries, entry: JsonObject): string | undefined {
  const identity = identityOf(attribute, entry);
  if (entries.has(identity)) return identity;
  const value = findSub(attribute, 'value');
  if (!value || value.required || entry['type'] !== undefined) return undefined;
  const wanted = identityOf(attribute, { ...entry, type: '' });
  for (const [known, held] of entries)
    if (identityOf(attribute, { ...held, type: '' }) === wanted) return known;
  return undefined;
}

/** Throws ScimError tooMany when the attribute would hold more values than it may. */
export function checkSize(attribute: Attribute, size: number): void {
  if (size <= LIMITS.values || attribute.name === 'members') return;
  throw fault('tooManyValues', { name: attribute.name });
}

/** Throws ScimError invalidValue when several values are the primary one (RFC 7643 section 2.4). */
export function checkPrimary(attribute: Attribute, entries: Iterable<JsonObject>): void {
  let found = 0;
  for (const entry of entries) if (entry['primary'] === true) found += 1;
  if (found > 1) throw fault('severalPrimary', { name: attribute.name, found });
}
