import type { Intent } from '../store/intents.ts';
import { applyChange, saveDeleted, sendDelete, type WantedGroupChange } from './change-group.ts';
import type { Deps } from './context.ts';
import { fillGroup, makeGroup, writableGroup, type WantedGroup } from './groups.ts';
import { clientRetries } from './postpone.ts';

/** Settles one open change of a group by comparing; see settleIntents. */
export async function settleGroup(deps: Deps, intent: Intent): Promise<void> {
  if (intent.kind === 'create' || intent.kind === 'revive') return settleMade(deps, intent);
  if (intent.kind === 'delete') return settleDelete(deps, intent);
  return settleChange(deps, intent);
}

async function settleMade(deps: Deps, intent: Intent): Promise<void> {
  const wanted = JSON.parse(intent.wanted) as WantedGroup; // written by groups.ts
  const server = deps.secretServer();
  const named = (await server.findGroupsByName(wanted.name)).find(({ domainId }) => domainId === -1);
  const done = named?.enabled === true;
  if (!done && intent.heard !== null) {
    deps.store.intents.close(intent.id, { state: 'dropped', detail: clientRetries });
    return;
  }
  const group = done ? named : await makeGroup(deps, wanted, named?.id);
  await fillGroup(deps, { group, wanted, intent: intent.id, endpointId: intent.endpoint_id });
}

async function settleDelete(deps: Deps, intent: Intent): Promise<void> {
  if (intent.resource_id === null) return;
  const id = intent.resource_id;
  const live = await deps.secretServer().readGroup(id);
  if (live?.enabled) await sendDelete(deps, id);
  deps.store.transaction(() => {
    if (live) deps.mirror.saveGroup({ ...live, enabled: false });
    else deps.mirror.removeGroup(id);
    saveDeleted(deps, intent.endpoint_id, id, undefined);
    deps.store.intents.close(intent.id, { state: 'done' });
  });
}

/** What is still missing of the change; for a client that tries again by itself, only the removals of access (D3). */
async function settleChange(deps: Deps, intent: Intent): Promise<void> {
  if (intent.resource_id === null) return;
  const id = intent.resource_id;
  const wanted = JSON.parse(intent.wanted) as WantedGroupChange; // written by change-group.ts
  const group = await deps.secretServer().readGroup(id);
  if (!group?.enabled) {
    deps.store.intents.close(intent.id, { state: 'dropped', detail: 'the group is gone from Secret Server' });
    return;
  }
  writableGroup(group);
  const live = await deps.secretServer().listMembers(id);
  const inside = new Set(live);
  const retried = intent.heard !== null;
  const members = {
    added: retried ? [] : wanted.members.added.filter((user) => !inside.has(user)),
    removed: wanted.members.removed.filter((user) => inside.has(user)),
  };
  const renamed = wanted.change.name === undefined || wanted.change.name === group.name;
  const change = renamed || retried ? {} : wanted.change;
  const left = { ...wanted, change, members, waiting: wanted.waiting ?? [] };
  await applyChange(deps, { id, wanted: left, live, intent: intent.id, endpointId: intent.endpoint_id });
}
