import { listResponse, type Paging } from '../scim/list.ts';
import type { Match } from '../store/listing.ts';
import type { ResourceType } from '../store/links.ts';
import { readText, type Caller, type Deps } from './context.ts';
import { findByEmail, findByUserName, findGroup, findGroupsByName, findUser } from './lookup.ts';
import { resourceText } from './present.ts';
import type { Walks } from './walks.ts';

export interface ListRequest {
  readonly match: Match | undefined;
  readonly paging: Paging;
}

/**
 * SCIM GET /Users and /Groups (RFC 7644 section 3.4.2), in the order of ids.
 * A name that the mirror lacks is asked for in Secret Server before the answer is an empty list (D7).
 * @returns ListResponse text, base URL still to be put in.
 * @throws ScimError 429
 */
export async function listResources(
  deps: Deps & { readonly walks: Walks },
  caller: Caller,
  type: ResourceType,
  { match, paging }: ListRequest,
): Promise<string> {
  const table = type === 'User' ? deps.store.users : deps.store.groups;
  const scope = { endpointId: caller.endpointId, match };
  if (match && table.count(scope) === 0) await askSecretServer(deps, caller, type, match);
  const known = await knownByEmail(deps, caller, type, match);
  if (known) return listResponse({ totalResults: 1, startIndex: 1, resources: paging.count > 0 ? [known] : [] });
  const { startIndex, count } = paging;
  const walk = `${String(caller.endpointId)} ${type} ${match ? `${match.attribute} ${String(match.value)}` : ''}`;
  const afterId = deps.walks.lastIdBefore(walk, startIndex);
  const offset = afterId === undefined ? startIndex - 1 : 0;
  // Along a walk: what was served and what is left, or a client that counts would stop short when rows leave.
  const totalResults =
    afterId === undefined ? table.count(scope) : startIndex - 1 + table.count({ ...scope, afterId });
  const page = count === 0 ? [] : table.page({ ...scope, afterId, offset, limit: count });
  const last = page.at(-1);
  if (last) deps.walks.served(walk, startIndex + page.length, last.id);
  return listResponse({
    totalResults,
    startIndex,
    resources: page.map((stored) => resourceText(type, stored)),
  });
}

/**
 * SCIM GET /Users/{id} and /Groups/{id} (RFC 7644 section 3.4.1).
 * @throws ScimError 404 after Secret Server was asked too; 429 when it could not be asked.
 */
export async function readResourceById(
  deps: Deps,
  caller: Caller,
  type: ResourceType,
  id: number,
): Promise<string> {
  if (type === 'User') await findUser(deps, id);
  else await findGroup(deps, id);
  return readText(deps, caller, type, id);
}

/**
 * A look-up by a user name that nobody has, and that is exactly one user's e-mail address, answers that user under
 * the name asked for (D18). Nothing is written: the link is made by the first write.
 */
async function knownByEmail(
  deps: Deps,
  caller: Caller,
  type: ResourceType,
  match: Match | undefined,
): Promise<string | undefined> {
  if (type !== 'User' || match?.attribute !== 'name' || deps.store.users.count({ ...caller, match }) > 0) {
    return undefined;
  }
  const name = match.sent ?? String(match.value);
  const row = await findByEmail(deps, caller, name);
  const id = row && { attribute: 'id' as const, value: row.id };
  const [stored] = id ? deps.store.users.page({ endpointId: caller.endpointId, match: id, limit: 1 }) : [];
  return stored && resourceText('User', { ...stored, name });
}

/** Takes what is found into the mirror. Only names and ids of the two types can be looked up in Secret Server. */
async function askSecretServer(deps: Deps, caller: Caller, type: ResourceType, match: Match): Promise<void> {
  const { attribute, value } = match;
  if (attribute === 'id' && typeof value === 'number') {
    await (type === 'User' ? findUser(deps, value) : findGroup(deps, value));
  } else if (attribute === 'name') {
    await (type === 'User'
      ? findByUserName(deps, caller, String(value))
      : findGroupsByName(deps, String(value)));
  }
}
