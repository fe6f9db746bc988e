import { listResponse, type Paging } from '../scim/list.ts';
import type { Match } from '../store/listing.ts';
import type { ResourceType } from '../store/links.ts';
import { readText, type Caller, type Deps } from './context.ts';
import { findByUserName, findGroup, findGroupsByName, findUser } from './lookup.ts';
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
  let totalResults = table.count(scope);
  if (totalResults === 0 && match && (await askedSecretServer(deps, caller, type, match))) {
    totalResults = table.count(scope);
  }
  const { startIndex, count } = paging;
  const walk = `${String(caller.endpointId)} ${type} ${match ? `${match.attribute} ${String(match.value)}` : ''}`;
  const afterId = deps.walks.lastIdBefore(walk, startIndex);
  const offset = afterId === undefined ? startIndex - 1 : 0;
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

/** @returns whether there was anything to ask: only names and ids of the two types can be looked up. */
async function askedSecretServer(
  deps: Deps,
  caller: Caller,
  type: ResourceType,
  match: Match,
): Promise<boolean> {
  if (match.attribute === 'id' && typeof match.value === 'number') {
    await (type === 'User' ? findUser(deps, match.value) : findGroup(deps, match.value));
    return true;
  }
  if (match.attribute !== 'name') return false;
  if (type === 'User') await findByUserName(deps, caller, String(match.value));
  else await findGroupsByName(deps, String(match.value));
  return true;
}
