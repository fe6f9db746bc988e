import type { SecretServerGroup, SecretServerUser } from '../secret-server/model.ts';
import { GROUP_URN } from '../scim/group-schema.ts';
import type { Resource } from '../scim/resource.ts';
import type { GroupRow } from '../store/groups.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';
import { isSameAccount, sameMoment } from './same-account.ts';
import { userJson } from './user-json.ts';

export type Outcome = 'added' | 'updated' | 'unchanged';

export interface MirrorScope {
  /** The account that SCIM Tray signs in with: never listed, never written. */
  readonly ownAccountId: number;
  readonly listApplicationAccounts: boolean;
}

export type Mirror = ReturnType<typeof createMirror>;

/**
 * Writes what Secret Server said into the mirror (D6). Every function here runs inside the caller's transaction.
 * @param now wall clock, epoch milliseconds.
 */
export function createMirror(store: Store, scope: () => MirrorScope, now: () => number) {
  /** Ids written by changes since a refresh began; undefined while none runs (D8). */
  let written: { users: Set<number>; groups: Set<number> } | undefined;

  function saveUser(live: SecretServerUser, extra?: Resource): { row: UserRow; outcome: Outcome } {
    const previous = store.users.get(live.id);
    if (previous && !isSameAccount(live, previous))
      return { row: markReplaced(previous), outcome: 'unchanged' };
    const owned = ownedUser(live, previous, scope());
    const extraText = extra ? JSON.stringify(extra) : (previous?.extra ?? '{}');
    const same = previous && previous.extra === extraText && sameValues(owned, previous);
    if (same) return { row: previous, outcome: 'unchanged' };
    const row = {
      ...owned,
      extra: extraText,
      revision: (previous?.revision ?? 0) + 1,
      first_seen_at: previous?.first_seen_at ?? now(),
      modified_at: now(),
    };
    const json = userJson(row, JSON.parse(extraText));
    store.users.put({ ...row, json });
    if (!previous) store.users.renderGroups([live.id]);
    if (previous?.user_name !== row.user_name || previous.listed !== row.listed) {
      store.groups.renderMembers(store.groups.groupsOf(live.id));
    }
    return {
      row: { ...row, json, groups_json: previous?.groups_json ?? '[]' },
      outcome: previous ? 'updated' : 'added',
    };
  }

  /** The id means somebody else in Secret Server by now: the row stays as it was until a person decides (D5). */
  function markReplaced(row: UserRow): UserRow {
    if (row.replaced === 0) store.users.put({ ...row, replaced: 1 });
    return { ...row, replaced: 1 };
  }

  /** Mirror-only attributes changed, and Secret Server was not asked. */
  function saveExtra(id: number, extra: Resource): void {
    rewrite(id, { extra: JSON.stringify(extra) });
  }

  /** A removal of access that still waits for Secret Server: reads show what was asked (D3). */
  function showDisabled(id: number): void {
    rewrite(id, { enabled: 0 });
  }

  function rewrite(id: number, values: Partial<Pick<UserRow, 'extra' | 'enabled'>>): void {
    const previous = store.users.get(id);
    if (!previous || sameValues(values, previous)) return;
    const row = { ...previous, ...values, revision: previous.revision + 1, modified_at: now() };
    store.users.put({ ...row, json: userJson(row, JSON.parse(row.extra)) });
  }

  function saveGroup(live: SecretServerGroup): { row: GroupRow; outcome: Outcome } {
    const previous = store.groups.get(live.id);
    const owned = ownedGroup(live, previous);
    if (previous && sameValues(owned, previous)) return { row: previous, outcome: 'unchanged' };
    const row = {
      ...owned,
      revision: (previous?.revision ?? 0) + 1,
      first_seen_at: previous?.first_seen_at ?? now(),
      modified_at: now(),
    };
    const json = JSON.stringify({ schemas: [GROUP_URN] });
    store.groups.put({ ...row, json });
    if (previous && (previous.display_name !== row.display_name || previous.listed !== row.listed)) {
      store.users.renderGroups(store.groups.members(live.id));
    }
    return {
      row: { ...row, json, members_json: previous?.members_json ?? '[]' },
      outcome: previous ? 'updated' : 'added',
    };
  }

  /** Writes who is in the group now. @returns whether anything changed. */
  function saveMembers(groupId: number, wanted: readonly number[]): boolean {
    const before = new Set(store.groups.members(groupId));
    const after = new Set(wanted);
    const added = wanted.filter((id) => !before.has(id));
    const removed = [...before].filter((id) => !after.has(id));
    if (added.length === 0 && removed.length === 0) return false;
    store.groups.changeMembers(groupId, added, removed);
    store.groups.renderMembers([groupId]);
    store.users.renderGroups([...added, ...removed]);
    return true;
  }

  /** A group that Secret Server no longer has. */
  function removeGroup(id: number): void {
    const members = store.groups.members(id);
    store.groups.remove(id);
    store.links.removeAll('Group', id);
    store.users.renderGroups(members);
  }

  return {
    saveUser,
    saveExtra,
    showDisabled,
    saveGroup,
    saveMembers,
    removeGroup,
    /** A change wrote this resource: a refresh that read it earlier must leave it alone. */
    wrote(type: 'users' | 'groups', id: number): void {
      written?.[type].add(id);
    },
    /** @returns what changes write until `end` is called. */
    watch(): { users: ReadonlySet<number>; groups: ReadonlySet<number>; end: () => void } {
      const watched = { users: new Set<number>(), groups: new Set<number>() };
      written = watched;
      return { ...watched, end: () => void (written = undefined) };
    },
  };
}

function sameValues<T extends object>(values: T, row: { readonly [K in keyof T]: unknown }): boolean {
  return (Object.keys(values) as (keyof T)[]).every((name) => values[name] === row[name]);
}

/** @param previous supplies the domain's name where a single read does not tell it. */
function ownedUser(live: SecretServerUser, previous: UserRow | undefined, scope: MirrorScope) {
  const domainName = live.domainName ?? (previous?.domain_id === live.domainId ? previous.domain_name : null);
  const userName = qualified(live.domainId, domainName, live.userName);
  const listed =
    live.id !== scope.ownAccountId && (!live.isApplicationAccount || scope.listApplicationAccounts);
  // Okta wants names that are not empty.
  const displayName = live.displayName || live.userName;
  return {
    id: live.id,
    login_name: live.userName,
    domain_id: live.domainId,
    domain_name: domainName,
    user_name: userName,
    user_name_key: userName.toLowerCase(),
    display_name: displayName,
    display_name_key: displayName.toLowerCase(),
    email: live.emailAddress,
    email_key: live.emailAddress?.toLowerCase() ?? null,
    enabled: flag(live.enabled),
    locked_out: flag(live.isLockedOut),
    application_account: flag(live.isApplicationAccount),
    external_source: live.externalUserSource,
    // A create answers with fractions and a zone, a read without: the first value stays.
    created: sameMoment(previous?.created ?? null, live.created) ? (previous?.created ?? null) : live.created,
    replaced: flag(false),
    listed: flag(listed),
  };
}

function ownedGroup(live: SecretServerGroup, previous: GroupRow | undefined) {
  const domainName = live.domainName ?? (previous?.domain_id === live.domainId ? previous.domain_name : null);
  const displayName = qualified(live.domainId, domainName, live.name);
  return {
    id: live.id,
    login_name: live.name,
    domain_id: live.domainId,
    domain_name: domainName,
    display_name: displayName,
    display_name_key: displayName.toLowerCase(),
    enabled: flag(live.enabled),
    synchronized: flag(live.synchronized),
    editable: live.canEditMembers === undefined ? (previous?.editable ?? null) : flag(isEditable(live)),
    created: sameMoment(previous?.created ?? null, live.created) ? (previous?.created ?? null) : live.created,
    listed: flag(isListedGroup(live)),
  };
}

/** Whether SCIM lists the group: enabled, and not the one that everybody is in. */
export function isListedGroup({ enabled, domainId, name }: SecretServerGroup): boolean {
  return enabled && !(domainId === -1 && name.toLowerCase() === 'everyone');
}

/** Only a single read tells (reference: groups). */
function isEditable({ canEditMembers, systemGroup }: SecretServerGroup): boolean {
  return canEditMembers !== false && systemGroup !== true;
}

/** Directory users and groups carry their domain: the same name may exist in several. */
function qualified(domainId: number, domainName: string | null, name: string): string {
  return domainId > 0 && domainName ? `${domainName}\\${name}` : name;
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
