import { isDeepStrictEqual } from 'node:util';
import type { UserChange } from '../secret-server/model.ts';
import { ScimError } from '../scim/errors.ts';
import { applyPatch } from '../scim/patch.ts';
import { readResource, type Reading } from '../scim/resource.ts';
import type { Intent } from '../store/intents.ts';
import type { Link } from '../store/links.ts';
import type { UserRow } from '../store/users.ts';
import { carryOut, type WantedChange, type Work } from './carry-out.ts';
import { readResourceValue, readText, type Answer, type Caller, type Deps } from './context.ts';
import { nextLinkName } from './link-name.ts';
import { userForWriting } from './lookup.ts';
import { addToWantingGroups } from './members.ts';
import { isUnheard } from './postpone.ts';
import { refusals } from './refusals.ts';
import { isDirectoryUser, planUpdate, type UserPlan } from './user-plan.ts';

/**
 * For how long the rest of what a client sends may come behind an enabling: Okta goes on retrying for 85 hours. Another
 * externalId later is a change of its own, in months maybe, of somebody who has been at work all the time.
 */
const retriesMs = 4 * 24 * 60 * 60 * 1000;

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
  return deps.lock.admit(`user ${String(id)}`, async () => {
    const row = await userForWriting(deps, caller, id);
    const current = { row, link: deps.store.links.get({ endpointId: caller.endpointId, type: 'User', id }) };
    const plan = planUpdate(row, read(deps, caller, request), verb);
    if (plan.ignored) deps.activity.leftOut('Name, display name and e-mail address belong to the directory.');
    const isAnother = isAnotherPerson(deps, current, plan);
    const [fault] = plan.faults;
    if (fault && plan.active !== false && !isAnother) throw fault;
    mayChange(deps, caller, current, plan.change);
    const reads = readsFirst(deps, current);
    if (isAnother) return meantAnotherPerson(deps, caller, current, { ...plan, reads });
    const name = nextLinkName(deps, caller, current, plan.sentName);
    if (name instanceof ScimError && plan.active !== false) throw name;
    const work = { row, reads, password: passwordFor(caller, row, plan) };
    const link = nextLink(
      deps,
      current,
      plan,
      name instanceof ScimError ? (current.link?.name ?? null) : name,
    );
    const change = withKeptRemoval(deps, id, plan.change);
    const wanted = { change, extra: plan.extra, link, said: plan.said };
    const answer = (): Answer => ({ status: 200, text: readText(deps, caller, 'User', id), id });
    if (isEcho(deps, current, wanted) && work.password === null) return answer();
    await carryOut(deps, caller, { ...work, wanted, kind: plan.active === false ? 'deactivate' : 'update' });
    if (wanted.change.enabled === true) await addToWantingGroups(deps, id);
    return answer();
  });
}

/**
 * SCIM DELETE /Users/{id} (RFC 7644 section 3.6): disabled in Secret Server, which keeps users for its audit, and
 * gone for this endpoint (D10).
 * @throws ScimError
 */
export async function deleteUser(deps: Deps, caller: Caller, id: number): Promise<void> {
  await deps.lock.admit(`user ${String(id)}`, async () => {
    const deleted = deletedUnheard(deps, caller, id);
    const row = deleted ?? (await userForWriting(deps, caller, id));
    const known = deps.store.links.get({ endpointId: caller.endpointId, type: 'User', id });
    mayChange(deps, caller, { row, link: known }, { enabled: false });
    const reads = deleted !== undefined || readsFirst(deps, { row, link: known });
    const link = {
      external_id: known?.external_id ?? null,
      name: known?.name ?? null,
      deleted: 1,
      active: 0,
      unconfirmed: 0,
    } as const;
    const wanted = { change: { enabled: false }, extra: null, link, said: {} };
    await carryOut(deps, caller, { row, wanted, reads, kind: 'delete', password: null });
  });
}

/** Deleted already, by a request whose client does not know it: the next one hears how that ended (D4). */
function deletedUnheard(deps: Deps, { endpointId }: Caller, id: number): UserRow | undefined {
  const last = deps.store.intents.lastOf(endpointId, 'User', id);
  const isOpen = last?.kind === 'delete' && last.state === 'done' && isUnheard(deps, last);
  return isOpen ? deps.store.users.get(id) : undefined;
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

interface Current {
  readonly row: UserRow;
  readonly link: Link | undefined;
}

/**
 * Limits that no value of the request can lift: protected users, mirrored directories, another endpoint's no.
 * @throws ScimError
 */
function mayChange(deps: Deps, caller: Caller, { row }: Current, change: UserChange): void {
  const enables = change.enabled === true && row.enabled === 0;
  const changes = Object.keys(change).length > (change.enabled === true && row.enabled === 1 ? 1 : 0);
  if (changes && deps.protection.isProtected(row)) throw refusals.protectedUser();
  if (isDirectoryUser(row) && change.enabled !== undefined && deps.capabilities().mirrorsDirectory) {
    throw refusals.mirrored();
  }
  if (enables) mayEnable(deps, caller, row.id);
}

/** While one endpoint holds a user inactive, no other may enable it (D18). @throws ScimError 409 */
export function mayEnable(deps: Pick<Deps, 'store'>, { endpointId }: Caller, id: number): void {
  const holder = deps.store.links.heldInactiveBy({ endpointId, type: 'User', id });
  if (holder !== undefined) throw refusals.heldInactive(holder);
}

/** D12: what Okta sends is a placeholder unless password sync is on; a directory user's is the directory's. */
function passwordFor(caller: Caller, row: UserRow, { password }: UserPlan): string | null {
  return caller.options.passwordSync && !isDirectoryUser(row) ? password : null;
}

/**
 * Another externalId, or none any more, on a user that is or was inactive is another person: a namesake must not
 * inherit a vault (D10), be it in one request or in several. A test app enables first and says only then who it is.
 */
function isAnotherPerson({ store }: Deps, { row, link }: Current, { externalId }: UserPlan): boolean {
  if (!link?.external_id || externalId === undefined || externalId === link.external_id) return false;
  const isHere = row.enabled === 1 && link.active !== 0 && link.unconfirmed === 0;
  const waiting = [...store.intents.openOf('User', row.id), ...store.intents.heldOf('User', row.id)];
  return !isHere || waiting.some(isRemoval);
}

/**
 * Nothing is done for the other person, but access goes where the request takes it away (D3), or where it was given
 * just now, or may have been, to somebody whom nobody confirmed.
 * @throws ScimError 409 unless the request takes access away
 */
async function meantAnotherPerson(
  deps: Deps,
  caller: Caller,
  current: Current,
  { active, externalId, reads }: UserPlan & Pick<Work, 'reads'>,
): Promise<Answer> {
  const { row, link } = current;
  const { id } = row;
  const enabledJustNow = row.enabled === 1 && (link?.unconfirmed ?? 0) > deps.now() - retriesMs;
  const mayBeEnabled = deps.store.intents.openOf('User', id).length > 0;
  if (link && (active === false || enabledJustNow || mayBeEnabled)) {
    mayChange(deps, caller, current, { enabled: false });
    const kept = { ...link, active: 0, unconfirmed: 0 } as const;
    const wanted = { change: { enabled: false }, extra: null, link: kept, said: {} };
    await carryOut(deps, caller, { row, reads, wanted, kind: 'deactivate', password: null });
  }
  if (active === false) {
    deps.activity.leftOut('The rest belongs to another externalId than the one that this user is linked to.');
    return { status: 200, text: readText(deps, caller, 'User', id), id };
  }
  // A person may say that it is the same one after all.
  if (externalId) deps.store.links.claim({ endpointId: caller.endpointId, type: 'User', id }, externalId);
  throw refusals.anotherPerson();
}

/** An enabling confirms nobody: apps from the wizard echo our own externalId in it. The next write that sends it does. */
function nextLink(
  { now }: Pick<Deps, 'now'>,
  { row, link }: Current,
  plan: UserPlan,
  name: string | null,
): Link {
  // Whom somebody enabled in Secret Server, the client still has to say who that is.
  const enables = plan.active === true && (row.enabled === 0 || link?.active === 0);
  const confirmed = typeof plan.externalId === 'string';
  return {
    external_id: plan.externalId === undefined ? (link?.external_id ?? null) : plan.externalId,
    name,
    deleted: 0,
    active: plan.active === undefined ? (link?.active ?? null) : plan.active ? 1 : 0,
    unconfirmed: enables && link?.external_id ? now() : confirmed ? 0 : (link?.unconfirmed ?? 0),
  };
}

/** Nothing in Secret Server, the mirror or the link would change. */
function isEcho({ store }: Deps, { row, link }: Current, wanted: WantedChange): boolean {
  const { displayName, email } = wanted.said;
  const asked = store.asked.user(row.id);
  const saysNew =
    (displayName ?? asked?.display_name) !== asked?.display_name || (email ?? asked?.email) !== asked?.email;
  const asksNothing = Object.keys(wanted.change).length === 0 && row.extra === JSON.stringify(wanted.extra);
  return asksNothing && !saysNew && isDeepStrictEqual({ ...link }, wanted.link);
}

/**
 * An endpoint's first write to a user reads it live: the mirror may be old, and it may be another account (D5, D6).
 * So does a write after one whose outcome is not known (D14).
 */
function readsFirst(deps: Deps, { row, link }: Current): boolean {
  return !link || row.replaced === 1 || deps.store.intents.openOf('User', row.id).length > 0;
}

/** A removal that still waits stands until a write turns exactly it back (D3). */
function withKeptRemoval(deps: Deps, id: number, change: UserChange): UserChange {
  const kept = deps.store.intents.openOf('User', id).some(isRemoval);
  return kept && change.enabled === undefined ? { ...change, enabled: false } : change;
}

function isRemoval({ kind }: Intent): boolean {
  return kind === 'deactivate' || kind === 'delete';
}
