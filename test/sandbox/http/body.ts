import { Refusal, badRequest, invalid, json } from './answer.ts';

export type Members = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a JSON body; undefined when there is none. Throws 415 for another type and 400 for broken JSON. */
export function parseBody(text: string, contentType: string | undefined): unknown {
  if (text === '') return undefined;
  if (!/\bjson\b/i.test(contentType ?? '')) {
    throw new Refusal(
      json({ message: "The request entity's media type is not supported for this resource." }, 415),
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalid({ args: ['The body is not valid JSON.'] });
  }
}

/** The object in a body; throws the 400 of a missing one. */
export function membersOf(body: unknown): Members {
  if (!isMembers(body)) throw badRequest('A request body is required.');
  return body;
}

/** A member by its name in any case, as the JSON binder of Secret Server finds it. */
export function member(body: Members, name: string): unknown {
  if (Object.hasOwn(body, name)) return body[name];
  const key = Object.keys(body).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : body[key];
}

/** A string member; null for null, absence and the empty string. */
export function textOf(body: Members, name: string): string | null {
  const value = member(body, name);
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw invalid({ [name]: ['The value is not a string.'] });
  return value;
}

/** A boolean member; a missing one is false, as a binder without a default makes it. */
export function flagOf(body: Members, name: string): boolean {
  const value = member(body, name);
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw invalid({ [name]: ['The value is not a boolean.'] });
  return value;
}

/** An int32 member; undefined for null and absence. */
export function intOf(body: Members, name: string): number | undefined {
  const value = member(body, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || (value | 0) !== value)
    throw invalid({ [name]: ['The value is not an integer.'] });
  return value;
}

/** An array of int32; empty when it is absent or no array, which the binder ignores. */
export function intsOf(body: Members, name: string): readonly number[] {
  const value = member(body, name);
  return Array.isArray(value) ? value.filter((item): item is number => Number.isInteger(item)) : [];
}

/** The value of a `{dirty: true, value}` member; undefined for every other shape, which has no effect (reference: quirk 8). */
export function dirtyValue(body: Members, name: string): { readonly value: unknown } | undefined {
  const wrapped = member(body, name);
  if (!isMembers(wrapped) || member(wrapped, 'dirty') !== true) return undefined;
  return { value: member(wrapped, 'value') };
}
