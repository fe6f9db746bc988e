import { SecretServerError, type SecretServerGroup } from '../secret-server/model.ts';
import type { Caller, Deps } from './context.ts';
import { groupForWriting, readKnownGroup, writableGroup } from './live-group.ts';
import { isUnheard, postpone } from './postpone.ts';

/**
 * SCIM DELETE /Groups/{id} (RFC 7644 section 3.6). Users stay.
 * @throws ScimError
 */
export async function deleteGroup(deps: Deps, caller: Caller, id: number): Promise<void> {
  await deps.lock.admit(`group ${String(id)}`, async () => {
    const intent = unheardDelete(deps, caller, id) ?? (await openDelete(deps, caller, id));
    try {
      await removeGroup(deps, { id, intent, endpointId: caller.endpointId, heard: 204 });
    } catch (thrown) {
      const error = postpone(deps, { intent, removal: true, thrown });
      // Kept: until it can be applied, reads show what was asked (D3).
      const kept = deps.store.intents.openOf('Group', id).some((open) => open.id === intent);
      if (kept) deps.store.transaction(() => saveDeleted(deps, caller.endpointId, id));
      throw error;
    }
  });
}

/** A deletion of which no answer but 429 ever reached the client: its retry hears how it ended (D4). */
function unheardDelete(deps: Deps, { endpointId, requestId }: Caller, id: number): number | undefined {
  const last = deps.store.intents.lastOf(endpointId, 'Group', id);
  if (last?.kind !== 'delete' || !isUnheard(deps, last)) return undefined;
  if (last.state !== 'open' && last.state !== 'done') return undefined;
  deps.store.intents.takeOver(last.id, requestId);
  return last.id;
}

async function openDelete(deps: Deps, caller: Caller, id: number): Promise<number> {
  const row = await groupForWriting(deps, caller, id);
  const link = deps.store.links.get({ endpointId: caller.endpointId, type: 'Group', id });
  return deps.store.intents.open({
    ...caller,
    type: 'Group',
    resourceId: id,
    nameKey: row.display_name_key,
    externalId: link?.external_id ?? null,
    kind: 'delete',
    wanted: {},
    password: false,
  });
}

interface Removal {
  readonly id: number;
  readonly intent: number;
  readonly endpointId: number | null;
  /** HTTP status that the client is about to be told; undefined: no client waits. */
  readonly heard?: number;
}

/**
 * Deletes what is there still, and saves it in one transaction. A group that is gone or disabled already is a success.
 * @throws ScimError 400 for a group that cannot be changed; SecretServerError
 */
export async function removeGroup(deps: Deps, { id, intent, endpointId, heard }: Removal): Promise<void> {
  const live = await readKnownGroup(deps, id);
  if (live?.enabled) await sendDelete(deps, writableGroup(live));
  deps.store.transaction(() => {
    if (live) deps.mirror.saveGroup({ ...live, enabled: false });
    else if (!deps.capabilities().partialView) deps.mirror.removeGroup(id);
    saveDeleted(deps, endpointId, id);
    deps.store.intents.close(intent, { state: 'done', ...(heard === undefined ? {} : { heard }) });
    deps.store.intents.supersede(intent, { type: 'Group', resourceId: id, nameKey: null });
  });
}

async function sendDelete(deps: Deps, { id }: SecretServerGroup): Promise<void> {
  const server = deps.secretServer();
  try {
    await server.deleteGroup(id);
  } catch (thrown) {
    // Secret Server's own second delete is an error, and an answer that was lost needs a look, not a retry.
    const unsure = thrown instanceof SecretServerError && (thrown.ambiguous || thrown.kind === 'refused');
    if (!unsure) throw thrown;
    const live = await server.readGroup(id).catch(() => {
      throw thrown;
    });
    if (live?.enabled) throw thrown.afterLook();
  }
}

/** For this endpoint the group is gone, whatever Secret Server keeps of it. */
function saveDeleted(deps: Deps, endpointId: number | null, id: number): void {
  deps.mirror.wrote('groups', id);
  deps.store.groups.setWanted(id, []);
  deps.store.asked.removeGroup(id);
  if (endpointId === null) return;
  const known = deps.store.links.get({ endpointId, type: 'Group', id });
  const link = { name: null, deleted: 1, active: 0, unconfirmed: 0 } as const;
  deps.store.links.put(
    { endpointId, type: 'Group', id },
    { ...link, external_id: known?.external_id ?? null },
    deps.now(),
  );
}
