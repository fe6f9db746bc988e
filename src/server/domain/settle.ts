import { SecretServerError, type SecretServer } from '../secret-server/model.ts';
import { ScimError } from '../scim/errors.ts';
import type { Intent } from '../store/intents.ts';
import type { Deps } from './context.ts';
import { saveChanged, verifyRemovalFirst, type WantedChange } from './carry-out.ts';
import { addToWantingGroups } from './members.ts';
import { clientRetries, isAnothers, isRetried } from './postpone.ts';
import { asDetail } from './refusal-problem.ts';
import { fromSecretServer, refusals } from './refusals.ts';
import { settleGroup } from './settle-group.ts';
import { isSameAccount } from './same-account.ts';
import { surely } from './surely.ts';
import { holds, sendChange, sendUserChange, verifyChange } from './user-calls.ts';
import { createInSecretServer, isAsAsked, saveCreated, type WantedUser } from './make-user.ts';

/** Unusable answers in one round after which Secret Server counts as down (D16). */
const mostUnusable = 5;

/**
 * Settles what a crash or an outage left open, removals of access first, by comparing what is wanted with what Secret Server
 * has; nothing is replayed (D1, D3). A client that heard 429 sends its change again by itself, so for it only
 * removals of access are carried out, and changes that turn out to be done are recorded.
 * Stops quietly when Secret Server cannot be used: the rest stays open.
 */
export async function settleIntents(deps: Deps): Promise<void> {
  let unusable = 0;
  for (const intent of removalsFirst(deps.store.intents.allOpen())) {
    try {
      await deps.lock.run(lockKey(intent), () =>
        deps.activity.settling(intent, () => settle(deps, intent.id)),
      );
    } catch (thrown) {
      const error = fromSecretServer(thrown);
      if (!(error instanceof ScimError)) throw error;
      if (error.status === 429) {
        // One resource may be out of order by itself and holds up no other; after several it is Secret Server.
        unusable += thrown instanceof SecretServerError && thrown.kind === 'unusable' ? 1 : mostUnusable;
        if (unusable >= mostUnusable) return;
        continue;
      }
      // A definite refusal closes this one and holds up no other.
      deps.store.intents.close(intent.id, { state: 'failed', ...asDetail(error) });
    }
  }
}

/** What takes access away comes before what only has to be looked at again; each in the order of the requests (D3). */
function removalsFirst(open: readonly Intent[]): Intent[] {
  const isOther = ({ kind }: Intent): number => Number(kind === 'create' || kind === 'revive');
  return open.toSorted((a, b) => isOther(a) - isOther(b) || a.id - b.id);
}

/** Puts users who were enabled in Secret Server itself into the groups that wanted them meanwhile (D13). */
export async function settleWantedMembers(deps: Deps): Promise<void> {
  for (const userId of deps.store.groups.wantedAndEnabled()) await addToWantingGroups(deps, userId);
}

/** The key under which live requests for the same resource run. */
function lockKey({ resource_type: type, resource_id: id, name_key: name }: Intent): string {
  if (id !== null) return `${type.toLowerCase()} ${String(id)}`;
  return `${type === 'User' ? 'userName' : 'displayName'} ${name ?? ''}`;
}

async function settle(deps: Deps, id: number): Promise<void> {
  // Read again under the lock: a live request may have settled it meanwhile.
  const intent = deps.store.intents.openById(id);
  if (!intent) return;
  if (intent.resource_type === 'Group') return settleGroup(deps, intent);
  const server = deps.secretServer();
  if (intent.kind === 'create') await settleCreate(deps, server, intent);
  else if (intent.kind === 'revive') await settleRevival(deps, server, intent);
  else await settleChange(deps, server, intent);
}

function drop(deps: Deps, intent: Intent, detail: string): void {
  deps.store.intents.close(intent.id, { state: 'dropped', detail });
}

/** Its id means somebody else by now: a person has to decide (D5). */
function dropOther(deps: Deps, intent: Intent): void {
  deps.store.intents.close(intent.id, { state: 'dropped', ...asDetail(refusals.anotherAccount()) });
}

async function settleCreate(deps: Deps, server: SecretServer, intent: Intent): Promise<void> {
  const plan = JSON.parse(intent.wanted) as WantedUser; // written by make-user.ts
  const made = (await server.findUsersByName(plan.userName)).find((user) => user.domainId === -1);
  if (!made && isRetried(intent)) return drop(deps, intent, clientRetries);
  const isTaken = made && isAnothers(deps, { endpointId: intent.endpoint_id, type: 'User', id: made.id });
  if (made && (isTaken || !isAsAsked(made, plan))) throw refusals.userExists();
  const live = made ?? (await createInSecretServer(deps, { ...plan, password: null, retried: true }));
  const fault = verifyChange(live, { enabled: plan.active !== false });
  saveCreated(deps, intent.endpoint_id, { plan, intent: intent.id, live, fault });
}

async function settleRevival(deps: Deps, server: SecretServer, intent: Intent): Promise<void> {
  const plan = JSON.parse(intent.wanted) as WantedUser; // written by make-user.ts
  const before = await liveOf(deps, server, intent);
  if (!before) return dropOther(deps, intent);
  const done = holds(before, plan.change);
  if (!done && isRetried(intent)) return drop(deps, intent, clientRetries);
  const live = done ? before : await sendChange(deps, before.id, plan.change);
  saveCreated(deps, intent.endpoint_id, {
    plan,
    intent: intent.id,
    live,
    fault: verifyChange(live, plan.change),
  });
}

async function settleChange(deps: Deps, server: SecretServer, intent: Intent): Promise<void> {
  const wanted = JSON.parse(intent.wanted) as WantedChange; // written by change-user.ts
  const row = intent.resource_id === null ? undefined : deps.store.users.get(intent.resource_id);
  const before = await liveOf(deps, server, intent);
  if (!row || !before) return dropOther(deps, intent);
  const done = holds(before, wanted.change);
  const removal = intent.kind === 'deactivate' || intent.kind === 'delete';
  if (!done && !removal && isRetried(intent)) return drop(deps, intent, clientRetries);
  const live = await sendUserChange(deps, { row, live: before, change: wanted.change });
  const fault = verifyRemovalFirst(live, wanted.change);
  saveChanged(deps, intent.endpoint_id, { id: row.id, intent: intent.id, wanted, live, fault });
}

/** The intent's user, unless its id means somebody else by now (D5). */
async function liveOf(deps: Deps, server: SecretServer, intent: Intent) {
  if (intent.resource_id === null) return undefined;
  const id = intent.resource_id;
  const row = deps.store.users.get(id);
  // Out of sight is not gone: then it stays open.
  const live = await surely(deps, () => server.readUser(id), Boolean);
  return live && row && isSameAccount(live, row) ? live : undefined;
}
