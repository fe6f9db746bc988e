import { SecretServerError, type SecretServerGroup } from '../secret-server/model.ts';
import { readResource, type Reading } from '../scim/resource.ts';
import type { GroupRow } from '../store/groups.ts';
import { readText, type Answer, type Caller, type Deps } from './context.ts';
import { findGroupsByName } from './lookup.ts';
import { memberIds, membersAfter, planMembers, sendMembers } from './members.ts';
import { postpone } from './postpone.ts';
import { fromSecretServer, refusals } from './refusals.ts';

/** What a create or revival of a group needs again when it is settled after a crash. */
export interface WantedGroup {
  readonly name: string;
  readonly externalId: string | null;
  /** Exactly these users; disabled ones wait. */
  readonly members: readonly number[];
}

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
  return deps.lock.run(`displayName ${key}`, async () => {
    if (!deps.store.groups.byName(key).some(({ listed }) => listed === 1))
      await findGroupsByName(deps, wanted.name);
    const [row] = deps.store.groups.byName(key);
    if (!row) return build(deps, caller, { wanted, kind: 'create' });
    return deps.lock.run(`group ${String(row.id)}`, () => claim(deps, caller, wanted, row));
  });
}

function readWanted({ resource }: Reading): Omit<WantedGroup, 'members'> {
  const { displayName: name, externalId } = resource;
  if (typeof name !== 'string' || name === '') throw refusals.groupNameMissing();
  return { name, externalId: typeof externalId === 'string' ? externalId : null };
}

/** A POST for a name that is there already. */
async function claim(deps: Deps, caller: Caller, wanted: WantedGroup, row: GroupRow): Promise<Answer> {
  const link = deps.store.links.get({ endpointId: caller.endpointId, type: 'Group', id: row.id });
  const last = deps.store.intents.lastOfName(caller.endpointId, 'Group', wanted.name.toLowerCase());
  const neverHeard = last !== undefined && (last.heard === null || last.heard === 429);
  const same = neverHeard && last.external_id === wanted.externalId;
  if (same && (last.state === 'open' || (last.state === 'done' && last.resource_id === row.id))) {
    return build(deps, caller, { wanted, kind: 'create', id: row.id, intent: last.id });
  }
  if (row.listed === 1 && link?.deleted !== 1) throw refusals.groupExists();
  if (row.enabled === 1 && row.listed === 0) throw refusals.groupExists();
  return build(deps, caller, { wanted, kind: 'revive', id: row.id });
}

interface Build {
  readonly wanted: WantedGroup;
  readonly kind: 'create' | 'revive';
  /** The group that is there already. */
  readonly id?: number;
  /** The open intent that this goes on with. */
  readonly intent?: number;
}

async function build(
  deps: Deps,
  caller: Caller,
  { wanted, kind, id, intent: known }: Build,
): Promise<Answer> {
  const intent =
    known ??
    deps.store.intents.open({
      ...caller,
      type: 'Group',
      resourceId: id ?? null,
      nameKey: wanted.name.toLowerCase(),
      externalId: wanted.externalId,
      kind,
      wanted,
      password: false,
    });
  try {
    const group = await makeGroup(deps, wanted, id);
    await fillGroup(deps, { group, wanted, intent, endpointId: caller.endpointId, heard: 201 });
    return { status: 201, text: readText(deps, caller, 'Group', group.id), id: group.id };
  } catch (thrown) {
    throw postpone(deps, { intent, removal: false, thrown });
  }
}

/** The enabled group of the wanted name: made, or enabled again. */
export async function makeGroup(
  deps: Deps,
  { name }: WantedGroup,
  id: number | undefined,
): Promise<SecretServerGroup> {
  const server = deps.secretServer();
  if (id === undefined) {
    try {
      return await server.createGroup(name);
    } catch (thrown) {
      // After an answer that was lost a look instead of a retry; a refusal usually means that the name is taken.
      if (!(thrown instanceof SecretServerError)) throw thrown;
      if (!thrown.ambiguous && thrown.kind !== 'refused') throw thrown;
      const [found] = (await server.findGroupsByName(name)).filter(({ domainId }) => domainId === -1);
      if (found && thrown.ambiguous) return found;
      throw found ? refusals.groupExists() : thrown;
    }
  }
  const live = await server.readGroup(id);
  // Deleted for good in Secret Server: the name is free again.
  if (!live) {
    deps.store.transaction(() => deps.mirror.removeGroup(id));
    return server.createGroup(name);
  }
  const writable = writableGroup(live);
  return writable.enabled ? writable : server.updateGroup(id, { enabled: true });
}

/** @throws ScimError 400 for groups that a directory or Secret Server itself fills (D11). */
export function writableGroup(live: SecretServerGroup): SecretServerGroup {
  if (live.synchronized || live.domainId !== -1) throw refusals.readOnlyGroup();
  if (live.systemGroup === true || live.canEditMembers === false) throw refusals.systemGroup();
  return live;
}

interface Filling {
  readonly group: SecretServerGroup;
  readonly wanted: WantedGroup;
  readonly intent: number;
  readonly endpointId: number | null;
  readonly heard?: number;
}

/** Brings the members of a new or revived group to exactly the wanted ones, and saves it all in one transaction. */
export async function fillGroup(
  deps: Deps,
  { group, wanted, intent, endpointId, heard }: Filling,
): Promise<void> {
  const server = deps.secretServer();
  const { id } = group;
  const live = await server.listMembers(id);
  const plan = planMembers(deps, live, wanted.members);
  const refused = await sendMembers(server, id, plan);
  const added = plan.added.filter((user) => !refused.includes(user));
  deps.store.transaction(() => {
    deps.mirror.saveGroup({ ...group, enabled: true });
    deps.mirror.saveMembers(id, membersAfter(live, { added, removed: plan.removed }));
    deps.mirror.wrote('groups', id);
    deps.store.groups.setWanted(id, [...plan.waiting, ...refused]);
    if (endpointId !== null) {
      const link = { external_id: wanted.externalId, name: null, deleted: 0, active: 1 } as const;
      deps.store.links.put({ endpointId, type: 'Group', id }, link, deps.now());
    }
    deps.store.intents.close(intent, {
      state: 'done',
      resourceId: id,
      ...(heard === undefined ? {} : { heard }),
    });
  });
}

/** The row of a group that this endpoint may change. @throws ScimError 404, 400, 429 */
export async function readGroupForWriting(deps: Deps, id: number): Promise<SecretServerGroup> {
  const live = await deps
    .secretServer()
    .readGroup(id)
    .catch((thrown: unknown) => {
      throw fromSecretServer(thrown);
    });
  if (!live?.enabled) throw refusals.unknownGroup();
  return writableGroup(live);
}
