import type { SecretServerGroup } from '../secret-server/model.ts';
import type { Intent } from '../store/intents.ts';
import { applyGroupChange, type WantedGroupChange } from './apply-group.ts';
import type { Deps } from './context.ts';
import { removeGroup } from './delete-group.ts';
import { readKnownGroup, readMembers, writableGroup } from './live-group.ts';
import { canBeOurs, fillGroup, makeGroup, takeBack, type MadeGroup, type WantedGroup } from './make-group.ts';
import type { MemberPlan } from './members.ts';
import { clientRetries, isAnothers, isRetried } from './postpone.ts';
import { refusals } from './refusals.ts';

/** Settles one open change of a group by comparing; see settleIntents. */
export async function settleGroup(deps: Deps, intent: Intent): Promise<void> {
  if (intent.kind === 'create' || intent.kind === 'revive') return settleMade(deps, intent);
  if (intent.resource_id === null) return;
  const { id, resource_id: groupId, endpoint_id: endpointId } = intent;
  if (intent.kind === 'delete') return removeGroup(deps, { id: groupId, intent: id, endpointId });
  return settleChange(deps, intent, groupId);
}

async function settleMade(deps: Deps, intent: Intent): Promise<void> {
  const wanted = JSON.parse(intent.wanted) as WantedGroup; // written by create-group.ts
  const server = deps.secretServer();
  const named = (await server.findGroupsByName(wanted.name)).find(({ domainId }) => domainId === -1);
  const done = named?.enabled === true;
  if (!done && isRetried(intent)) {
    deps.store.intents.close(intent.id, { state: 'dropped', detail: clientRetries });
    return;
  }
  const isGuess = done && intent.kind === 'create' && intent.resource_id === null;
  if (isGuess && !(await isOurs(deps, intent, named))) throw refusals.groupExists();
  const made: MadeGroup = done
    ? { group: named, empty: false }
    : await makeGroup(deps, { ...wanted, retried: true }, named?.id);
  try {
    await fillGroup(deps, { ...made, wanted, intent: intent.id, endpointId: intent.endpoint_id });
  } catch (thrown) {
    throw await takeBack(deps, made, thrown);
  }
}

async function isOurs(deps: Deps, intent: Intent, named: SecretServerGroup): Promise<boolean> {
  if (isAnothers(deps, { endpointId: intent.endpoint_id, type: 'Group', id: named.id })) return false;
  return canBeOurs(deps, named, JSON.parse(intent.wanted) as WantedGroup); // written by create-group.ts
}

/** What is still missing of the change; for a client that tries again by itself, only the removals of access (D3). */
async function settleChange(deps: Deps, intent: Intent, id: number): Promise<void> {
  const wanted = JSON.parse(intent.wanted) as WantedGroupChange; // written by change-group.ts
  const group = await readKnownGroup(deps, id);
  if (!group?.enabled) {
    deps.store.intents.close(intent.id, { state: 'dropped', detail: 'the group is gone from Secret Server' });
    return;
  }
  writableGroup(group);
  const live = wanted.members ? await readMembers(deps, id, wanted.members.removed) : [];
  const retried = isRetried(intent);
  const renamed = wanted.change.name === undefined || wanted.change.name === group.name;
  await applyGroupChange(deps, {
    id,
    nameKey: intent.name_key ?? '',
    wanted: {
      ...wanted,
      change: renamed || retried ? {} : wanted.change,
      members: wanted.members && missing(deps, id, { plan: wanted.members, live, retried }),
    },
    live,
    intent: intent.id,
    endpointId: intent.endpoint_id,
  });
}

function missing(
  deps: Deps,
  id: number,
  { plan, live, retried }: { plan: MemberPlan; live: readonly number[]; retried: boolean },
): MemberPlan {
  const inside = new Set(live);
  const removed = plan.removed.filter((user) => inside.has(user));
  if (!retried) return { ...plan, added: plan.added.filter((user) => !inside.has(user)), removed };
  const kept = new Set(plan.waiting);
  return { added: [], removed, waiting: deps.store.groups.wanted(id).filter((user) => kept.has(user)) };
}
