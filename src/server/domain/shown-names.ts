import { isObject, type Json } from '../scim/json.ts';
import type { Reading, Resource } from '../scim/resource.ts';
import type { UserRow } from '../store/users.ts';

/** What a request makes of the two whole names of a user, of which Secret Server has one. */
export interface WholeNames {
  /** For Secret Server; undefined: it stays. */
  readonly displayName: string | undefined;
  /** `name.formatted`, where the client keeps another one than the display name; undefined: it is that. */
  readonly formatted: string | undefined;
}

/**
 * `displayName` is Secret Server's display name. `name.formatted` shows the same, until a client sends another one
 * beside a display name; one that comes alone is meant for both.
 */
export function wholeNames(row: UserRow, extra: Resource, { resource, asked }: Reading): WholeNames {
  const own = formattedIn(extra['name']);
  const sent = text(resource['displayName']);
  const displayName = sent === row.display_name ? undefined : sent;
  const formatted = asked.has('name') ? formattedIn(resource['name']) : own;
  if (formatted === undefined || formatted === (own ?? row.display_name)) {
    return { displayName, formatted: formatted === undefined ? undefined : own };
  }
  if (own === undefined && !asked.has('displayName')) return { displayName: formatted, formatted: undefined };
  return { displayName, formatted: apart(formatted, displayName ?? row.display_name) };
}

/** Parts of a name that are made from the display name where no client has set them. */
const made = ['givenName', 'familyName', 'formatted'] as const;

/**
 * The parts that a client took away by name, with null for each: they are not to be made again. Only a PATCH says so;
 * what a PUT leaves out may be made, but its echo changes nothing.
 */
export function takenAway(extra: Resource, { resource, asked }: Reading, verb: 'PUT' | 'PATCH'): Resource {
  const before = isObject(extra['name']) ? extra['name'] : {};
  const now = isObject(resource['name']) ? resource['name'] : {};
  const isTaken = (part: string): boolean =>
    now[part] === undefined && (before[part] === null || (verb === 'PATCH' && asked.has('name')));
  return Object.fromEntries(made.filter(isTaken).map((part) => [part, null]));
}

/**
 * The display name, where a client took it away by name: Secret Server cannot be without one, so it is not shown until
 * a client sends one, or Secret Server has another.
 * @param next the display name as it shall be.
 */
export function hiddenName(
  row: UserRow,
  extra: Resource,
  { resource, asked, verb, next }: Reading & { readonly verb: 'PUT' | 'PATCH'; readonly next: string },
): string | undefined {
  if (text(resource['displayName']) !== undefined) return undefined;
  const isTaken = verb === 'PATCH' && asked.has('displayName');
  return isTaken || extra['displayName'] === row.display_name ? next : undefined;
}

/** `name.formatted` where it is another than the display name. */
export function apart(formatted: string | undefined, displayName: string): string | undefined {
  return formatted === displayName ? undefined : formatted;
}

/** The whole name in a `name` attribute. */
export function formattedIn(name: Json | undefined): string | undefined {
  return isObject(name) ? text(name['formatted']) : undefined;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
