import { applyPatch } from '../scim/patch.ts';
import { readResource, type Reading, type Resource } from '../scim/resource.ts';
import type { SaidOfGroup } from '../store/asked.ts';
import type { GroupRow } from '../store/groups.ts';
import type { Deps } from './context.ts';
import { memberValues } from './members.ts';

export interface GroupRequest {
  readonly id: number;
  readonly verb: 'PUT' | 'PATCH';
  readonly body: unknown;
}

/** What the request makes of the group, when these are its members. */
export function interpret({ verb, body }: GroupRequest, row: GroupRow, members: readonly number[]): Reading {
  const current: Resource = {
    displayName: row.display_name,
    members: members.map((id) => ({ value: String(id) })),
  };
  return verb === 'PUT' ? readResource('Group', body, current) : applyPatch('Group', current, body);
}

/**
 * What the request asks of the group, against what was asked before: a PATCH is about that, and not about who was put
 * in or taken out by hand since. A group's first request is about what it showed.
 * @param shown ids of the members that `reading` was made from
 */
export function saidOfGroup(
  { store }: Pick<Deps, 'store'>,
  request: GroupRequest,
  { row, reading, shown }: { row: GroupRow; reading: Reading; shown: readonly number[] },
): SaidOfGroup {
  const name = reading.resource['displayName'];
  const known = store.asked.group(row.id);
  const first = known ? {} : { name: row.display_name };
  const said = reading.asked.has('displayName') && typeof name === 'string' ? { name } : first;
  if (!reading.asked.has('members')) return said;
  const before = known?.members ?? null;
  const asked = new Set(before ?? []);
  const isShown = before?.length === shown.length && shown.every((id) => asked.has(id));
  const made = before && !isShown && request.verb === 'PATCH' ? interpret(request, row, before) : reading;
  const after = [...memberValues(made.resource)].map(Number);
  const wanted = new Set(after);
  const members = {
    added: after.filter((id) => !asked.has(id)),
    removed: [...asked].filter((id) => !wanted.has(id)),
  };
  return { ...said, members };
}

/** Of a request that was refused, the part that was carried out all the same. */
export function onlyRemoved({ members }: SaidOfGroup): SaidOfGroup {
  return members ? { members: { added: [], removed: members.removed } } : {};
}
