import type { SecretServerUser, UserChange } from '../secret-server/model.ts';
import type { ScimError } from '../scim/errors.ts';
import type { Resource } from '../scim/resource.ts';
import type { SaidOfUser } from '../store/asked.ts';
import type { IntentKind } from '../store/intents.ts';
import type { Link } from '../store/links.ts';
import type { UserRow } from '../store/users.ts';
import type { Actor, Deps } from './context.ts';
import { readKnownUser } from './lookup.ts';
import { postpone } from './postpone.ts';
import { asDetail } from './refusal-problem.ts';
import { refusals } from './refusals.ts';
import { isSameAccount } from './same-account.ts';
import { sendUserChange, verifyChange } from './user-calls.ts';

/** What a change of an existing user needs again when it is settled after a crash. */
export interface WantedChange {
  readonly change: UserChange;
  readonly extra: Resource | null;
  /** null: nobody's, as in a resync. */
  readonly link: Link | null;
  readonly said: SaidOfUser;
}

/** A change of a user that is in the mirror. */
export interface Work {
  readonly row: UserRow;
  readonly wanted: WantedChange;
  /** Secret Server is asked who this is before anything is written. */
  readonly reads: boolean;
  readonly kind: IntentKind;
  /** To be sent, never to be written down (D12). */
  readonly password: string | null;
}

/** Intent, call, one transaction with the outcome. */
export async function carryOut(
  deps: Deps,
  caller: Actor,
  { row, wanted, reads, kind, password }: Work,
): Promise<void> {
  const heard = kind === 'delete' ? 204 : 200;
  const change = password === null ? wanted.change : { ...wanted.change, password };
  const asked = Object.keys(change).length > 0;
  const open = (): number =>
    deps.store.intents.open({
      ...caller,
      type: 'User',
      resourceId: row.id,
      nameKey: row.user_name_key,
      externalId: wanted.link?.external_id ?? null,
      kind,
      wanted,
      password: password !== null,
    });
  if (!asked) {
    // Nothing to ask of Secret Server, so nothing can come between: one transaction does it all.
    const live = reads ? await readLive(deps, row) : undefined;
    const done = { id: row.id, wanted, live, fault: undefined, heard };
    deps.store.transaction(() => saveChanged(deps, caller.endpointId, { ...done, intent: open() }));
    return;
  }
  const intent = open();
  try {
    // Behind the intent: a removal of access is kept even where this read fails (D3).
    const live = reads ? await readLive(deps, row) : undefined;
    const now = await sendUserChange(deps, { row, live, change });
    if (!isSameAccount(now, row)) {
      deps.store.transaction(() => deps.mirror.saveUser(now));
      throw refusals.anotherAccount();
    }
    const fault = verifyRemovalFirst(now, wanted.change);
    saveChanged(deps, caller.endpointId, { id: row.id, intent, wanted, live: now, fault, heard });
    if (fault) throw fault;
  } catch (thrown) {
    const removal = kind === 'deactivate' || kind === 'delete';
    const error = postpone(deps, { intent, removal, thrown });
    if (removal && isKept(deps, row.id, intent))
      deps.store.transaction(() => deps.mirror.showDisabled(row.id));
    throw error;
  }
}

async function readLive(deps: Deps, row: UserRow): Promise<SecretServerUser> {
  const live = await readKnownUser(deps, row.id);
  if (!isSameAccount(live, row)) throw refusals.anotherAccount();
  return live;
}

function isKept({ store }: Deps, id: number, intent: number): boolean {
  return store.intents.openOf('User', id).some((open) => open.id === intent);
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
      if (wanted.link) deps.store.links.put({ endpointId, type: 'User', id }, wanted.link, deps.now());
      deps.store.asked.ofUser(id, endpointId, wanted.said);
    }
    deps.store.intents.close(intent, {
      state: fault ? 'failed' : 'done',
      ...(heard === undefined ? {} : { heard: fault?.status ?? heard }),
      ...(fault ? asDetail(fault) : {}),
    });
    if (!fault) deps.store.intents.supersede(intent, { type: 'User', resourceId: id, nameKey: null });
  });
}
