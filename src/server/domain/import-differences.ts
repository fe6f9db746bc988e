import type { PlanDifference } from '../../main/ipc/jobs.ts';
import type { SecretServerUser } from '../secret-server/model.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';
import type { GroupWithMembers } from './inventory.ts';
import type { ImportRow } from './import-plan.ts';
import { ownedGroup, ownedUser, type MirrorScope } from './mirror-rows.ts';

/** This many names are told of those who join or leave a group. */
const mostNames = 20;

interface Sides {
  readonly store: Pick<Store, 'users' | 'groups'>;
  readonly scope: MirrorScope;
  /** What a user is called. */
  readonly nameOf: (id: number) => string;
}

type Shown = Pick<UserRow, 'user_name' | 'display_name' | 'email' | 'enabled'>;
type Values = Readonly<Record<string, string | null>>;

/** One row attribute by attribute: in SCIM Tray, and in Secret Server. */
export function importDifferences(sides: Sides, row: ImportRow): readonly PlanDifference[] {
  return row.type === 'User'
    ? userDifferences(sides, row.resourceId ?? 0, row.live)
    : groupDifferences(sides, row.resourceId ?? 0, row.live);
}

/** Every attribute that either side has a value for; changed ones first. */
function sideBySide(here: Values, there: Values): PlanDifference[] {
  const names = [...new Set([...Object.keys(here), ...Object.keys(there)])];
  const rows = names.map((attribute) => {
    const values = { here: here[attribute] ?? null, there: there[attribute] ?? null };
    return { attribute, ...values, changed: values.here !== values.there };
  });
  return rows.toSorted((a, b) => Number(b.changed) - Number(a.changed));
}

function userDifferences(
  { store, scope }: Sides,
  id: number,
  live: SecretServerUser | null,
): PlanDifference[] {
  const row = store.users.get(id);
  const values = ({ user_name, display_name, email, enabled }: Shown): Values => ({
    userName: user_name,
    displayName: display_name,
    emails: email,
    active: enabled === 1 ? 'true' : 'false',
  });
  return sideBySide(row ? values(row) : {}, live ? values(ownedUser(live, row, scope)) : {});
}

function groupDifferences(
  { store, nameOf }: Sides,
  id: number,
  live: GroupWithMembers | null,
): PlanDifference[] {
  const row = store.groups.get(id);
  const inside = row ? store.groups.members(id) : [];
  const there = live?.members ?? (live ? inside : []);
  const here = { displayName: row?.display_name ?? null, members: row ? String(inside.length) : null };
  const name = live ? ownedGroup(live.group, row).display_name : null;
  return [
    ...sideBySide(here, { displayName: name, members: live ? String(there.length) : null }),
    ...memberDifferences(nameOf, inside, there),
  ];
}

/** Who is only on one side, by name. @param here ids in SCIM Tray. @param there ids in Secret Server. */
export function memberDifferences(
  nameOf: (id: number) => string,
  here: readonly number[],
  there: readonly number[],
): PlanDifference[] {
  const only = (ids: readonly number[], others: readonly number[]): string | null => {
    const known = new Set(others);
    const all = ids.filter((id) => !known.has(id));
    const more = all.length > mostNames ? ` and ${String(all.length - mostNames)} more` : '';
    return all.length > 0 ? all.slice(0, mostNames).map(nameOf).join(', ') + more : null;
  };
  const sides = [
    { here: null, there: only(there, here) },
    { here: only(here, there), there: null },
  ];
  const told = sides.filter((side) => side.here !== null || side.there !== null);
  return told.map((side) => ({ attribute: 'members', ...side, changed: true }));
}
