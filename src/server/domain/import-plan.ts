import type { ImportChoice, PlanKind, PlanLimit } from '../../main/ipc/jobs.ts';
import type { SecretServerUser } from '../secret-server/model.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';
import { absentUsers } from './compare-inventory.ts';
import type { GroupWithMembers, Inventory } from './inventory.ts';
import { isListedGroup, ownedGroup, ownedUser } from './mirror-rows.ts';
import type { Mirror, Watch } from './mirror.ts';
import type { Pace } from './pace.ts';
import type { PlannedRow } from './plan.ts';
import { removalLimits, tooMany } from './removal-limits.ts';
import { number } from '../numbers.ts';

/** A row of an import's preview, with what Secret Server had then; null: it no longer showed it. */
export type ImportRow =
  | (PlannedRow & { readonly type: 'User'; readonly live: SecretServerUser | null })
  | (PlannedRow & { readonly type: 'Group'; readonly live: GroupWithMembers | null });

export interface ImportPlanDeps {
  readonly store: Store;
  readonly mirror: Mirror;
  /** What changes wrote since the reading began: newer than what was read. */
  readonly watch: Watch;
  readonly choice: ImportChoice;
}

type Verdict = readonly [kind: PlanKind, why: string | null];

/** Compares what was read with the mirror, row by row (reference: UX, import stage 3). Nothing is written. */
export async function planImport(
  deps: ImportPlanDeps,
  inventory: Inventory,
  pace: Pace,
): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  // Already taken away as far as clients can see (D3).
  const kept = deps.store.intents.keptRemovals();
  for (const user of inventory.users) {
    await pace();
    if (deps.watch.users.has(user.id)) continue;
    rows.push(userRow(deps, rows.length, { ...user, enabled: user.enabled && !kept.has(user.id) }));
  }
  for (const live of inventory.groups) {
    await pace();
    if (!deps.watch.groups.has(live.group.id)) rows.push(groupRow(deps, rows.length, live));
  }
  if (deps.choice.users) {
    const present = new Set(inventory.users.map(({ id }) => id));
    for (const id of await absentUsers({ ...deps, pace }, present)) {
      const row = deps.store.users.get(id);
      if (row && isChosen(deps.choice, row)) rows.push(absentUser(rows.length, row));
    }
  }
  if (deps.choice.groups) rows.push(...absentGroups(deps, inventory, rows.length));
  return rows;
}

/** The limit that applying these rows would pass (D8); null: none. */
export function importLimit(store: Store, ticked: readonly ImportRow[]): PlanLimit | null {
  const gone = ticked.filter(({ kind }) => kind === 'Gone');
  const users = gone.filter(({ type }) => type === 'User').length;
  const groups = gone.length - users;
  const known = { users: store.users.countEnabled(), groups: store.groups.listedIds().size };
  const limits = removalLimits(store.settings);
  if (!tooMany(users, known.users, limits) && !tooMany(groups, known.groups, limits)) return null;
  const words = [
    ...(users > 0 ? [`${number(users)} of ${number(known.users)} users`] : []),
    ...(groups > 0 ? [`${number(groups)} of ${number(known.groups)} groups`] : []),
  ];
  return {
    removals: gone.length,
    of: known.users + known.groups,
    sentence: `This would mark ${words.join(' and ')} as gone. Usual cause: a filter or a lost right of the application account.`,
  };
}

/** Gone rows are never ticked by themselves; what is skipped or has not changed cannot be. */
function tickOf(kind: PlanKind): boolean | null {
  if (kind === 'Gone') return false;
  return kind === 'New' || kind === 'Updated' ? true : null;
}

function userRow(deps: ImportPlanDeps, id: number, live: SecretServerUser): ImportRow {
  const { previous, outcome } = deps.mirror.compareUser(live);
  const scope = deps.mirror.scope();
  const owned = ownedUser(live, previous, scope);
  const [kind, why] = judge();
  return {
    id,
    kind,
    type: 'User',
    resourceId: live.id,
    name: owned.display_name,
    signInName: owned.user_name,
    why,
    ticked: tickOf(kind),
    stale: false,
    live,
  };

  function judge(): Verdict {
    if (live.id === scope.ownAccountId) return ['Skipped', 'The account that SCIM Tray signs in with'];
    if (owned.listed === 0) return ['Skipped', 'Application account, left out by settings'];
    const domain = outsideDomains(deps.choice, live.domainName);
    if (domain !== null) return ['Skipped', domain];
    if (outcome === 'replaced') return ['Skipped', 'Another account has this id now, see Users & groups'];
    if (!live.enabled && previous?.enabled === 1) return ['Gone', 'Disabled in Secret Server'];
    if (!live.enabled && !deps.choice.inactive) return ['Skipped', 'Disabled user'];
    return byOutcome(outcome);
  }
}

function byOutcome(outcome: 'added' | 'updated' | 'unchanged'): Verdict {
  if (outcome === 'unchanged') return ['No change', null];
  return [outcome === 'added' ? 'New' : 'Updated', null];
}

/** Why the user's domain keeps it out of the choice; null: it does not. */
function outsideDomains({ domains }: ImportChoice, domain: string | null): string | null {
  if (!domains || domains.some((chosen) => chosen.toLowerCase() === (domain ?? '').toLowerCase()))
    return null;
  return domain === null ? 'Local account, not chosen' : `Of the domain ${domain}, not chosen`;
}

function groupRow(deps: ImportPlanDeps, id: number, live: GroupWithMembers): ImportRow {
  const { previous, outcome } = deps.mirror.compareGroup(live.group, live.members);
  const { display_name: name } = ownedGroup(live.group, previous);
  const [kind, why] = judge();
  return {
    id,
    kind,
    type: 'Group',
    resourceId: live.group.id,
    name,
    signInName: null,
    why,
    ticked: tickOf(kind),
    stale: false,
    live,
  };

  function judge(): Verdict {
    const outside = outsideText(deps.choice, name);
    if (outside !== null) return ['Skipped', outside];
    if (!live.group.enabled && previous?.listed === 1) return ['Gone', 'Disabled in Secret Server'];
    if (!live.group.enabled) return ['Skipped', 'Disabled group'];
    if (!isListedGroup(live.group)) return ['Skipped', 'Everybody is in it'];
    return byOutcome(outcome);
  }
}

function outsideText({ groupText }: ImportChoice, name: string): string | null {
  const wanted = groupText?.trim() ?? '';
  if (name.toLowerCase().includes(wanted.toLowerCase())) return null;
  return `Its name does not hold "${wanted}"`;
}

function absentUser(id: number, row: UserRow): ImportRow {
  return {
    id,
    kind: 'Gone',
    type: 'User',
    resourceId: row.id,
    name: row.display_name,
    signInName: row.user_name,
    why: 'Secret Server no longer shows this user',
    ticked: false,
    stale: false,
    live: null,
  };
}

function isChosen(choice: ImportChoice, row: UserRow): boolean {
  return (row.enabled === 1 || choice.inactive) && outsideDomains(choice, row.domain_name) === null;
}

function absentGroups(deps: ImportPlanDeps, { groups }: Inventory, firstId: number): ImportRow[] {
  const present = new Set(groups.map(({ group }) => group.id));
  const absent = [...deps.store.groups.listedIds()]
    .filter((id) => !present.has(id) && !deps.watch.groups.has(id))
    .map((id) => deps.store.groups.get(id))
    .filter((row) => row !== undefined)
    .filter((row) => outsideText(deps.choice, row.display_name) === null);
  return absent.map((row, index) => ({
    id: firstId + index,
    kind: 'Gone',
    type: 'Group',
    resourceId: row.id,
    name: row.display_name,
    signInName: null,
    why: 'Secret Server no longer has this group',
    ticked: false,
    stale: false,
    live: null,
  }));
}
