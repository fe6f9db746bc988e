import { SecretServerError, type GroupChange, type SecretServerGroup } from '../secret-server/model.ts';
import type { SaidOfGroup } from '../store/asked.ts';
import type { Link } from '../store/links.ts';
import type { Deps } from './context.ts';
import { sendGroupChange } from './live-group.ts';
import { membersAfter, type MemberPlan } from './members.ts';
import { fromSecretServer, refusals } from './refusals.ts';
import { ScimError } from '../scim/errors.ts';
import { sendMembers } from './send-members.ts';

/** What a change of an existing group needs again when it is settled after a crash. */
export interface WantedGroupChange {
  readonly change: GroupChange;
  /** null: members are not touched. */
  readonly members: MemberPlan | null;
  /** null: nobody's, as in a resync. */
  readonly link: Link | null;
  /** What a resync is to compare Secret Server with. */
  readonly said: SaidOfGroup;
}

export interface Applying {
  readonly id: number;
  /** The name before the change, in lower case. */
  readonly nameKey: string;
  readonly wanted: WantedGroupChange;
  /** Who is in the group now; empty where members are not touched. */
  readonly live: readonly number[];
  readonly intent: number;
  readonly endpointId: number | null;
  /** HTTP status that the client is about to be told; undefined: no client waits. */
  readonly heard?: number;
}

/** What of a change was carried out so far. */
interface Progress {
  renamed?: SecretServerGroup;
  /** Additions that Secret Server refused because the user is disabled; undefined: members were not sent yet. */
  refused?: readonly number[];
}

/**
 * Sends what is wanted, removals of access first, and saves the outcome in one transaction; where only a part could
 * be done, that part.
 * @throws ScimError, SecretServerError
 */
export async function applyGroupChange(deps: Deps, applying: Applying): Promise<void> {
  const progress: Progress = {};
  try {
    const removes = (applying.wanted.members?.removed.length ?? 0) > 0;
    if (!removes) await rename(deps, applying, progress);
    await changeMembers(deps, applying, progress);
    if (removes) await rename(deps, applying, progress);
  } catch (thrown) {
    deps.store.transaction(() => saveProgress(deps, applying, progress));
    throw thrown;
  }
  const { id, nameKey, wanted, intent, endpointId, heard } = applying;
  deps.store.transaction(() => {
    saveProgress(deps, applying, progress);
    deps.mirror.wrote('groups', id);
    if (endpointId !== null) saveAsked(deps, { id, endpointId, wanted });
    deps.store.intents.close(intent, { state: 'done', ...(heard === undefined ? {} : { heard }) });
    deps.store.intents.supersede(intent, { type: 'Group', resourceId: id, nameKey, butDeletes: true });
  });
}

/** What the endpoint knows and asked of the group. Part of the caller's transaction. */
export function saveAsked(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { id, endpointId, wanted }: { id: number; endpointId: number; wanted: WantedGroupChange },
): void {
  if (wanted.link) store.links.put({ endpointId, type: 'Group', id }, wanted.link, now());
  store.asked.ofGroup(id, endpointId, wanted.said);
}

async function rename(deps: Deps, { id, wanted }: Applying, progress: Progress): Promise<void> {
  const { name } = wanted.change;
  if (name === undefined) return;
  const renamed = await sendGroupChange(deps, id, { name }).catch((thrown: unknown) =>
    whyNot(deps, { id, name, thrown }),
  );
  // Secret Server answers 200 to what it ignores (D9).
  if (renamed.name.trim() !== name.trim()) throw refusals.notTaken('displayName');
  progress.renamed = renamed;
}

/** Somebody may have taken the name meanwhile: what Secret Server says then is not published. @throws always */
async function whyNot(
  deps: Deps,
  { id, name, thrown }: { readonly id: number; readonly name: string; readonly thrown: unknown },
): Promise<never> {
  if (thrown instanceof SecretServerError && thrown.kind === 'refused' && !thrown.ambiguous) {
    const named = await deps
      .secretServer()
      .findGroupsByName(name)
      .catch(() => []);
    if (named.some((group) => group.id !== id && group.domainId === -1)) throw refusals.groupExists();
  }
  throw thrown;
}

async function changeMembers(deps: Deps, { id, wanted }: Applying, progress: Progress): Promise<void> {
  if (wanted.members === null) return;
  try {
    progress.refused = await sendMembers(deps, id, wanted.members);
  } catch (thrown) {
    await lookAgain(deps, id, thrown);
    throw thrown;
  }
}

/** A part of the difference may have been taken before the rest was refused. */
async function lookAgain(deps: Deps, id: number, thrown: unknown): Promise<void> {
  const error = fromSecretServer(thrown);
  if (!(error instanceof ScimError) || error.status === 429) return;
  const live = await deps
    .secretServer()
    .listMembers(id)
    .catch(() => undefined);
  if (live) deps.store.transaction(() => deps.mirror.saveMembers(id, live));
}

function saveProgress(deps: Deps, { id, wanted, live }: Applying, { renamed, refused }: Progress): void {
  if (renamed) deps.mirror.saveGroup(renamed);
  if (renamed || refused) deps.mirror.wrote('groups', id);
  if (!refused || !wanted.members) return;
  const { added, removed, waiting } = wanted.members;
  const taken = added.filter((user) => !refused.includes(user));
  deps.mirror.saveMembers(id, membersAfter(live, { added: taken, removed }));
  deps.store.groups.setWanted(id, [...waiting, ...refused]);
}
