import { isDeepStrictEqual } from 'node:util';
import type { UserChange } from '../secret-server/model.ts';
import { carryOut } from './carry-out.ts';
import type { Actor, Deps } from './context.ts';
import { splitChange, userDrift } from './drift.ts';
import { readKnownUser } from './lookup.ts';
import { addToWantingGroups } from './members.ts';
import { refusals } from './refusals.ts';
import { recorded } from './repair-record.ts';
import { repairGroupName, repairMembers, enableGroup } from './repair-group.ts';
import { makeAskedGroup, makeAskedUser } from './repair-create.ts';
import type { Repair } from './resync-plan.ts';
import { isSameAccount } from './same-account.ts';
import { isDirectoryUser } from './user-plan.ts';

/** 'Changed since': what has to be done is no longer what the preview showed, so nothing was. */
export type Repaired = 'Done' | 'No change' | 'Changed since';

/**
 * Brings one resource of Secret Server to what clients last asked, as a client's own write does it: intent, call, one
 * transaction. It is compared again first.
 * @throws ScimError, SecretServerError
 */
export async function repair(
  deps: Deps,
  actor: Actor,
  { resourceId, repair: asked }: { readonly resourceId: number | null; readonly repair: Repair },
): Promise<Repaired> {
  const id = resourceId ?? 0;
  switch (asked.what) {
    case 'user':
      return repairUser(deps, actor, { id, planned: asked.change });
    case 'group':
      return repairGroupName(deps, actor, { id, name: asked.name });
    case 'members':
      return repairMembers(deps, actor, { ...asked, id });
    case 'enable group':
      return enableGroup(deps, actor, id);
    case 'new user':
      return makeAskedUser(deps, actor, asked);
    case 'new group':
      return makeAskedGroup(deps, actor, asked);
    case 'nothing':
      return 'No change';
  }
}

async function repairUser(
  deps: Deps,
  actor: Actor,
  { id, planned }: { readonly id: number; readonly planned: UserChange },
): Promise<Repaired> {
  return deps.lock.run(`user ${String(id)}`, async () => {
    const { drift, active } = await lookAtUser(deps, id);
    const { access, profile } = splitChange(drift);
    const change = planned.enabled === undefined ? profile : access;
    if (active === undefined || !isDeepStrictEqual(change, planned)) {
      return Object.keys(change).length === 0 ? 'No change' : 'Changed since';
    }
    await sendRepair(deps, actor, { id, change });
    return 'Done';
  });
}

/**
 * The user as Secret Server has it now, which the mirror learns, and what has to change of it.
 * @throws ScimError 404, 409; SecretServerError
 */
export async function lookAtUser(deps: Deps, id: number) {
  const row = deps.store.users.get(id);
  if (!row) throw refusals.unknownUser();
  const live = await readKnownUser(deps, id);
  if (!isSameAccount(live, row)) throw refusals.anotherAccount();
  deps.store.transaction(() => {
    deps.mirror.saveUser(live);
    deps.mirror.wrote('users', id);
  });
  const active = deps.store.links.wantsActive(id);
  const asked = deps.store.asked.user(id);
  const drift = userDrift({ asked, active: active ?? null, isDirectory: isDirectoryUser(row) }, live);
  return { live, asked, active, drift };
}

/** Under the user's lock. @throws ScimError, SecretServerError */
export async function sendRepair(
  deps: Deps,
  actor: Actor,
  { id, change }: { readonly id: number; readonly change: UserChange },
): Promise<void> {
  const row = deps.store.users.get(id);
  if (!row) throw refusals.unknownUser();
  if (deps.protection.isProtected(row)) throw refusals.protectedUser();
  if (isDirectoryUser(row) && change.enabled !== undefined && deps.capabilities().mirrorsDirectory) {
    throw refusals.mirrored();
  }
  const wanted = { change, extra: null, link: null, said: {} };
  const kind = change.enabled === false ? 'deactivate' : 'update';
  const about = { type: 'User', id, method: 'PATCH' } as const;
  await recorded(deps, actor, about, () =>
    carryOut(deps, { ...actor, endpointId: null }, { row, wanted, reads: false, kind, password: null }),
  );
  if (change.enabled === true) await addToWantingGroups(deps, id);
}
