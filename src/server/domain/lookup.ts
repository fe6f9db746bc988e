import type { SecretServerGroup, SecretServerUser } from '../secret-server/model.ts';
import type { UserRow } from '../store/users.ts';
import type { Caller, Deps } from './context.ts';
import { userOfEmail } from './link-name.ts';
import { mustBeWantedVersion } from './precondition.ts';
import { refusals, fromSecretServer } from './refusals.ts';
import { surely } from './surely.ts';

/**
 * The mirror's answer to "who is this", with Secret Server asked before "nobody" is said (D7).
 * What is found is saved to the mirror; nothing is linked.
 */

/** The part of a SCIM name behind the domain: searching is by login name. */
function loginName(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}

async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (thrown) {
    throw fromSecretServer(thrown);
  }
}

/**
 * The user with exactly this name (letter case apart), whether or not SCIM lists it.
 * A user whom this endpoint knows under the name wins over one that has the name in Secret Server; one whom it knew
 * so until it deleted it comes last.
 * @throws ScimError 429 when Secret Server had to be asked and could not be.
 */
export async function findByUserName(
  deps: Deps,
  caller: Caller,
  userName: string,
): Promise<UserRow | undefined> {
  const key = userName.toLowerCase();
  const named = deps.store.links.named(caller.endpointId, 'User', key);
  const linked = named.find((id) => deps.store.listing.one(caller.endpointId, 'User', id));
  const known = linked === undefined ? deps.store.users.byName(key)[0] : deps.store.users.get(linked);
  if (known) return known;
  const found = await asked(deps.secretServer().findUsersByName(loginName(userName)));
  saveUsers(deps, found);
  const [deleted] = named;
  return (
    deps.store.users.byName(key)[0] ?? (deleted === undefined ? undefined : deps.store.users.get(deleted))
  );
}

/**
 * The one user whom an e-mail address stands for (D18), Secret Server asked before "nobody" is said.
 * @throws ScimError 429 when Secret Server had to be asked and could not be.
 */
export async function findByEmail(deps: Deps, caller: Caller, email: string): Promise<UserRow | undefined> {
  if (!caller.options.matchByEmail || !email.includes('@')) return undefined;
  if (deps.store.users.byEmail(email.toLowerCase()).length === 0) {
    saveUsers(deps, await asked(deps.secretServer().findUsersByEmail(email)));
  }
  return userOfEmail(deps, caller, email);
}

/**
 * A user of the mirror as Secret Server has it now.
 * @throws ScimError 404 when it is surely gone, 429 when it may only be out of sight (D7, D8).
 */
export async function readKnownUser(deps: Deps, id: number): Promise<SecretServerUser> {
  const look = (): Promise<SecretServerUser | undefined> => deps.secretServer().readUser(id);
  const live = await asked(surely(deps, look, Boolean));
  if (live) return live;
  throw refusals.unknownUser();
}

/** Asks Secret Server for a user that the mirror lacks. @returns the row, or undefined: there is none. */
export async function findUser(deps: Deps, id: number): Promise<UserRow | undefined> {
  const known = deps.store.users.get(id);
  if (known) return known;
  const live = await asked(deps.secretServer().readUser(id));
  if (live) saveUsers(deps, [live]);
  return deps.store.users.get(id);
}

/** Makes sure that a group of exactly this name is in the mirror if Secret Server has one. */
export async function findGroupsByName(deps: Deps, displayName: string): Promise<void> {
  const found = await asked(deps.secretServer().findGroupsByName(loginName(displayName)));
  for (const group of found) await adoptGroup(deps, group);
}

/** As findUser, with the members. */
export async function findGroup(deps: Deps, id: number): Promise<boolean> {
  if (deps.store.groups.get(id)) return true;
  const live = await asked(deps.secretServer().readGroup(id));
  if (live) await adoptGroup(deps, live);
  return live !== undefined;
}

async function adoptGroup(deps: Deps, group: SecretServerGroup): Promise<void> {
  // Nobody sees those of a disabled group; the ones that are known are compared with when it is enabled.
  const members = group.enabled ? await asked(deps.secretServer().listMembers(group.id)) : undefined;
  deps.store.transaction(() => {
    deps.mirror.saveGroup(group);
    if (members) deps.mirror.saveMembers(group.id, members);
    deps.mirror.wrote('groups', group.id);
  });
}

function saveUsers(deps: Deps, users: readonly SecretServerUser[]): void {
  deps.store.transaction(() => {
    for (const user of users) {
      deps.mirror.saveUser(user);
      deps.mirror.wrote('users', user.id);
    }
  });
}

/** The row of a user that this endpoint may change. @throws ScimError 404, 412 */
export async function userForWriting(deps: Deps, caller: Caller, id: number): Promise<UserRow> {
  const row = await findUser(deps, id);
  const link = deps.store.links.get({ endpointId: caller.endpointId, type: 'User', id });
  if (!row || row.listed === 0 || link?.deleted === 1) throw refusals.unknownUser();
  mustBeWantedVersion(caller, row);
  return row;
}
