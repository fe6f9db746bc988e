import { generatePassword } from '../secret-server/password.ts';
import { SecretServerError, type SecretServer, type SecretServerUser } from '../secret-server/model.ts';
import type { ScimError } from '../scim/errors.ts';
import { readResource } from '../scim/resource.ts';
import type { IntentKind } from '../store/intents.ts';
import type { UserRow } from '../store/users.ts';
import { changeUser, deleteUser, mayEnable } from './change-user.ts';
import { readText, type Actor, type Answer, type Caller, type Deps } from './context.ts';
import { userOfEmail } from './link-name.ts';
import { findByUserName, readKnownUser } from './lookup.ts';
import { addToWantingGroups } from './members.ts';
import { isAnothers, isUnheard, postpone, unsettledCreate } from './postpone.ts';
import { asDetail } from './refusal-problem.ts';
import { isAboutLicence, refusals } from './refusals.ts';
import { isSameAccount } from './same-account.ts';
import { sendChange, verifyChange } from './user-calls.ts';
import { isDirectoryUser, planCreate, type NewUserPlan } from './user-plan.ts';

/** How often a create is tried with another password when Secret Server does not say why it refuses (D12). */
const passwordTries = 3;

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

export { changeUser, deleteUser };

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
  const intent = open(deps, caller, { wanted, hasPassword, kind: 'revive', id: row.id });
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

interface Making {
  readonly wanted: WantedUser;
  /** To be sent, never to be written down (D12); null: a random one. */
  readonly password: string | null;
  /** The request carried one, whatever becomes of it. */
  readonly hasPassword: boolean;
  /** HTTP status that the client is about to be told; undefined: no client waits. */
  readonly heard?: number;
}

/**
 * Makes a user of a name that is free: intent, call, one transaction with the outcome.
 * @returns its id
 * @throws ScimError
 */
export async function makeUser(deps: Deps, actor: Actor, making: Making): Promise<number> {
  const { wanted, password, hasPassword, heard } = making;
  const sought = { ...actor, type: 'User', name: wanted.userName, externalId: wanted.externalId } as const;
  const retried = unsettledCreate(deps, sought) !== undefined;
  const intent = open(deps, actor, { wanted, hasPassword, kind: 'create', id: null });
  try {
    const live = await createInSecretServer(deps, { ...wanted, password, retried });
    await mustBeNew(deps, live);
    const fault = verifyChange(live, { enabled: wanted.active !== false });
    const told = heard === undefined ? {} : { heard: fault?.status ?? heard };
    saveCreated(deps, actor.endpointId, { plan: wanted, intent, live, fault, ...told });
    if (fault) throw fault;
    return live.id;
  } catch (thrown) {
    throw postpone(deps, { intent, removal: false, thrown });
  }
}

/** Numbers only grow: one that is not new is the sign of a restored server (D5). @throws ScimError, SecretServerError */
async function mustBeNew(deps: Deps, live: SecretServerUser): Promise<void> {
  const [newest] = deps.store.users.sample(1);
  if (!newest || live.id > newest.id) return;
  await deps.confirmView();
  const known = deps.store.users.get(live.id);
  if (known && known.login_name.toLowerCase() !== live.userName.toLowerCase())
    throw refusals.anotherAccount();
}

/** D12: what Okta sends is a placeholder unless password sync is on. */
function syncedPassword({ options }: Caller, plan: NewUserPlan): string | null {
  return options.passwordSync ? plan.password : null;
}

/**
 * One create, at most two more with fresh passwords; after an answer that was lost, a look instead of a retry.
 * @param plan `password` is the client's, which is sent as it is or refused; null: a random one. `retried`: an earlier
 * try may yet be done.
 */
export async function createInSecretServer(
  deps: Pick<Deps, 'capabilities' | 'secretServer'>,
  plan: Asked & { readonly password: string | null; readonly retried: boolean },
): Promise<SecretServerUser> {
  const server = deps.secretServer();
  const { userName, displayName, email } = plan;
  const tries = plan.password === null ? passwordTries : 1;
  for (let tried = 1; ; tried += 1) {
    const { passwordPolicy } = deps.capabilities();
    const password = plan.password ?? generatePassword(passwordPolicy, [userName, displayName]);
    try {
      return await server.createUser({
        userName,
        displayName,
        emailAddress: email,
        enabled: plan.active !== false,
        password,
      });
    } catch (thrown) {
      if (!(thrown instanceof SecretServerError)) throw thrown;
      const looks = thrown.ambiguous || (thrown.kind === 'refused' && tried === 1);
      const found = looks ? await named(server, userName, thrown) : undefined;
      if (found && (thrown.ambiguous || plan.retried) && isAsAsked(found, plan)) return found;
      if (found) throw refusals.userExists();
      if (!mayBePassword(thrown) || tried === tries) throw thrown.afterLook();
    }
  }
}

type Asked = Pick<NewUserPlan, 'userName' | 'displayName' | 'email' | 'active'>;

/** Whether a user who is there can be the one whose making was not confirmed: a namesake would differ. */
export function isAsAsked(live: SecretServerUser, { displayName, email }: Asked): boolean {
  return verifyChange(live, { displayName, emailAddress: email }) === undefined;
}

/** No code says that a password is refused (reference: users, create), but these say something else. */
function mayBePassword(fault: SecretServerError): boolean {
  return fault.kind === 'refused' && ![404, 405, 409].includes(fault.status ?? 0) && !isAboutLicence(fault);
}

/** The local user of this name. @throws the fault that made us look, where looking fails as well */
async function named(
  server: SecretServer,
  userName: string,
  fault: SecretServerError,
): Promise<SecretServerUser | undefined> {
  const found = await server.findUsersByName(userName).catch(() => {
    throw fault;
  });
  return found.find(({ domainId }) => domainId === -1);
}

interface Opening {
  readonly wanted: WantedUser;
  readonly hasPassword: boolean;
  readonly kind: IntentKind;
  /** null: it is made. */
  readonly id: number | null;
}

function open(deps: Deps, actor: Actor, { wanted, hasPassword, kind, id }: Opening): number {
  return deps.store.intents.open({
    ...actor,
    type: 'User',
    resourceId: id,
    nameKey: wanted.userName.toLowerCase(),
    externalId: wanted.externalId,
    kind,
    wanted,
    password: hasPassword,
  });
}

/** What a create or revival needs again when it is settled after a crash. */
export type WantedUser = Pick<
  NewUserPlan,
  'userName' | 'displayName' | 'email' | 'active' | 'extra' | 'externalId' | 'change'
>;

function wantedOf(plan: NewUserPlan): WantedUser {
  const { userName, displayName, email, active, extra, externalId, change } = plan;
  return { userName, displayName, email, active, extra, externalId, change };
}

interface Finished {
  readonly plan: WantedUser;
  readonly intent: number;
  readonly live: SecretServerUser;
  readonly fault: ScimError | undefined;
}

/** Saves the outcome of a create or revival in one transaction: record, link, intent closed. */
function finish(deps: Deps, caller: Caller, { plan, intent, live, fault }: Finished): Answer {
  saveCreated(deps, caller.endpointId, { plan, intent, live, fault, heard: fault?.status ?? 201 });
  if (fault) throw fault;
  return { status: 201, text: readText(deps, caller, 'User', live.id), id: live.id };
}

export function saveCreated(
  deps: Pick<Deps, 'store' | 'mirror' | 'now'>,
  endpointId: number | null,
  done: Finished & { readonly heard?: number },
): void {
  const { plan, intent, live, fault } = done;
  deps.store.transaction(() => {
    const { row, outcome } = deps.mirror.saveUser(live, plan.extra);
    deps.mirror.wrote('users', live.id);
    if (!fault && endpointId !== null) {
      const name = row.user_name_key === plan.userName.toLowerCase() ? null : plan.userName;
      const active = plan.active === false ? 0 : 1;
      const link = { external_id: plan.externalId, name, deleted: 0, active, unconfirmed: 0 } as const;
      deps.store.links.put({ endpointId, type: 'User', id: live.id }, link, deps.now());
      const said = { displayName: plan.displayName, email: plan.email ?? '' };
      if (!isDirectoryUser(row)) deps.store.asked.ofUser(live.id, endpointId, said);
    }
    if (outcome === 'added') deps.store.users.asCreated(live.id);
    // Older creates of this name did not happen, else it would not have been free; older removals are turned back.
    const nameKey = plan.userName.toLowerCase();
    if (!fault) deps.store.intents.supersede(intent, { type: 'User', resourceId: live.id, nameKey });
    deps.store.intents.close(intent, {
      state: fault ? 'failed' : 'done',
      resourceId: live.id,
      ...(done.heard === undefined ? {} : { heard: done.heard }),
      ...(fault ? asDetail(fault) : {}),
    });
  });
}
