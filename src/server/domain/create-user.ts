import { readResource } from '../scim/resource.ts';
import type { UserRow } from '../store/users.ts';
import { mayEnable } from './change-user.ts';
import { readText, type Answer, type Caller, type Deps } from './context.ts';
import { userOfEmail } from './link-name.ts';
import { findByUserName, readKnownUser } from './lookup.ts';
import { isAsAsked, makeUser, openUserIntent, saveCreated, wantedOf, type Finished } from './make-user.ts';
import { addToWantingGroups } from './members.ts';
import { isAnothers, isUnheard, postpone, unsettledCreate } from './postpone.ts';
import { refusals } from './refusals.ts';
import { isSameAccount } from './same-account.ts';
import { sendChange, verifyChange } from './user-calls.ts';
import { isDirectoryUser, planCreate, type NewUserPlan } from './user-plan.ts';

/**
 * SCIM POST /Users (RFC 7644 section 3.3). Creates the user in Secret Server, or revives the one that holds the
 * name and is disabled or deleted (D10).
 * @throws ScimError
 */
export async function createUser(deps: Deps, caller: Caller, body: unknown): Promise<Answer> {
  const plan = planCreate(readResource('User', body));
  const key = plan.userName.toLowerCase();
  return deps.lock.admit(`userName ${key}`, async () => {
    const row = await findByUserName(deps, caller, plan.userName);
    // For this endpoint the address is that user's name: a second user would be a double (D18).
    if (!row && userOfEmail(deps, caller, plan.userName)) throw refusals.userExists();
    // Secret Server would make a local user whose name only looks like the directory's.
    if (!row && plan.userName.includes('\\')) throw refusals.directoryName();
    if (!row) return createNew(deps, caller, plan);
    return deps.lock.run(`user ${String(row.id)}`, () => claim(deps, caller, plan, row.id));
  });
}

/** A POST for a name that is there already. */
async function claim(deps: Deps, caller: Caller, plan: NewUserPlan, id: number): Promise<Answer> {
  const unheard = unheardCreate(deps, caller, plan, id);
  const answer = unheard && (await answerUnheard(deps, caller, plan, { intent: unheard, id }));
  if (answer) return answer;
  const row = deps.store.users.get(id);
  if (!row || row.listed === 0) throw refusals.invisibleUser();
  const link = deps.store.links.get({ endpointId: caller.endpointId, type: 'User', id });
  if (row.enabled === 1 && link?.deleted !== 1) throw refusals.userExists();
  if (link?.external_id && plan.externalId && link.external_id !== plan.externalId) {
    deps.store.links.claim({ endpointId: caller.endpointId, type: 'User', id }, plan.externalId);
    throw refusals.anotherPerson();
  }
  if (deps.protection.isProtected(row)) throw refusals.protectedUser();
  if (plan.active !== false) mayEnable(deps, caller, row.id);
  return revive(deps, caller, plan, row);
}

/** A create or revival by the same POST of which no answer but 429 ever reached the client (D4). */
function unheardCreate(deps: Deps, caller: Caller, plan: NewUserPlan, id: number): number | undefined {
  const last = deps.store.intents.lastOfName(caller.endpointId, 'User', plan.userName.toLowerCase());
  if (!last || last.external_id !== plan.externalId || !isUnheard(deps, last)) return undefined;
  const isThis = last.resource_id === id && (last.state === 'done' || last.state === 'open');
  if (isThis) return last.id;
  if (isAnothers(deps, { ...caller, type: 'User', id })) return undefined;
  const sought = { ...caller, type: 'User', name: plan.userName, externalId: plan.externalId } as const;
  // The name was free when that create was opened: whether it made this user is for the user to tell.
  return unsettledCreate(deps, sought) ? last.id : undefined;
}

/** The client gets its 201 now, once. @returns undefined: the user is not as was asked, so there is still work to do. */
async function answerUnheard(
  deps: Deps,
  caller: Caller,
  plan: NewUserPlan,
  { intent, id }: { intent: number; id: number },
): Promise<Answer | undefined> {
  const live = await readKnownUser(deps, id);
  const isKnown = deps.store.intents.byId(intent)?.resource_id === id;
  if (live.enabled !== (plan.active !== false) || !(isKnown || isAsAsked(live, plan))) {
    deps.store.transaction(() => deps.mirror.saveUser(live));
    return undefined;
  }
  deps.store.intents.takeOver(intent, caller.requestId);
  return finish(deps, caller, { plan, intent, live, fault: undefined });
}

async function revive(deps: Deps, caller: Caller, plan: NewUserPlan, row: UserRow): Promise<Answer> {
  const directory = isDirectoryUser(row);
  if (directory && deps.capabilities().mirrorsDirectory) throw refusals.mirrored();
  const live = await readKnownUser(deps, row.id);
  if (!isSameAccount(live, row)) throw refusals.anotherAccount();
  const enabled = plan.active !== false;
  const unlocks = enabled && !live.enabled ? { isLockedOut: false } : {};
  const change = { ...(directory ? { enabled } : plan.change), ...unlocks };
  const password = directory ? null : syncedPassword(caller, plan);
  const wanted = wantedOf({ ...plan, change });
  const hasPassword = plan.password !== null;
  const intent = openUserIntent(deps, caller, { wanted, hasPassword, kind: 'revive', id: row.id });
  try {
    const now = await sendChange(deps, row.id, password === null ? change : { ...change, password });
    const answer = finish(deps, caller, { plan, intent, live: now, fault: verifyChange(now, change) });
    if (deps.store.groups.wantedBy(row.id).length === 0) return answer;
    await addToWantingGroups(deps, row.id);
    return { ...answer, text: readText(deps, caller, 'User', row.id) };
  } catch (thrown) {
    throw postpone(deps, { intent, removal: false, thrown });
  }
}

async function createNew(deps: Deps, caller: Caller, plan: NewUserPlan): Promise<Answer> {
  const sent = { password: syncedPassword(caller, plan), hasPassword: plan.password !== null };
  const id = await makeUser(deps, caller, { wanted: wantedOf(plan), ...sent, heard: 201 });
  return { status: 201, text: readText(deps, caller, 'User', id), id };
}

/** D12: what Okta sends is a placeholder unless password sync is on. */
function syncedPassword({ options }: Caller, plan: NewUserPlan): string | null {
  return options.passwordSync ? plan.password : null;
}

/** Saves the outcome of a create or revival in one transaction: record, link, intent closed. */
function finish(deps: Deps, caller: Caller, { plan, intent, live, fault }: Finished): Answer {
  saveCreated(deps, caller.endpointId, { plan, intent, live, fault, heard: fault?.status ?? 201 });
  if (fault) throw fault;
  return { status: 201, text: readText(deps, caller, 'User', live.id), id: live.id };
}
