import { isMembers } from './http/body.ts';

/** One request that reached the sandbox. */
export interface Call {
  /** Counts from 1 in order of arrival. */
  readonly number: number;
  readonly method: string;
  /** After `/api`, in lower case and without a trailing slash: `/v1/users/7`; else after the base: `/oauth2/token`. */
  readonly path: string;
  /** Names in lower case. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** Parsed, with every password and token masked; the text where it is no JSON. */
  readonly body: unknown;
  /** null while under way, and for one that was dropped or left hanging. */
  readonly status: number | null;
  /** Milliseconds from arrival to the end; null while under way. */
  readonly ms: number | null;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  /** The signed-in user; null for none. */
  readonly userId: number | null;
  /** Dotted names of members that this call does not have, which Secret Server ignores. */
  readonly unknownMembers: readonly string[];
  /** The kind of fault that struck; null for none. */
  readonly fault: string | null;
  /** Token requests: counts the different credentials seen, so that a repeated one shows; null for others. */
  readonly credential: number | null;
}

/** Members beyond the known ones, as dotted names; arrays are not looked into. */
export function unknownMembers(
  body: unknown,
  fields: readonly string[] = [],
  prefix = '',
): readonly string[] {
  if (!isMembers(body)) return [];
  const known = new Set(fields.map((field) => field.toLowerCase()));
  return Object.entries(body).flatMap(([name, value]) => {
    const path = `${prefix}${name}`;
    return known.has(path.toLowerCase()) ? unknownMembers(value, fields, `${path}.`) : [path];
  });
}

/** A copy without passwords and tokens. */
export function masked(value: unknown, name = ''): unknown {
  const secret = /password|token/i.test(name);
  if (Array.isArray(value)) return value.map((item) => masked(item, name));
  if (!isMembers(value)) return secret && value !== null && value !== undefined ? '***' : value;
  const inner = (key: string): string => (secret && key === 'value' ? name : key);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, inner(key))]));
}
