import type { ScimError } from '../scim/errors.ts';
import type { Link } from '../store/links.ts';
import type { UserRow } from '../store/users.ts';
import type { Caller, Deps } from './context.ts';
import { refusals } from './refusals.ts';

type Names = Pick<Deps, 'store' | 'protection'>;

/**
 * The one user whom an e-mail address stands for: enabled, ordinary, not known to this endpoint under another name,
 * and nobody else has the address (D18). An editable e-mail must not be a way into an admin account.
 */
export function userOfEmail(deps: Names, caller: Caller, email: string): UserRow | undefined {
  if (!caller.options.matchByEmail || !email.includes('@')) return undefined;
  const [row, another] = deps.store.users.byEmail(email.toLowerCase());
  if (!row || another || row.enabled === 0 || row.listed === 0 || row.application_account === 1)
    return undefined;
  if (deps.protection.isProtected(row)) return undefined;
  const link = deps.store.links.get({ endpointId: caller.endpointId, type: 'User', id: row.id });
  return link && (link.deleted === 1 || link.name === null) ? undefined : row;
}

/**
 * The name that this client goes on using for the user; null: Secret Server's.
 * On the first write an e-mail that is nobody else's is the link's name and not a rename. Letter case does not count.
 * @param sent the userName of the request; undefined: it says nothing.
 * @returns the name, or why it is refused (D9).
 */
export function nextLinkName(
  deps: Names,
  caller: Caller,
  { row, link }: { readonly row: UserRow; readonly link: Link | undefined },
  sent: string | undefined,
): string | null | ScimError {
  const known = link?.name ?? null;
  const key = sent?.toLowerCase();
  if (sent === undefined || key === row.user_name_key || key === known?.toLowerCase()) return known;
  if (!link && key === row.email_key && userOfEmail(deps, caller, sent)?.id === row.id) return sent;
  if (caller.options.renames === 'refuse') return refusals.rename();
  return isTaken(deps, caller, { id: row.id, key: sent.toLowerCase() }) ? refusals.userExists() : sent;
}

/** Whether another user already answers to this name, in Secret Server or for this endpoint. */
function isTaken(
  { store }: Names,
  { endpointId }: Caller,
  { id, key }: { id: number; key: string },
): boolean {
  const others = [
    ...store.users.byName(key).map((row) => row.id),
    ...store.links.named(endpointId, 'User', key),
  ];
  return others.some((other) => other !== id);
}
