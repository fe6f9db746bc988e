import { SecretServerError, type SecretServerUser, type UserChange } from '../secret-server/model.ts';
import type { ScimError } from '../scim/errors.ts';
import type { UserRow } from '../store/users.ts';
import type { Deps } from './context.ts';
import { refusals } from './refusals.ts';
import { surely } from './surely.ts';
import { isDirectoryUser } from './user-plan.ts';

/**
 * Sends a change, and makes sure of its effect.
 * Taking access away wins over everything else in the same request: refused together, it is sent alone (D3).
 * After a failure that may have been applied the user is read again instead of asked twice (D14).
 * @returns what Secret Server says now; `verifyChange` tells whether that is what was asked.
 * @throws SecretServerError; `ambiguous` only where the re-read could not settle it.
 */
export async function sendChange(
  deps: Pick<Deps, 'secretServer' | 'confirmView'>,
  id: number,
  change: UserChange,
): Promise<SecretServerUser> {
  const server = deps.secretServer();
  try {
    return await server.updateUser(id, change);
  } catch (thrown) {
    if (!(thrown instanceof SecretServerError)) throw thrown;
    const live = thrown.ambiguous || isAboutAccess(thrown) ? await look(deps, id) : undefined;
    if (live && (holds(live, change) || (change.enabled === false && !live.enabled))) return live;
    const removesMore = change.enabled === false && Object.keys(change).length > 1;
    const isKnown = live !== undefined || (thrown.kind === 'refused' && !thrown.ambiguous);
    if (removesMore && isKnown) return server.updateUser(id, { enabled: false });
    throw live ? thrown.afterLook() : thrown;
  }
}

/** The answer for what is missing, inactive, forbidden or out of sight (quirk 2). */
function isAboutAccess({ kind, status, errorCode }: SecretServerError): boolean {
  return kind === 'refused' && (status === 404 || errorCode?.startsWith('API_AccessDenied') === true);
}

/** The user now; undefined: it cannot be told. @throws ScimError 404 when it is surely gone, 429 when out of sight */
async function look(
  deps: Pick<Deps, 'secretServer' | 'confirmView'>,
  id: number,
): Promise<SecretServerUser | undefined> {
  const read = (): Promise<SecretServerUser | null | undefined> =>
    deps
      .secretServer()
      .readUser(id)
      .catch(() => null);
  const live = await surely(deps, read, (shown) => shown !== undefined);
  if (live === undefined) throw refusals.unknownUser();
  return live ?? undefined;
}

/**
 * Carries out a change of a user who is in the mirror.
 * Disabling a directory user whom Secret Server disabled by itself for inactivity does not last: the next sign-in
 * enables it again. Enabled and disabled once more, it stays disabled (D10; reference: users, automatic disabling).
 * @param live the user as it was just read; what holds already is not sent again (D4). undefined: it was not read.
 * @throws SecretServerError as sendChange
 */
export async function sendUserChange(
  deps: Pick<Deps, 'secretServer' | 'capabilities' | 'confirmView'>,
  { row, live, change }: { row: UserRow; live: SecretServerUser | undefined; change: UserChange },
): Promise<SecretServerUser> {
  const server = deps.secretServer();
  if (change.enabled === false && isDirectoryUser(row) && deps.capabilities().disablesInactiveUsers) {
    const before = live ?? (await server.readUser(row.id));
    if (before && !before.enabled) await server.updateUser(row.id, { enabled: true });
  } else if (live && holds(live, change)) {
    return live;
  }
  return sendChange(deps, row.id, change);
}

/** Whether a live user already is as the change wants it. A password cannot be seen, so it never is. */
export function holds(live: SecretServerUser, change: UserChange): boolean {
  return change.password === undefined && verifyChange(live, change) === undefined;
}

/** Compares what came back with what was asked: Secret Server answers 200 to values that it ignores (D9). */
export function verifyChange(live: SecretServerUser, change: UserChange): ScimError | undefined {
  if (change.enabled === true && !live.enabled) return refusals.licence();
  if (change.enabled === false && live.enabled) return refusals.stillEnabled();
  if (change.displayName !== undefined && change.displayName.trim() !== live.displayName.trim()) {
    return refusals.notTaken('displayName');
  }
  const email = change.emailAddress;
  if (
    email !== undefined &&
    (email ?? '').trim().toLowerCase() !== (live.emailAddress ?? '').trim().toLowerCase()
  ) {
    return refusals.notTaken('e-mail');
  }
  return undefined;
}
