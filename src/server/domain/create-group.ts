import { readResource, type Reading } from '../scim/resource.ts';
import type { GroupRow } from '../store/groups.ts';
import { readText, type Actor, type Answer, type Caller, type Deps } from './context.ts';
import { readKnownGroup } from './live-group.ts';
import { findGroupsByName } from './lookup.ts';
import { canBeOurs, fillGroup, makeGroup, takeBack, type MadeGroup, type WantedGroup } from './make-group.ts';
import { memberIds } from './members.ts';
import { isAnothers, isUnheard, postpone, unsettledCreate } from './postpone.ts';
import { fromSecretServer, refusals } from './refusals.ts';

/**
 * SCIM POST /Groups (RFC 7644 section 3.3). Creates the group, or enables the disabled one of this name with
 * exactly the members sent (D10).
 * @throws ScimError
 */
export async function createGroup(deps: Deps, caller: Caller, body: unknown): Promise<Answer> {
  const reading = readResource('Group', body);
  const [fault] = reading.faults;
  if (fault) throw fault;
  const wanted = { ...readWanted(reading), members: await memberIds(deps, reading.resource) };
  const key = wanted.name.toLowerCase();
  return deps.lock.admit(`displayName ${key}`, async () => {
    if (!deps.store.groups.byName(key).some(({ listed }) => listed === 1))
      await findGroupsByName(deps, wanted.name);
    const [row] = deps.store.groups.byName(key);
    if (!row) return build(deps, caller, { wanted, kind: 'create' });
    return deps.lock.run(`group ${String(row.id)}`, () => claim(deps, caller, wanted, row.id));
  });
}

function readWanted({ resource }: Reading): Omit<WantedGroup, 'members'> {
  const { displayName: name, externalId } = resource;
  if (typeof name !== 'string' || name === '') throw refusals.groupNameMissing();
  return { name, externalId: typeof externalId === 'string' ? externalId : null };
}

/** A POST for a name that is there already. */
async function claim(deps: Deps, caller: Caller, wanted: WantedGroup, id: number): Promise<Answer> {
  // Read again under the lock: a change of the group may have come before.
  const row = deps.store.groups.get(id);
  if (!row) return build(deps, caller, { wanted, kind: 'create' });
  const unheard = await unheardCreate(deps, caller, wanted, row).catch((thrown: unknown) => {
    throw fromSecretServer(thrown);
  });
  if (unheard !== undefined) {
    deps.store.intents.takeOver(unheard, caller.requestId);
    return build(deps, caller, { wanted, kind: 'create', id, intent: unheard });
  }
  const link = deps.store.links.get({ endpointId: caller.endpointId, type: 'Group', id });
  if (row.listed === 1 && link?.deleted !== 1) throw refusals.groupExists();
  if (row.listed === 0 && row.enabled === 1) throw refusals.invisibleGroup();
  if (deps.protection.isProtectedGroup(id)) throw refusals.protectedGroup();
  return build(deps, caller, { wanted, kind: 'revive', id });
}

/** A create or revival by the same POST of which no answer but 429 ever reached the client (D4). */
async function unheardCreate(
  deps: Deps,
  caller: Caller,
  { name, externalId, members }: WantedGroup,
  row: GroupRow,
): Promise<number | undefined> {
  const last = deps.store.intents.lastOfName(caller.endpointId, 'Group', name.toLowerCase());
  if (!last || last.external_id !== externalId || !isUnheard(deps, last)) return undefined;
  if (last.resource_id === row.id && (last.state === 'done' || last.state === 'open')) return last.id;
  // The name was free when that create was opened: whether it made this group is for the group to tell.
  const unsettled = unsettledCreate(deps, { ...caller, type: 'Group', name, externalId });
  const live = unsettled && row.listed === 1 ? await readKnownGroup(deps, row.id) : undefined;
  if (!unsettled || !live || isAnothers(deps, { ...caller, type: 'Group', id: row.id })) return undefined;
  const before = JSON.parse(unsettled.wanted) as WantedGroup; // written below
  const known = [...members, ...before.members];
  return (await canBeOurs(deps, live, { name, members: known })) ? unsettled.id : undefined;
}

interface Build {
  readonly wanted: WantedGroup;
  readonly kind: 'create' | 'revive';
  /** The group that is there already. */
  readonly id?: number;
  /** The intent that this goes on with. */
  readonly intent?: number;
  /** HTTP status that the client is about to be told; absent: no client waits. */
  readonly heard?: number;
}

async function build(deps: Deps, caller: Caller, building: Build): Promise<Answer> {
  const id = await buildGroup(deps, caller, { ...building, heard: 201 });
  return { status: 201, text: readText(deps, caller, 'Group', id), id };
}

/**
 * Makes a group, or enables the one that is there, with exactly the members wanted.
 * @returns its id
 * @throws ScimError
 */
export async function buildGroup(deps: Deps, actor: Actor, building: Build): Promise<number> {
  const { wanted, kind, id, intent: known, ...told } = building;
  const retried = unsettledCreate(deps, { ...actor, type: 'Group', ...wanted }) !== undefined;
  const intent =
    known ??
    deps.store.intents.open({
      ...actor,
      type: 'Group',
      resourceId: id ?? null,
      nameKey: wanted.name.toLowerCase(),
      externalId: wanted.externalId,
      kind,
      wanted,
      password: false,
    });
  let made: MadeGroup | undefined;
  try {
    made = await makeGroup(deps, { ...wanted, retried }, id);
    await fillGroup(deps, { ...made, wanted, intent, endpointId: actor.endpointId, ...told });
    return made.group.id;
  } catch (fault) {
    const thrown = made ? await takeBack(deps, made, fault) : fault;
    // Once the group is there, this must not turn into a 409 for the client that sends it again (D4).
    throw postpone(deps, { intent, removal: made !== undefined, thrown });
  }
}
