import { applyPatch } from '../scim/patch.ts';
import type { Json } from '../scim/json.ts';
import { readResource, type Reading } from '../scim/resource.ts';
import type { SaidOfGroup } from '../store/asked.ts';
import type { GroupRow } from '../store/groups.ts';
import type { Deps } from './context.ts';
import { memberValues } from './members.ts';

export interface GroupRequest {
  readonly id: number;
  readonly verb: 'PUT' | 'PATCH';
  readonly body: unknown;
  /** What the client calls us, without a trailing slash. */
  readonly base: string;
}

type GroupDeps = Pick<Deps, 'store'>;

/** What the request makes of the group, when these are its members. */
export function interpret(
  deps: GroupDeps,
  { verb, body, base }: GroupRequest,
  { row, members }: { readonly row: GroupRow; readonly members: readonly number[] },
): Reading {
  const current = {
    displayName: row.display_name,
    members: members.map((id) => new ShownMember(deps, base, id)),
  };
  return verb === 'PUT' ? readResource('Group', body, current) : applyPatch('Group', current, body);
}

/**
 * A member as its group shows it: the path of a PATCH may pick it by any part. What has to be looked up stands in the
 * prototype, so that it is only where a filter asks for it, and not when thousands of members are copied.
 */
class ShownMember {
  readonly [part: string]: Json;
  readonly value: string;
  readonly type = 'User';
  readonly #deps: GroupDeps;
  readonly #base: string;

  constructor(deps: GroupDeps, base: string, id: number) {
    this.value = String(id);
    this.#deps = deps;
    this.#base = base;
  }

  get $ref(): string {
    return `${this.#base}/Users/${this.value}`;
  }

  get display(): string | null {
    return this.#deps.store.users.get(Number(this.value))?.user_name ?? null;
  }
}

/**
 * What the request asks of the group, against what was asked before: a PATCH is about that, and not about who was put
 * in or taken out by hand since. A group's first request is about what it showed.
 * @param shown ids of the members that `reading` was made from
 */
export function saidOfGroup(
  deps: GroupDeps,
  request: GroupRequest,
  { row, reading, shown }: { row: GroupRow; reading: Reading; shown: readonly number[] },
): SaidOfGroup {
  const { store } = deps;
  const name = reading.resource['displayName'];
  const known = store.asked.group(row.id);
  const first = known ? {} : { name: row.display_name };
  const said = reading.asked.has('displayName') && typeof name === 'string' ? { name } : first;
  if (!reading.asked.has('members')) return said;
  const before = known?.members ?? null;
  const asked = new Set(before ?? []);
  const isShown = before?.length === shown.length && shown.every((id) => asked.has(id));
  const isElse = before && !isShown && request.verb === 'PATCH';
  const made = isElse ? interpret(deps, request, { row, members: before }) : reading;
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
