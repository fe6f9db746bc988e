import type { UserRow } from '../store/users.ts';
import { nameParts } from '../scim/names.ts';
import type { Resource } from '../scim/resource.ts';
import { ENTERPRISE_USER_URN } from '../scim/enterprise-user-schema.ts';
import { isObject, type Json } from '../scim/json.ts';
import { USER_URN } from '../scim/user-schema.ts';

/** What Secret Server owns of a user, as far as SCIM shows it. */
export type Owned = Pick<UserRow, 'display_name' | 'email' | 'enabled'>;

/**
 * The stored JSON of a user: without id, userName, externalId, groups and meta, which present.ts adds for the
 * endpoint that asks.
 * @param extra the attributes that only the mirror holds (D6).
 */
export function userJson(owned: Owned, extra: Resource): string {
  const { name: given, emails, displayName: hidden, ...rest } = extra;
  const name = withoutNulls({
    formatted: owned.display_name,
    ...shownName(owned.display_name, given),
  });
  const resource = {
    schemas: rest[ENTERPRISE_USER_URN] ? [USER_URN, ENTERPRISE_USER_URN] : [USER_URN],
    ...(hidden === owned.display_name ? {} : { displayName: owned.display_name }),
    ...(Object.keys(name).length > 0 ? { name } : {}),
    ...(owned.email === null && !Array.isArray(emails) ? {} : shownEmails(owned.email, emails)),
    active: owned.enabled === 1,
    ...rest,
  };
  return JSON.stringify(resource);
}

/** What a client took away by name is not made again from the display name. */
function withoutNulls(name: Resource): Resource {
  return Object.fromEntries(Object.entries(name).filter(([, part]) => part !== null));
}

/** Name parts as a client gave them, else made from the display name: Okta wants both non-empty. */
export function shownName(displayName: string, given: Json | undefined): Resource {
  const parts = nameParts(displayName);
  return isObject(given) ? { ...parts, ...given } : { ...parts };
}

/** The primary entry always shows Secret Server's address; no address there means no primary entry here. */
function shownEmails(email: string | null, given: Json | undefined): { emails?: Json } {
  if (!Array.isArray(given)) {
    return email === null ? {} : { emails: [{ value: email, type: 'work', primary: true }] };
  }
  const primaryAt = primaryIndex(given);
  const shown = given.flatMap((entry, index): Json[] => {
    if (index !== primaryAt || !isObject(entry)) return [entry];
    return email === null ? [] : [{ ...entry, value: email, primary: true }];
  });
  if (primaryAt < 0 && email !== null) shown.unshift({ value: email, type: 'work', primary: true });
  return shown.length > 0 ? { emails: shown } : {};
}

/** Index of the entry that stands for Secret Server's one address: the primary, else the first; -1 when empty. */
export function primaryIndex(emails: readonly Json[]): number {
  const marked = emails.findIndex((entry) => isObject(entry) && entry['primary'] === true);
  return marked >= 0 ? marked : emails.length > 0 ? 0 : -1;
}
