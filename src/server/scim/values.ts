import { type Attribute, findSub } from './attribute.ts';
import { type FaultName, type Words, fault } from './faults.ts';
import { type Json, type JsonObject, isEmpty, isObject } from './json.ts';
import { complaintAbout, lengthLimit } from './text-rules.ts';

/** Where a value stands in a request, for rules and sentences. */
export interface Place {
  /** Attribute and sub-attribute in their own spelling, such as `emails.value`. */
  readonly path: string;
  /** 1-based number of the value in a list. */
  readonly entry?: number | undefined;
  /** What the resource holds there now: a text that comes back as it is held keeps its form, whatever that is. */
  readonly held?: Json | undefined;
}

/** One value (not a list) in the form that a resource holds; undefined: cleared. Throws ScimError invalidValue. */
export function readSingle(attribute: Attribute, value: unknown, place: Place): Json | undefined {
  if (isEmpty(value)) return undefined;
  switch (attribute.type) {
    case 'boolean':
      return readBoolean(value, place);
    case 'complex':
      return readComplex(attribute, value, place);
    case 'string':
    case 'reference':
    case 'binary':
    case 'dateTime':
      return readText(attribute, value, place);
  }
}

/** A complex value with the declared sub-attributes alone; undefined when none is left. Throws ScimError invalidValue. */
export function readComplex(attribute: Attribute, value: unknown, place: Place): JsonObject | undefined {
  const merged = mergeComplex(attribute, {}, value, place);
  return Object.keys(merged).length > 0 ? merged : undefined;
}

/**
 * The held value with what was sent laid over it; an empty sub-attribute is taken away (RFC 7644 section 3.5.2.3).
 * Read-only and unknown sub-attributes are ignored. Throws ScimError invalidValue.
 */
export function mergeComplex(
  attribute: Attribute,
  held: JsonObject,
  value: unknown,
  place: Place,
): JsonObject {
  const merged = new Map(Object.entries(held));
  for (const [name, given] of Object.entries(asComplex(attribute, value, place))) {
    const sub = findSub(attribute, name);
    if (!sub || sub.mutability === 'readOnly') continue;
    const read = readSingle(sub, given, { ...place, path: `${place.path}.${sub.name}` });
    if (read === undefined) merged.delete(sub.name);
    else merged.set(sub.name, read);
  }
  return Object.fromEntries(merged);
}

/** A bare text stands for its `value`: Entra ID sends managers so, other clients e-mail addresses. */
function asComplex(attribute: Attribute, value: unknown, place: Place): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  if (typeof value === 'string' && findSub(attribute, 'value')) return { value };
  throw refuse(place, 'noComplex');
}

function readBoolean(value: unknown, place: Place): boolean {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (word === 'true') return true;
  if (word === 'false') return false;
  throw refuse(place, 'noBoolean');
}

function readText(attribute: Attribute, value: unknown, place: Place): string {
  if (typeof value !== 'string') throw refuse(place, 'noText');
  const complaint = complaintAbout(attribute, place.path, value);
  if (complaint && !holds(place.held, value))
    throw refuse(place, complaint, { limit: lengthLimit(attribute, place.path) });
  return value;
}

function holds(held: Json | undefined, text: string): boolean {
  if (held === text) return true;
  return typeof held === 'object' && held !== null && Object.values(held).some((inner) => holds(inner, text));
}

function refuse({ path, entry }: Place, complaint: FaultName, words: Words = {}): Error {
  const which = entry === undefined ? '' : ` (value ${entry} of the list)`;
  return fault(complaint, { ...words, name: `${path}${which}` });
}
