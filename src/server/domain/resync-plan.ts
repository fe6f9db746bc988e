import type { PlanDifference, PlanLimit } from '../../main/ipc/jobs.ts';
import type { SecretServerUser, UserChange } from '../secret-server/model.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';
import { absentUsers } from './compare-inventory.ts';
import type { Deps } from './context.ts';
import { groupDrift, splitChange, userDrift } from './drift.ts';
import { memberDifferences } from './import-differences.ts';
import type { GroupWithMembers, Inventory } from './inventory.ts';
import type { WantedGroup } from './make-group.ts';
import type { Watch } from './mirror.ts';
import type { Pace } from './pace.ts';
import type { PlannedRow } from './plan.ts';
import { removalLimits, tooMany } from './removal-limits.ts';
import { unmadeRows } from './unmade.ts';
import { isDirectoryUser } from './user-plan.ts';
import type { WantedUser } from './make-user.ts';
import { counted, number } from '../numbers.ts';

/** What applying a row does. */
export type Repair =
  | { readonly what: 'user'; readonly change: UserChange }
  | { readonly what: 'group'; readonly name: string | undefined }
  | { readonly what: 'members'; readonly added: readonly number[]; readonly removed: readonly number[] }
  | { readonly what: 'enable group' }
  | { readonly what: 'new user'; readonly wanted: WantedUser; readonly endpointId: number }
  | { readonly what: 'new group'; readonly wanted: WantedGroup; readonly endpointId: number }
  | { readonly what: 'nothing' };

export interface ResyncRow extends PlannedRow {
  readonly repair: Repair;
  readonly differences: readonly PlanDifference[];
}

export interface ResyncPlanDeps extends Pick<Deps, 'store' | 'mirror' | 'protection' | 'capabilities'> {
  /** What changes wrote since the reading began: newer than what was read. */
  readonly watch: Watch;
}

/** A row before it has its place. */
export type Row = Omit<ResyncRow, 'id' | 'stale'>;

/** Compares what clients last asked for with what Secret Server has (reference: UX, Resync). Nothing is written. */
export async function planResync(
  deps: ResyncPlanDeps,
  inventory: Inventory,
  pace: Pace,
): Promise<ResyncRow[]> {
  const rows: ResyncRow[] = [];
  const add = (row: Row): void => void rows.push({ ...row, id: rows.length, stale: false });
  for (const live of inventory.users) {
    await pace();
    if (!deps.watch.users.has(live.id)) userRows(deps, live).forEach(add);
  }
  const present = new Set(inventory.users.map(({ id }) => id));
  for (const id of await absentUsers({ ...deps, pace }, present)) {
    await pace();
    absentRows(deps, id).forEach(add);
  }
  for (const live of inventory.groups) {
    await pace();
    if (!deps.watch.groups.has(live.group.id)) groupRows(deps, live).forEach(add);
  }
  unmadeRows(deps.store, inventory).forEach(add);
  return rows;
}

/** More deactivations than the limits allow (D8); null: none. */
export function resyncLimit(store: Store, ticked: readonly ResyncRow[]): PlanLimit | null {
  const removals = ticked.filter(({ kind }) => kind === 'Deactivate').length;
  const of = store.users.countEnabled();
  if (!tooMany(removals, of, removalLimits(store.settings))) return null;
  const sentence = `This would deactivate ${number(removals)} of ${counted(of, 'user')} in Secret Server.`;
  return { removals, of, sentence };
}

function userRows(deps: ResyncPlanDeps, live: SecretServerUser): Row[] {
  const { store, mirror } = deps;
  const { previous, owned, outcome } = mirror.compareUser(live);
  if (owned.listed === 0) return [];
  const about = {
    type: 'User',
    resourceId: live.id,
    name: owned.display_name,
    signInName: owned.user_name,
  } as const;
  const active = previous ? store.links.wantsActive(live.id) : undefined;
  if (!previous || active === undefined) return [onlyThere(about)];
  // A removal that still waits is applied by itself (D3).
  if (store.intents.openOf('User', live.id).length > 0) return [];
  const wanted = { asked: store.asked.user(live.id), active, isDirectory: isDirectoryUser(previous) };
  const { access, profile } = splitChange(userDrift(wanted, live));
  const barrier = userBarrier(deps, previous, outcome === 'replaced');
  return [
    ...(Object.keys(profile).length > 0 ? [profileRow()] : []),
    ...(access.enabled === undefined ? [] : [accessRow(access.enabled)]),
  ];

  function profileRow(): Row {
    const differences = userDifferences(live, profile);
    const ticked = barrier === null ? true : null;
    return {
      ...about,
      kind: 'Update',
      why: barrier,
      ticked,
      repair: { what: 'user', change: profile },
      differences,
    };
  }

  function accessRow(enable: boolean): Row {
    const mirrored = isDirectoryUser(previous ?? owned) && deps.capabilities().mirrorsDirectory;
    const stops = barrier ?? (mirrored ? 'Secret Server mirrors the directory and would undo it' : null);
    return {
      ...about,
      kind: enable ? 'Enable' : 'Deactivate',
      why:
        stops ??
        (enable ? 'Gives access again, and takes a licence' : 'Takes access away: cannot sign in any more'),
      ticked: stops === null ? false : null,
      repair: { what: 'user', change: access },
      differences: userDifferences(live, access),
    };
  }
}

export type About = Pick<ResyncRow, 'type' | 'resourceId' | 'name' | 'signInName'>;

function onlyThere(about: About): Row {
  const why = 'No client has asked for it; it stays as it is';
  return {
    ...about,
    kind: 'Only in Secret Server',
    why,
    ticked: null,
    repair: { what: 'nothing' },
    differences: [],
  };
}

/** Why a resync must not touch the user; null: it may. */
function userBarrier({ protection }: ResyncPlanDeps, row: UserRow, isReplaced: boolean): string | null {
  if (isReplaced) return 'Another account has this number now, see Users & groups';
  return protection.isProtected(row) ? 'Protected: administers Secret Server' : null;
}

function userDifferences(live: SecretServerUser, change: UserChange): PlanDifference[] {
  const { displayName, emailAddress, enabled } = change;
  const changed = (attribute: string, here: string | null, there: string | null): PlanDifference => ({
    attribute,
    here,
    there,
    changed: true,
  });
  return [
    ...(displayName === undefined ? [] : [changed('displayName', displayName, live.displayName)]),
    ...(emailAddress === undefined ? [] : [changed('emails', emailAddress, live.emailAddress)]),
    ...(enabled === undefined ? [] : [changed('active', String(enabled), String(live.enabled))]),
  ];
}

/** Linked, wanted, and out of sight: it cannot be made anew, as Secret Server keeps its users. */
function absentRows({ store }: ResyncPlanDeps, id: number): Row[] {
  const row = store.users.get(id);
  const active = store.links.wantsActive(id);
  if (!row || active === undefined || active === false) return [];
  return [
    {
      type: 'User',
      resourceId: id,
      name: row.display_name,
      signInName: row.user_name,
      kind: 'Create',
      why: 'Secret Server no longer shows this account. It keeps its users, so check the rights of the application account',
      ticked: null,
      repair: { what: 'nothing' },
      differences: [],
    },
  ];
}

function groupRows(deps: ResyncPlanDeps, live: GroupWithMembers): Row[] {
  const { store, mirror } = deps;
  const { group } = live;
  const { previous, owned } = mirror.compareGroup(group, live.members);
  const asked = store.asked.group(group.id);
  const about = { type: 'Group', resourceId: group.id, name: owned.display_name, signInName: null } as const;
  if (!previous || !asked) return owned.listed === 1 && !isLinked() ? [onlyThere(about)] : [];
  if (store.intents.openOf('Group', group.id).length > 0) return [];
  const barrier = groupBarrier();
  const ticked = barrier === null ? true : null;
  if (!group.enabled) {
    const why = barrier ?? 'Gives its members what the group may see again';
    const differences = [{ attribute: 'active', here: 'true', there: 'false', changed: true }];
    return [
      {
        ...about,
        kind: 'Enable',
        why,
        ticked: barrier === null ? false : null,
        repair: { what: 'enable group' },
        differences,
      },
    ];
  }
  const { name, added, removed } = groupDrift(deps, asked, live);
  return [
    ...(name === undefined ? [] : [renameRow(name)]),
    ...(added.length + removed.length > 0 ? [memberRow()] : []),
  ];

  function isLinked(): boolean {
    return store.links.of('Group', group.id).some(({ deleted }) => deleted === 0);
  }

  function groupBarrier(): string | null {
    if (deps.protection.isProtectedGroup(group.id)) return 'Protected: administers Secret Server';
    const isReadOnly = group.synchronized || group.domainId !== -1 || previous?.editable === 0;
    return isReadOnly ? 'Secret Server or the directory fills this group' : null;
  }

  function renameRow(wantedName: string): Row {
    const differences = [{ attribute: 'displayName', here: wantedName, there: group.name, changed: true }];
    return {
      ...about,
      kind: 'Update',
      why: barrier,
      ticked,
      repair: { what: 'group', name: wantedName },
      differences,
    };
  }

  function memberRow(): Row {
    const nameOf = (id: number): string => store.users.get(id)?.user_name ?? `user ${String(id)}`;
    const differences = memberDifferences(nameOf, added, removed);
    return {
      ...about,
      kind: 'Membership',
      why: barrier,
      ticked,
      repair: { what: 'members', added, removed },
      differences,
    };
  }
}
