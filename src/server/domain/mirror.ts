import type { SecretServerGroup, SecretServerUser } from '../secret-server/model.ts';
import { GROUP_URN } from '../scim/group-schema.ts';
import type { Resource } from '../scim/resource.ts';
import type { GroupRow } from '../store/groups.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';
import { ownedGroup, ownedUser, sameValues, type MirrorScope } from './mirror-rows.ts';
import { isSameAccount } from './same-account.ts';
import { userJson } from './user-json.ts';

export type Outcome = 'added' | 'updated' | 'unchanged';

/** Ids of what changes wrote while somebody reads Secret Server. */
export interface Watch {
  readonly users: ReadonlySet<number>;
  readonly groups: ReadonlySet<number>;
  /** false: what was read belongs to a Secret Server that is no longer used. */
  readonly holds: () => boolean;
  readonly end: () => void;
}

/** What the mirror is written to: the tables, or a copy of them. */
type MirrorTables = Pick<Store, 'users' | 'groups'> & { readonly links: Pick<Store['links'], 'removeAll'> };

export type Mirror = ReturnType<typeof createMirror>;

/**
 * Writes what Secret Server said into the mirror (D6). Every function here runs inside the caller's transaction.
 * @param now wall clock, epoch milliseconds.
 */
export function createMirror(store: MirrorTables, scope: () => MirrorScope, now: () => number) {
  /** Ids written since somebody began to watch (D8). */
  const watches = new Set<{ users: Set<number>; groups: Set<number>; holds: boolean }>();

  function wrote(type: 'users' | 'groups', id: number): void {
    for (const watch of watches) watch[type].add(id);
  }

  function saveUser(live: SecretServerUser, extra?: Resource): { row: UserRow; outcome: Outcome } {
    const previous = store.users.get(live.id);
    if (previous && !isSameAccount(live, previous))
      return { row: markReplaced(previous), outcome: 'unchanged' };
    return putUser(live, previous, extra);
  }

  function putUser(
    live: SecretServerUser,
    previous: UserRow | undefined,
    extra?: Resource,
  ): { row: UserRow; outcome: Outcome } {
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
    wrote('users', live.id);
    if (!previous) store.users.renderGroups([live.id]);
    if (previous?.user_name !== row.user_name || previous.listed !== row.listed) {
      store.groups.renderMembers(store.groups.groupsOf(live.id));
    }
    return { row: { ...row, json }, outcome: previous ? 'updated' : 'added' };
  }

  /** The id means somebody else in Secret Server by now: the row stays as it was until a person decides (D5). */
  function markReplaced(row: UserRow): UserRow {
    if (row.replaced === 0) {
      store.users.put({ ...row, replaced: 1 });
      wrote('users', row.id);
    }
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
    wrote('users', id);
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
    wrote('groups', live.id);
    if (previous && (previous.display_name !== row.display_name || previous.listed !== row.listed)) {
      store.users.renderGroups(store.groups.members(live.id));
    }
    return { row: { ...row, json }, outcome: previous ? 'updated' : 'added' };
  }

  /** Writes who is in the group now. @returns whether anything changed. */
  function saveMembers(groupId: number, wanted: readonly number[]): boolean {
    const before = new Set(store.groups.members(groupId));
    const after = new Set(wanted);
    const added = wanted.filter((id) => !before.has(id));
    const removed = [...before].filter((id) => !after.has(id));
    if (added.length === 0 && removed.length === 0) return false;
    store.groups.changeMembers(groupId, added, removed);
    wrote('groups', groupId);
    store.groups.renderMembers([groupId]);
    store.users.renderGroups([...added, ...removed]);
    return true;
  }

  /**
   * A user whom Secret Server no longer shows, by a person's word (D8). What endpoints know of it stays: should it
   * come back, nobody else inherits it.
   */
  function removeUser(id: number): void {
    store.users.remove(id);
    wrote('users', id);
    store.groups.renderMembers(store.groups.groupsOf(id));
  }

  /** A group that Secret Server no longer has. */
  function removeGroup(id: number): void {
    const members = store.groups.members(id);
    store.groups.remove(id);
    store.groups.setWanted(id, []);
    store.links.removeAll('Group', id);
    wrote('groups', id);
    store.users.renderGroups(members);
  }

  return {
    saveUser,
    /** The account that has the id now is the right one, by a person's word (D5). */
    acceptUser: (live: SecretServerUser): void => void putUser(live, store.users.get(live.id)),
    saveExtra,
    showDisabled,
    saveGroup,
    saveMembers,
    removeUser,
    removeGroup,
    scope,
    now,
    /** What would change in the mirror; nothing is written. 'replaced': the id means another account by now (D5). */
    compareUser(live: SecretServerUser) {
      const previous = store.users.get(live.id);
      const owned = ownedUser(live, previous, scope());
      return { previous, owned, outcome: userOutcome() };

      function userOutcome(): Outcome | 'replaced' {
        if (!previous) return 'added';
        if (!isSameAccount(live, previous)) return 'replaced';
        return sameValues(owned, previous) ? 'unchanged' : 'updated';
      }
    },
    /** The same for a group; null: its members were not read. */
    compareGroup(live: SecretServerGroup, members: readonly number[] | null) {
      const previous = store.groups.get(live.id);
      const owned = ownedGroup(live, previous);
      return { previous, owned, outcome: groupOutcome() };

      function groupOutcome(): Outcome {
        if (!previous) return 'added';
        const sameMembers = members === null || isSameList(store.groups.members(live.id), members);
        return sameMembers && sameValues(owned, previous) ? 'unchanged' : 'updated';
      }
    },
    /**
     * This is how Secret Server has the resource now: whoever read it earlier must leave it alone. Whatever changes
     * the mirror says so by itself; a change that found nothing to do has to be told.
     */
    wrote,
    /** What was read so far belongs to a Secret Server that is no longer used. */
    forget(): void {
      for (const watch of watches) watch.holds = false;
    },
    /** @returns what is written until `end` is called. */
    watch(): Watch {
      const watched = { users: new Set<number>(), groups: new Set<number>(), holds: true };
      watches.add(watched);
      return {
        users: watched.users,
        groups: watched.groups,
        holds: () => watched.holds,
        end: () => void watches.delete(watched),
      };
    },
  };
}

function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
