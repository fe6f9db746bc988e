import { SecretServerError, type GroupChange, type MemberChange } from '../secret-server/model.ts';
import { applyPatch } from '../scim/patch.ts';
import { readResource, type Reading, type Resource } from '../scim/resource.ts';
import type { GroupRow } from '../store/groups.ts';
import type { Link } from '../store/links.ts';
import { readText, type Answer, type Caller, type Deps } from './context.ts';
import { readGroupForWriting } from './groups.ts';
import { findGroup } from './lookup.ts';
import { memberIds, membersAfter, noMembers, planMembers, sendMembers, type MemberPlan } from './members.ts';
import { postpone } from './postpone.ts';
import { fromSecretServer, refusals } from './refusals.ts';

/** What a change of an existing group needs again when it is settled after a crash. */
export interface WantedGroupChange {
  readonly change: GroupChange;
  readonly members: MemberChange;
  readonly waiting: readonly number[] | null;
  readonly link: Link;
}

interface GroupRequest {
  readonly id: number;
  readonly verb: 'PUT' | 'PATCH';
  readonly body: unknown;
}

/**
 * SCIM PUT and PATCH /Groups/{id} (RFC 7644 sections 3.5.1 and 3.5.2), members by difference (D13).
 * @throws ScimError
 */
export async function changeGroup(deps: Deps, caller: Caller, request: GroupRequest): Promise<Answer> {
  const { id } = request;
  return deps.lock.run(`group ${String(id)}`, async () => {
    const row = await groupForWriting(deps, caller, id);
    const link = deps.store.links.get({ endpointId: caller.endpointId, type: 'Group', id });
    const known = read(request, row, shownMembers(deps, id));
    const [fault] = known.faults;
    if (fault) throw fault;
    await mustBeWritable(deps, row, link);
    const kept = keptRemovals(deps, id);
    const touchesMembers = kept.size > 0 || (known.asked.has('members') && !isEcho(deps, request, known));
    const live = touchesMembers ? await readMembers(deps, id) : [];
    const members = touchesMembers ? await planAgainst(deps, request, { row, live, kept }) : undefined;
    const change = renaming(deps, row, link, known);
    const externalId = known.resource['externalId'];
    const wanted = {
      change,
      members: members ?? noMembers,
      waiting: members ? members.waiting : null,
      link: {
        external_id: typeof externalId === 'string' ? externalId : (link?.external_id ?? null),
        name: null,
        deleted: 0,
        active: 1,
      } as const,
    };
    await carryOut(deps, caller, { row, wanted, live });
    return { status: 200, text: readText(deps, caller, 'Group', id), id };
  });
}

/**
 * SCIM DELETE /Groups/{id} (RFC 7644 section 3.6). Users stay.
 * @throws ScimError
 */
export async function deleteGroup(deps: Deps, caller: Caller, id: number): Promise<void> {
  await deps.lock.run(`group ${String(id)}`, async () => {
    const row = await groupForWriting(deps, caller, id);
    const group = await readGroupForWriting(deps, id);
    const known = deps.store.links.get({ endpointId: caller.endpointId, type: 'Group', id });
    const intent = deps.store.intents.open({
      ...caller,
      type: 'Group',
      resourceId: id,
      nameKey: row.display_name_key,
      externalId: known?.external_id ?? null,
      kind: 'delete',
      wanted: {},
      password: false,
    });
    try {
      await sendDelete(deps, id);
      deps.store.transaction(() => {
        deps.mirror.saveGroup({ ...group, enabled: false });
        saveDeleted(deps, caller.endpointId, id, known);
        deps.store.intents.close(intent, { state: 'done', heard: 204 });
      });
    } catch (thrown) {
      throw postpone(deps, { intent, removal: true, thrown });
    }
  });
}

/** For this endpoint the group is gone, whatever Secret Server keeps of it. */
export function saveDeleted(
  deps: Deps,
  endpointId: number | null,
  id: number,
  known: Link | undefined,
): void {
  deps.mirror.wrote('groups', id);
  deps.store.groups.setWanted(id, []);
  if (endpointId === null) return;
  const link = { external_id: known?.external_id ?? null, name: null, deleted: 1, active: 0 } as const;
  deps.store.links.put({ endpointId, type: 'Group', id }, link, deps.now());
}

/** A group that is gone or disabled already is a success: Secret Server's own second delete is an error. */
export async function sendDelete(deps: Deps, id: number): Promise<void> {
  const server = deps.secretServer();
  try {
    await server.deleteGroup(id);
  } catch (thrown) {
    const unsure = thrown instanceof SecretServerError && (thrown.ambiguous || thrown.kind === 'refused');
    if (!unsure) throw thrown;
    const live = await server.readGroup(id).catch(() => {
      throw thrown;
    });
    if (live?.enabled) throw thrown;
  }
}

async function groupForWriting(deps: Deps, caller: Caller, id: number): Promise<GroupRow> {
  await findGroup(deps, id);
  const row = deps.store.groups.get(id);
  const link = deps.store.links.get({ endpointId: caller.endpointId, type: 'Group', id });
  if (!row || row.listed === 0 || link?.deleted === 1) throw refusals.unknownGroup();
  return row;
}

/** An endpoint's first write to a group reads it live: only a single read tells whether it can be changed. */
async function mustBeWritable(deps: Deps, row: GroupRow, link: Link | undefined): Promise<void> {
  if (row.synchronized === 1 || row.domain_id !== -1) throw refusals.readOnlyGroup();
  if (row.editable === 0) throw refusals.systemGroup();
  if (row.editable === 1 && link) return;
  const live = await readGroupForWriting(deps, row.id);
  deps.store.transaction(() => deps.mirror.saveGroup(live));
}

/** What the request makes of the group, when these are its members. */
function read({ verb, body }: GroupRequest, row: GroupRow, members: readonly number[]): Reading {
  const current: Resource = {
    displayName: row.display_name,
    members: members.map((id) => ({ value: String(id) })),
  };
  return verb === 'PUT' ? readResource('Group', body, current) : applyPatch('Group', current, body);
}

/** The members that the client could know of, and the ones that it is waiting for. */
function shownMembers(deps: Deps, id: number): number[] {
  return [...deps.store.groups.listedMembers(id), ...deps.store.groups.wanted(id)];
}

/** A PUT of the members that we showed asks for nothing (D6). */
function isEcho(deps: Deps, { verb, id }: GroupRequest, { resource }: Reading): boolean {
  if (verb === 'PATCH' || !Array.isArray(resource['members'])) return false;
  const sent = new Set(resource['members'].map((member) => (member as { value?: unknown }).value));
  const shown = deps.store.groups.listedMembers(id);
  return sent.size === shown.length && shown.every((member) => sent.has(String(member)));
}

async function readMembers(deps: Deps, id: number): Promise<number[]> {
  return deps
    .secretServer()
    .listMembers(id)
    .catch((thrown: unknown) => {
      throw fromSecretServer(thrown);
    });
}

/** Members whose removal still waits for Secret Server: it stands until a write asks for them again (D3). */
function keptRemovals(deps: Deps, id: number): Set<number> {
  const open = deps.store.intents.openOf('Group', id).filter(({ kind }) => kind === 'update');
  // Written by carryOut.
  return new Set(
    open.flatMap(({ wanted }) => [...(JSON.parse(wanted) as WantedGroupChange).members.removed]),
  );
}

interface LiveGroup {
  readonly row: GroupRow;
  readonly live: readonly number[];
  readonly kept: ReadonlySet<number>;
}

/** The request again, now on who really is in the group. */
async function planAgainst(
  deps: Deps,
  request: GroupRequest,
  { row, live, kept }: LiveGroup,
): Promise<MemberPlan> {
  const shown = live.filter((id) => deps.store.users.get(id)?.listed === 1 && !kept.has(id));
  const current = [...shown, ...deps.store.groups.wanted(row.id)];
  const { resource, asked } = read(request, row, current);
  return planMembers(deps, live, asked.has('members') ? await memberIds(deps, resource) : current);
}

function renaming(
  deps: Deps,
  row: GroupRow,
  link: Link | undefined,
  { resource, asked }: Reading,
): GroupChange {
  const name = resource['displayName'];
  if (!asked.has('displayName')) return {};
  if (typeof name !== 'string' || name === '') throw refusals.groupNameMissing();
  if (name === (link?.name ?? row.display_name)) return {};
  const taken = deps.store.groups.byName(name.toLowerCase()).some(({ id }) => id !== row.id);
  if (taken) throw refusals.groupExists();
  return { name };
}

interface Work {
  readonly row: GroupRow;
  readonly wanted: WantedGroupChange;
  /** Who is in the group now; empty where members are not touched. */
  readonly live: readonly number[];
}

async function carryOut(deps: Deps, caller: Caller, { row, wanted, live }: Work): Promise<void> {
  const intent = deps.store.intents.open({
    ...caller,
    type: 'Group',
    resourceId: row.id,
    nameKey: row.display_name_key,
    externalId: wanted.link.external_id,
    kind: 'update',
    wanted,
    password: false,
  });
  try {
    await applyChange(deps, { id: row.id, wanted, live, intent, endpointId: caller.endpointId, heard: 200 });
  } catch (thrown) {
    throw postpone(deps, { intent, removal: wanted.members.removed.length > 0, thrown });
  }
}

interface Applying {
  readonly id: number;
  readonly wanted: WantedGroupChange;
  readonly live: readonly number[];
  readonly intent: number;
  readonly endpointId: number | null;
  readonly heard?: number;
}

/** Sends what is wanted, removals of access first, then saves the outcome in one transaction. */
export async function applyChange(deps: Deps, applying: Applying): Promise<void> {
  const { id, wanted, live, intent, endpointId, heard } = applying;
  const server = deps.secretServer();
  const refused = await sendMembers(server, id, wanted.members);
  const renamed = wanted.change.name === undefined ? undefined : await server.updateGroup(id, wanted.change);
  const fault = renamed && renamed.name !== wanted.change.name ? refusals.notTaken('displayName') : undefined;
  const touched = wanted.waiting !== null;
  const added = wanted.members.added.filter((user) => !refused.includes(user));
  deps.store.transaction(() => {
    if (renamed) deps.mirror.saveGroup(renamed);
    if (touched) {
      deps.mirror.saveMembers(id, membersAfter(live, { added, removed: wanted.members.removed }));
      deps.store.groups.setWanted(id, [...(wanted.waiting ?? []), ...refused]);
    }
    deps.mirror.wrote('groups', id);
    if (endpointId !== null) deps.store.links.put({ endpointId, type: 'Group', id }, wanted.link, deps.now());
    deps.store.intents.close(intent, {
      state: fault ? 'failed' : 'done',
      ...(heard === undefined ? {} : { heard: fault?.status ?? heard }),
      ...(fault ? { detail: fault.message } : {}),
    });
    if (fault) return;
    for (const older of deps.store.intents.openOf('Group', id)) {
      if (older.id < intent)
        deps.store.intents.close(older.id, { state: 'dropped', detail: 'superseded by a later change' });
    }
  });
  if (fault) throw fault;
}
