import type { AttributeChange } from '../../main/ipc/activity.ts';
import { differences } from '../scim/differences.ts';
import type { JsonObject } from '../scim/json.ts';
import type { ResourceType } from '../store/links.ts';
import type { Store } from '../store/store.ts';

/** A resource as one client sees it in the mirror, but for what is counted instead: groups and members. */
export interface Snapshot {
  /** What is the same for every client: SCIM JSON. */
  readonly json: string;
  /** userName or displayName. */
  readonly name: string;
  readonly externalId: string | null;
  /** What people call it. */
  readonly displayName: string;
}

/**
 * @param endpointId null: as no client in particular sees it.
 * @returns null when the mirror has no such resource.
 */
export function takeSnapshot(
  { users, groups, links }: Pick<Store, 'users' | 'groups' | 'links'>,
  {
    type,
    id,
    endpointId,
  }: { readonly type: ResourceType; readonly id: number; readonly endpointId: number | null },
): Snapshot | null {
  const link = endpointId === null ? undefined : links.get({ endpointId, type, id });
  const externalId = link?.external_id ?? null;
  if (type === 'Group') {
    const row = groups.get(id);
    return row ? { json: row.json, name: row.display_name, externalId, displayName: row.display_name } : null;
  }
  const row = users.get(id);
  if (!row) return null;
  return { json: row.json, name: link?.name ?? row.user_name, externalId, displayName: row.display_name };
}

/** What a change made of a resource. null: there was none before, or there is none after. */
export function changesBetween(
  type: ResourceType,
  before: Snapshot | null,
  after: Snapshot | null,
): readonly AttributeChange[] {
  if (!after) return [];
  const same = before && before.json === after.json && before.name === after.name;
  if (same && before.externalId === after.externalId) return [];
  return differences(type, before ? resourceOf(type, before) : undefined, resourceOf(type, after));
}

function resourceOf(type: ResourceType, { json, name, externalId }: Snapshot): JsonObject {
  return {
    [type === 'User' ? 'userName' : 'displayName']: name,
    ...(externalId === null ? {} : { externalId }),
    ...(JSON.parse(json) as JsonObject), // our own JSON
  };
}
