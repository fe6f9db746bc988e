import { SecretServerError, type SecretServerGroup } from '../secret-server/model.ts';
import type { Deps } from './context.ts';
import { readKnownGroup, readMembers, sendGroupChange, writableGroup } from './live-group.ts';
import { learnMembers, membersAfter, planMembers } from './members.ts';
import { fromSecretServer, refusals } from './refusals.ts';
import { ScimError } from '../scim/errors.ts';
import { sendMembers } from './send-members.ts';

/** What a create or revival of a group needs again when it is settled after a crash. */
export interface WantedGroup {
  readonly name: string;
  readonly externalId: string | null;
  /** Exactly these users; disabled ones wait. */
  readonly members: readonly number[];
}

/** An enabled group that is to be filled. */
export interface MadeGroup {
  readonly group: SecretServerGroup;
  /** Just made, so nobody is in it. */
  readonly empty: boolean;
  /** How it is taken back where the rest of the request is refused; undefined: it was there before. */
  readonly undo?: 'delete' | 'disable';
}

/**
 * The enabled group of the wanted name: made, or enabled again.
 * @param wanted `retried`: an earlier try may yet be done.
 * @param id the disabled group of this name; undefined: there is none.
 * @throws ScimError, SecretServerError
 */
export async function makeGroup(
  deps: Deps,
  wanted: WantedGroup & { readonly retried: boolean },
  id: number | undefined,
): Promise<MadeGroup> {
  const live = id === undefined ? undefined : await readKnownGroup(deps, id);
  // Deleted for good in Secret Server: the name is free again.
  if (id !== undefined && !live) deps.store.transaction(() => deps.mirror.removeGroup(id));
  return live ? enable(deps, writableGroup(live)) : make(deps, wanted);
}

async function enable(deps: Deps, group: SecretServerGroup): Promise<MadeGroup> {
  if (group.enabled) return { group, empty: false };
  const now = await sendGroupChange(deps, group.id, { enabled: true });
  if (!now.enabled) throw refusals.notEnabled();
  return { group: now, empty: false, undo: 'disable' };
}

async function make(deps: Deps, wanted: WantedGroup & { readonly retried: boolean }): Promise<MadeGroup> {
  const { name, retried } = wanted;
  const server = deps.secretServer();
  try {
    return { group: verified(await server.createGroup(name), name), empty: true, undo: 'delete' };
  } catch (thrown) {
    if (!(thrown instanceof SecretServerError)) throw thrown;
    if (!thrown.ambiguous && thrown.kind !== 'refused') throw thrown;
    // After an answer that was lost a look instead of a retry; a refusal usually means that the name is taken.
    const named = await server.findGroupsByName(name).catch(() => {
      throw thrown;
    });
    const found = named.find(({ domainId }) => domainId === -1);
    if (found && (thrown.ambiguous || retried) && (await canBeOurs(deps, found, wanted)))
      return { group: found, empty: false, undo: 'delete' };
    if (found) throw refusals.groupExists();
    throw isAboutName(thrown) ? refusals.hiddenGroup() : thrown.afterLook();
  }
}

/**
 * Whether a group that is there can be the one whose making was not confirmed: a person's own would be written
 * otherwise, or hold somebody whom nobody asked for.
 * @throws SecretServerError
 */
export async function canBeOurs(
  deps: Deps,
  { id, name, enabled }: SecretServerGroup,
  wanted: Pick<WantedGroup, 'name' | 'members'>,
): Promise<boolean> {
  if (!enabled || name.trim() !== wanted.name.trim()) return false;
  const inside = await deps.secretServer().listMembers(id);
  return inside.every((user) => wanted.members.includes(user));
}

/**
 * Takes a group back whose members were refused for good: a refused request leaves nothing behind.
 * @returns why the request fails; 429 where taking back does, so that its retry goes on with the group.
 */
export async function takeBack(
  deps: Deps,
  { group: { id }, undo }: MadeGroup,
  thrown: unknown,
): Promise<unknown> {
  const ambiguous = thrown instanceof SecretServerError && thrown.ambiguous;
  const error = fromSecretServer(thrown);
  const isFinal = error instanceof ScimError && error.status !== 429 && !ambiguous;
  if (!isFinal || undo === undefined) return thrown;
  const server = deps.secretServer();
  const undoing = undo === 'delete' ? server.deleteGroup(id) : server.updateGroup(id, { enabled: false });
  return undoing.then(
    () => thrown,
    () => refusals.busy(),
  );
}

/** Compares what came back with what was asked (D9). */
function verified(made: SecretServerGroup, name: string): SecretServerGroup {
  if (made.name.trim() !== name.trim()) throw refusals.notTaken('displayName');
  if (!made.enabled) throw refusals.notEnabled();
  return made;
}

/** Texts are not published; these words are the only hint that a group has the name that this account cannot see. */
function isAboutName({ errorCode, said }: SecretServerError): boolean {
  return /duplicate|exist|taken|unique|in use/i.test(`${errorCode ?? ''} ${said}`);
}

interface Filling extends MadeGroup {
  readonly wanted: WantedGroup;
  readonly intent: number;
  readonly endpointId: number | null;
  /** HTTP status that the client is about to be told; undefined: no client waits. */
  readonly heard?: number;
}

/**
 * Brings the members of a new or revived group to exactly the wanted ones, and saves it all in one transaction.
 * @throws SecretServerError
 */
export async function fillGroup(deps: Deps, filling: Filling): Promise<void> {
  const { group, empty, wanted, intent, endpointId, heard } = filling;
  const { id } = group;
  const live = empty ? [] : await readMembers(deps, id);
  await learnMembers(deps, live);
  const plan = planMembers(deps, live, wanted.members);
  const refused = await sendMembers(deps, id, plan);
  const added = plan.added.filter((user) => !refused.includes(user));
  deps.store.transaction(() => {
    deps.mirror.saveGroup(group);
    deps.mirror.saveMembers(id, membersAfter(live, { added, removed: plan.removed }));
    deps.mirror.wrote('groups', id);
    deps.store.groups.setWanted(id, [...plan.waiting, ...refused]);
    if (endpointId !== null) {
      const link = {
        external_id: wanted.externalId,
        name: null,
        deleted: 0,
        active: 1,
        unconfirmed: 0,
      } as const;
      deps.store.links.put({ endpointId, type: 'Group', id }, link, deps.now());
      deps.store.asked.removeGroup(id);
      const members = { added: wanted.members, removed: [] };
      deps.store.asked.ofGroup(id, endpointId, { name: wanted.name, members });
    }
    if (empty) deps.store.groups.asCreated(id);
    const nameKey = wanted.name.toLowerCase();
    deps.store.intents.supersede(intent, { type: 'Group', resourceId: id, nameKey });
    deps.store.intents.close(intent, {
      state: 'done',
      resourceId: id,
      ...(heard === undefined ? {} : { heard }),
    });
  });
}
