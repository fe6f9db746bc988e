/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** True for a JSON object: neither null nor an array. */
export function isObject(value: Json | undefined): value is JsonObject;
export function isObject(value: unknown): value is Readonly<Record<string, unknown>>;
export function isObject(value: Json | undefined): value is JsonObject;
export function isObject(value: unknown): value is Readonly<Record<string, unknown>>;
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for what clients send to clear an attribute: null, "", blanks alone, [] (reference: okta, section 5). */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/** The same value with the members of every object in the order of their names: equal values have equal texts. */
export function inNameOrder(value: JsonObject): JsonObject;
export function inNameOrder(value: Json): Json;
export function inNameOrder(value: Json): Json {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return list.map((one) => inNameOrder(one));
  }
  if (!isObject(value)) return value;
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, one]) => [name, inNameOrder(one)]));
}
