import type { Actor, Deps } from './context.ts';
import { buildGroup } from './create-group.ts';
import type { WantedGroup } from './make-group.ts';
import { recorded } from './repair-record.ts';
import type { Repaired } from './repair.ts';
import { makeUser, type WantedUser } from './make-user.ts';

/**
 * What a client asked to be made and was refused or put off. It is made on that client's account: a POST of the same
 * is then answered 201, as if it had been waited for (D4).
 */

/** @throws ScimError, SecretServerError */
export function makeAskedUser(
  deps: Deps,
  actor: Actor,
  { wanted, endpointId }: { readonly wanted: WantedUser; readonly endpointId: number },
): Promise<Repaired> {
  return deps.lock.run(`userName ${wanted.userName.toLowerCase()}`, async () => {
    if ((await deps.secretServer().findUsersByName(wanted.userName)).length > 0) return 'Changed since';
    await recorded(deps, actor, { type: 'User', id: null, method: 'POST' }, async () => {
      await makeUser(deps, { ...actor, endpointId }, { wanted, password: null, hasPassword: false });
    });
    return 'Done';
  });
}

/** @throws ScimError, SecretServerError */
export function makeAskedGroup(
  deps: Deps,
  actor: Actor,
  { wanted, endpointId }: { readonly wanted: WantedGroup; readonly endpointId: number },
): Promise<Repaired> {
  return deps.lock.run(`displayName ${wanted.name.toLowerCase()}`, async () => {
    if ((await deps.secretServer().findGroupsByName(wanted.name)).length > 0) return 'Changed since';
    await recorded(deps, actor, { type: 'Group', id: null, method: 'POST' }, async () => {
      await buildGroup(deps, { ...actor, endpointId }, { wanted, kind: 'create' });
    });
    return 'Done';
  });
}
