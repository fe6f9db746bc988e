import { isDeepStrictEqual } from 'node:util';
import type { SecretServerUser, UserChange } from '../secret-server/model.ts';
import type { ScimError } from '../scim/errors.ts';
import { applyPatch } from '../scim/patch.ts';
import { readResource, type Reading, type Resource } from '../scim/resource.ts';
import type { IntentKind } from '../store/intents.ts';
import type { Link } from '../store/links.ts';
import type { UserRow } from '../store/users.ts';
import { readResourceValue, readText, type Answer, type Caller, type Deps } from './context.ts';
import { userForWriting } from './lookup.ts';
import { addToWantingGroups } from './members.ts';
import { postpone } from './postpone.ts';
import { fromSecretServer, refusals } from './refusals.ts';
import { disableForGood, isSameAccount, verifyChange } from './user-calls.ts';
import { isDirectoryUser, planUpdate, type UserPlan } from './user-plan.ts';

/** What a change of an existing user needs again when it is settled after a crash. */
export interface WantedChange {
  readonly change: UserChange;
  readonly extra: Resource | null;
  readonly link: Link;
}

/**
 * SCIM PUT and PATCH /Users/{id} (RFC 7644 sections 3.5.1 and 3.5.2).
 * `active:false` is carried out even when the rest of the request cannot be (D3).
 * @throws ScimError
 */
export async function changeUser(
  deps: Deps,
  caller: Caller,
  request: { readonly id: number; readonly verb: 'PUT' | 'PATCH'; readonly body: unknown },
): Promise<Answer> {
  const { id, verb } = request;
  return deps.lock.run(`user ${String(id)}`, async () => {
    const row = await userForWriting(deps, caller, id);
    const current = { row, link: deps.store.links.get({ endpointId: caller.endpointId, type: 'User', id }) };
    const plan = planUpdate(current, read(deps, caller, request), verb);
    const removes = plan.active === false;
    const [fault] = plan.faults;
    if (fault && !removes) throw fault;
    if (isDirectoryUser(row) && plan.change.enabled !== undefined && deps.capabilities().mirrorsDirectory) {
      throw refusals.mirrored();
    }
    const live = current.link ? undefined : await readLive(deps, row);
    const link = {
      external_id: plan.externalId,
      name: current.link?.name ?? null,
      deleted: 0,
      active: plan.active === undefined ? (current.link?.active ?? null) : plan.active ? 1 : 0,
    } as const;
    const wanted = { change: withKeptRemoval(deps, id, plan.change), extra: plan.extra, link };
    if (isEcho(current, wanted)) return { status: 200, text: readText(deps, caller, 'User', id), id };
    await carryOut(deps, caller, { row, wanted, live, kind: removes ? 'deactivate' : 'update', plan });
    if (wanted.change.enabled === true) await addToWantingGroups(deps, id);
    return { status: 200, text: readText(deps, caller, 'User', id), id };
  });
}

/**
 * SCIM DELETE /Users/{id} (RFC 7644 section 3.6): disabled in Secret Server, which keeps users for its audit, and
 * gone for this endpoint (D10).
 * @throws ScimError
 */
export async function deleteUser(deps: Deps, caller: Caller, id: number): Promise<void> {
  await deps.lock.run(`user ${String(id)}`, async () => {
    const row = await userForWriting(deps, caller, id);
    if (isDirectoryUser(row) && deps.capabilities().mirrorsDirectory) throw refusals.mirrored();
    const known = deps.store.links.get({ endpointId: caller.endpointId, type: 'User', id });
    const live = known ? undefined : await readLive(deps, row);
    const link = {
      external_id: known?.external_id ?? null,
      name: known?.name ?? null,
      deleted: 1,
      active: 0,
    } as const;
    const wanted = { change: { enabled: false }, extra: null, link };
    await carryOut(deps, caller, { row, wanted, live, kind: 'delete' });
  });
}

/** What the request makes of the resource that this client knows. */
function read(
  deps: Deps,
  caller: Caller,
  { id, verb, body }: { id: number; verb: 'PUT' | 'PATCH'; body: unknown },
): Reading {
  const current = readResourceValue(deps, caller, 'User', id);
  return verb === 'PUT' ? readResource('User', body, current) : applyPatch('User', current, body);
}

/** Nothing in Secret Server, the mirror or the link would change. */
function isEcho({ row, link }: { row: UserRow; link: Link | undefined }, wanted: WantedChange): boolean {
  const asksNothing = Object.keys(wanted.change).length === 0 && row.extra === JSON.stringify(wanted.extra);
  return asksNothing && isDeepStrictEqual({ ...link }, wanted.link);
}

/** An endpoint's first write to a user reads it live: the mirror may be old, and it may be another account (D5, D6). */
async function readLive(deps: Deps, row: UserRow): Promise<SecretServerUser> {
  const live = await deps
    .secretServer()
    .readUser(row.id)
    .catch((thrown: unknown) => {
      throw fromSecretServer(thrown);
    });
  if (!live) throw refusals.unknownUser();
  if (!isSameAccount(live, row)) throw refusals.anotherAccount();
  return live;
}

/** A removal that still waits stands until a write turns exactly it back (D3). */
function withKeptRemoval(deps: Deps, id: number, change: UserChange): UserChange {
  const kept = deps.store.intents
    .openOf('User', id)
    .some(({ kind }) => kind === 'deactivate' || kind === 'delete');
  return kept && change.enabled === undefined ? { ...change, enabled: false } : change;
}

interface Work {
  readonly row: UserRow;
  readonly wanted: WantedChange;
  readonly live: SecretServerUser | undefined;
  readonly kind: IntentKind;
  readonly plan?: UserPlan;
}

/** Intent, call, one transaction with the outcome. */
async function carryOut(deps: Deps, caller: Caller, { row, wanted, live, kind, plan }: Work): Promise<void> {
  const heard = kind === 'delete' ? 204 : 200;
  const server = deps.secretServer();
  const asked = Object.keys(wanted.change).length > 0;
  const open = (): number =>
    deps.store.intents.open({
      ...caller,
      type: 'User',
      resourceId: row.id,
      nameKey: row.user_name_key,
      externalId: wanted.link.external_id,
      kind,
      wanted,
      password: plan?.password ?? false,
    });
  if (!asked) {
    // Nothing to ask of Secret Server, so nothing can come between: one transaction does it all.
    const done = { id: row.id, wanted, live, fault: undefined, heard };
    deps.store.transaction(() => saveChanged(deps, caller.endpointId, { ...done, intent: open() }));
    return;
  }
  const intent = open();
  try {
    const now = await disableForGood(server, row, wanted.change, deps.capabilities());
    if (!isSameAccount(now, row)) throw refusals.anotherAccount();
    const fault = verifyRemovalFirst(now, wanted.change);
    saveChanged(deps, caller.endpointId, { id: row.id, intent, wanted, live: now, fault, heard });
    if (fault) throw fault;
  } catch (thrown) {
    const removal = kind === 'deactivate' || kind === 'delete';
    throw postpone(deps, { intent, removal, thrown });
  }
}

/** Where access was to be removed and was, nothing else that Secret Server ignored makes the request fail (D3). */
export function verifyRemovalFirst(live: SecretServerUser, change: UserChange): ScimError | undefined {
  return change.enabled === false ? verifyChange(live, { enabled: false }) : verifyChange(live, change);
}

interface Changed {
  readonly id: number;
  readonly intent: number;
  readonly wanted: WantedChange;
  readonly live: SecretServerUser | undefined;
  readonly fault: ScimError | undefined;
  readonly heard?: number;
}

/** One transaction: record, link, this intent and the ones that it supersedes closed. */
export function saveChanged(
  deps: Pick<Deps, 'store' | 'mirror' | 'now'>,
  endpointId: number | null,
  { id, intent, wanted, live, fault, heard }: Changed,
): void {
  deps.store.transaction(() => {
    const extra = fault ? undefined : (wanted.extra ?? undefined);
    if (live) deps.mirror.saveUser(live, extra);
    else if (extra) deps.mirror.saveExtra(id, extra);
    deps.mirror.wrote('users', id);
    if (!fault && endpointId !== null) {
      deps.store.links.put({ endpointId, type: 'User', id }, wanted.link, deps.now());
    }
    deps.store.intents.close(intent, {
      state: fault ? 'failed' : 'done',
      ...(heard === undefined ? {} : { heard: fault?.status ?? heard }),
      ...(fault ? { detail: fault.message } : {}),
    });
    if (fault) return;
    for (const older of deps.store.intents.openOf('User', id)) {
      if (older.id < intent)
        deps.store.intents.close(older.id, { state: 'dropped', detail: 'superseded by a later change' });
    }
  });
}
