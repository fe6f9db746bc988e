import { isDeepStrictEqual } from 'node:util';
import { ScimError } from '../scim/errors.ts';
import type { Reading } from '../scim/resource.ts';
import type { SaidOfGroup } from '../store/asked.ts';
import type { GroupRow } from '../store/groups.ts';
import type { Link } from '../store/links.ts';
import { applyGroupChange, saveAsked } from './apply-group.ts';
import { readText, type Answer, type Caller, type Deps } from './context.ts';
import { keepRemovals, keptRemovals, openUpdate } from './kept-members.ts';
import { groupForWriting, readGroupForWriting, readMembers } from './live-group.ts';
import { learnMembers, mayLeave, memberIds, memberValues, planMembers, type MemberPlan } from './members.ts';
import { interpret, onlyRemoved, saidOfGroup, type GroupRequest } from './said-of-group.ts';
import { postpone } from './postpone.ts';
import { fromSecretServer, refusals } from './refusals.ts';

/** A request, and what it is compared with. */
interface Asked {
  readonly request: GroupRequest;
  readonly row: GroupRow;
  /** What the request makes of the group as the mirror has it. */
  readonly reading: Reading;
  /** undefined: it stays. */
  readonly name: string | undefined;
  readonly link: Link;
  /** What a resync is to compare Secret Server with. */
  readonly said: SaidOfGroup;
  /** Whether Secret Server has to be asked who is in the group. */
  readonly members: boolean;
  /** Members whose removal still waits for Secret Server: it stands until a write asks for them again (D3). */
  readonly kept: ReadonlySet<number>;
}

/**
 * SCIM PUT and PATCH /Groups/{id} (RFC 7644 sections 3.5.1 and 3.5.2), members by difference (D13).
 * @throws ScimError
 */
export async function changeGroup(
  deps: Deps,
  caller: Caller,
  request: Omit<GroupRequest, 'base'>,
): Promise<Answer> {
  const { id } = request;
  return deps.lock.admit(`group ${String(id)}`, async () => {
    const row = await groupForWriting(deps, caller, id);
    const known = deps.store.links.get({ endpointId: caller.endpointId, type: 'Group', id });
    const asked = read(deps, { ...request, base: caller.base }, row, known);
    const asksNothing = !asked.members && asked.name === undefined;
    // An endpoint's first write to a group reads it live.
    if (asksNothing && known && row.editable === 1) {
      if (!isDeepStrictEqual({ ...known }, asked.link) || saysNew(deps, asked)) saveLink(deps, caller, asked);
    } else {
      await carryOut(deps, caller, asked);
    }
    return { status: 200, text: readText(deps, caller, 'Group', id), id };
  });
}

/** Nothing to ask of Secret Server, so nothing can come between: one transaction does it all. */
function saveLink(deps: Deps, caller: Caller, { row, link, said }: Asked): void {
  const wanted = { change: {}, members: null, link, said };
  deps.store.transaction(() => {
    const intent = openUpdate(deps, caller, row, wanted);
    saveAsked(deps, { id: row.id, endpointId: caller.endpointId, wanted });
    deps.mirror.wrote('groups', row.id);
    deps.store.intents.close(intent, { state: 'done', heard: 200 });
  });
}

/** @throws ScimError for the first fault: nothing of the request is done then. */
function read(deps: Deps, request: GroupRequest, row: GroupRow, link: Link | undefined): Asked {
  const { groups } = deps.store;
  const shown = [...groups.listedMembers(row.id), ...groups.wanted(row.id)];
  const reading = interpret(deps, request, { row, members: shown });
  const [fault] = reading.faults;
  if (fault) throw fault;
  const kept = keptRemovals(deps, row.id);
  const externalId = reading.resource['externalId'];
  // A PUT that leaves it out says nothing about it: it is how the client finds its own group again.
  const goes = request.verb === 'PATCH' && reading.asked.has('externalId');
  return {
    request,
    row,
    reading,
    name: newName(row, reading),
    link: {
      external_id: typeof externalId === 'string' ? externalId : goes ? null : (link?.external_id ?? null),
      name: null,
      deleted: 0,
      active: 1,
      unconfirmed: 0,
    },
    said: saidOfGroup(deps, request, { row, reading, shown }),
    members: kept.size > 0 || (reading.asked.has('members') && !isEcho(deps, request, reading)),
    kept,
  };
}

function saysNew({ store }: Deps, { row, said }: Asked): boolean {
  const known = store.asked.group(row.id);
  const { name = known?.name, members } = said;
  return name !== known?.name || (members !== undefined && members.added.length + members.removed.length > 0);
}

function newName(row: GroupRow, { resource, asked }: Reading): string | undefined {
  const name = resource['displayName'];
  if (!asked.has('displayName')) return undefined;
  if (typeof name !== 'string' || name === '') throw refusals.groupNameMissing();
  return name === row.display_name ? undefined : name;
}

/** A PUT of the members that we showed, while nobody waits, asks for nothing of Secret Server (D6). */
function isEcho(deps: Deps, { verb, id }: GroupRequest, { resource }: Reading): boolean {
  if (verb === 'PATCH' || deps.store.groups.wanted(id).length > 0) return false;
  const sent = memberValues(resource);
  const shown = deps.store.groups.listedMembers(id);
  return sent.size === shown.length && shown.every((member) => sent.has(String(member)));
}

/** Live state, intent, calls, one transaction with the outcome. */
async function carryOut(deps: Deps, caller: Caller, asked: Asked): Promise<void> {
  const { row, link } = asked;
  const { id } = row;
  // Before the reads, which may take longer than the client is kept waiting, or this program lives (D3).
  const early = openRemovals(deps, caller, asked);
  const { live, members } = await readAndPlan(deps, asked).catch((thrown: unknown) => {
    throw keepUnread(deps, asked, early, fromSecretServer(thrown));
  });
  const removed = members?.removed ?? [];
  const refusal = nameRefusal(deps, asked);
  if (refusal && removed.length === 0) {
    if (early) postpone(deps, { intent: early.intent, removal: false, thrown: refusal });
    throw refusal;
  }
  // Removing access comes through even where the rest of the request does not (D3).
  const waiting = deps.store.groups.wanted(id).filter((user) => members?.waiting.includes(user));
  const wanted = refusal
    ? { change: {}, members: { added: [], removed, waiting }, link, said: onlyRemoved(asked.said) }
    : { change: asked.name === undefined ? {} : { name: asked.name }, members, link, said: asked.said };
  const intent = early?.intent ?? openUpdate(deps, caller, row, wanted);
  if (early) deps.store.intents.replan(intent, wanted);
  const applying = { id, nameKey: row.display_name_key, wanted, live, intent, heard: refusal?.status ?? 200 };
  try {
    await applyGroupChange(deps, { ...applying, endpointId: caller.endpointId });
  } catch (thrown) {
    throw keepRemovals(deps, { id, intent, removed, thrown });
  }
  if (refusal) throw refusal;
}

interface Planned {
  /** Who is in the group; empty where members are not touched. */
  readonly live: readonly number[];
  readonly members: MemberPlan | null;
}

/** The group itself has to be there and writable; then the request again, now on who really is in it. */
async function readAndPlan(deps: Deps, asked: Asked): Promise<Planned> {
  const { id } = asked.row;
  const reading = asked.members ? readMembers(deps, id) : Promise.resolve([]);
  // Its failure says less than that of the group, which is waited for first.
  reading.catch(() => undefined);
  await readGroupForWriting(deps, id);
  const live = await reading;
  return { live, members: asked.members ? await planAgainst(deps, asked, live) : null };
}

async function planAgainst(
  deps: Deps,
  { request, row, kept }: Asked,
  live: readonly number[],
): Promise<MemberPlan> {
  const known = await learnMembers(deps, live);
  const shown = live.filter((id) => known.get(id)?.listed === 1 && !kept.has(id));
  const current = [...shown, ...deps.store.groups.wanted(row.id)];
  const { resource, asked } = interpret(deps, request, { row, members: current });
  return planMembers(deps, live, asked.has('members') ? await memberIds(deps, resource, known) : current);
}

/** A disabled group of the name may be gone for good by now: Secret Server says so itself. */
function nameRefusal(deps: Deps, { row, name }: Asked): ScimError | undefined {
  const others = name === undefined ? [] : deps.store.groups.byName(name.toLowerCase());
  const taken = others.some(({ id, enabled }) => id !== row.id && enabled === 1);
  return taken ? refusals.groupExists() : undefined;
}

/** Removals of access as far as the mirror can tell, and the intent that holds no more than them. */
interface Early {
  readonly intent: number;
  readonly removed: readonly number[];
}

/** undefined: the request takes no access away, as far as the mirror can tell. */
function openRemovals(deps: Deps, caller: Caller, asked: Asked): Early | undefined {
  const { row, reading, link, members, said } = asked;
  if (!members) return undefined;
  const sent = memberValues(reading.resource);
  const isGoing = (id: number): boolean => !sent.has(String(id)) && mayLeave(deps, id);
  const removed = deps.store.groups.listedMembers(row.id).filter(isGoing);
  if (removed.length === 0) return undefined;
  const waiting = stillWanted(deps, asked);
  const wanted = { change: {}, members: { added: [], removed, waiting }, link, said: onlyRemoved(said) };
  return { intent: openUpdate(deps, caller, row, wanted), removed };
}

/** Disabled users who wait for the group, as far as the request leaves them in it. */
function stillWanted(deps: Deps, { row, reading }: Asked): number[] {
  const sent = memberValues(reading.resource);
  return deps.store.groups.wanted(row.id).filter((id) => sent.has(String(id)));
}

/** Secret Server could not even be asked: what takes access away is kept (D3). @returns what to throw */
function keepUnread(deps: Deps, asked: Asked, early: Early | undefined, thrown: unknown): unknown {
  const { id } = asked.row;
  const isPutOff = thrown instanceof ScimError && thrown.status === 429;
  if (isPutOff && asked.members) deps.store.groups.setWanted(id, stillWanted(deps, asked));
  return early ? keepRemovals(deps, { ...early, id, thrown }) : thrown;
}
