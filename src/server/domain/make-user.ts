import { generatePassword } from '../secret-server/password.ts';
import { SecretServerError, type SecretServer, type SecretServerUser } from '../secret-server/model.ts';
import type { ScimError } from '../scim/errors.ts';
import type { IntentKind } from '../store/intents.ts';
import type { Actor, Deps } from './context.ts';
import { postpone, unsettledCreate } from './postpone.ts';
import { asDetail } from './refusal-problem.ts';
import { isAboutLicence, refusals } from './refusals.ts';
import { verifyChange } from './user-calls.ts';
import { isDirectoryUser, type NewUserPlan } from './user-plan.ts';

/** How often a create is tried with another password when Secret Server does not say why it refuses (D12). */
const passwordTries = 3;

/** What a create or revival needs again when it is settled after a crash. */
export type WantedUser = Pick<
  NewUserPlan,
  'userName' | 'displayName' | 'email' | 'active' | 'extra' | 'externalId' | 'change'
>;

export function wantedOf(plan: NewUserPlan): WantedUser {
  const { userName, displayName, email, active, extra, externalId, change } = plan;
  return { userName, displayName, email, active, extra, externalId, change };
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
  const intent = openUserIntent(deps, actor, { wanted, hasPassword, kind: 'create', id: null });
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

export function openUserIntent(deps: Deps, actor: Actor, { wanted, hasPassword, kind, id }: Opening): number {
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

export interface Finished {
  readonly plan: WantedUser;
  readonly intent: number;
  readonly live: SecretServerUser;
  readonly fault: ScimError | undefined;
}

/** Saves the outcome of a create or revival in one transaction: record, link, intent closed. */
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
      const key = { endpointId, type: 'User', id: live.id } as const;
      // Who is known stays known, and a revival that says nothing of who it is confirms nobody (D10).
      const known = deps.store.links.get(key)?.external_id ?? null;
      const externalId = known ?? plan.externalId;
      const unconfirmed = externalId === plan.externalId ? 0 : deps.now();
      const link = { external_id: externalId, name, deleted: 0, active, unconfirmed } as const;
      deps.store.links.put(key, link, deps.now());
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
