import { z } from 'zod';
import type { ProtectionNames, ProtectionView } from '../../main/ipc/contract.ts';
import { Problem } from '../errors.ts';
import type { AdminHolders } from '../secret-server/model.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';

const storedProtection = z.object({ users: z.array(z.number()), groups: z.array(z.number()) });

/** Who must not be changed through SCIM: nobody locks themselves out through Okta (D11). */
export interface Protection {
  /** Listed, or a member of a listed group. */
  isProtected(row: Pick<UserRow, 'id'>): boolean;
  isProtectedGroup(id: number): boolean;
  /** Whether there is a list at all, be it an empty one. */
  isChosen(): boolean;
  list(): AdminHolders;
  /** Takes the place of the list; set-up proposes one, a person may shorten it. */
  set(list: AdminHolders): void;
}

/** The list is in the settings; members of its groups are looked up in the mirror. */
export function createProtection(store: Store): Protection {
  const read = (): AdminHolders =>
    storedProtection.safeParse(store.settings.get('protected')).data ?? { users: [], groups: [] };
  let current = read();
  return {
    isProtected: ({ id }) =>
      current.users.includes(id) || store.groups.groupsOf(id).some((group) => current.groups.includes(group)),
    isProtectedGroup: (id) => current.groups.includes(id),
    isChosen: () => store.settings.get('protected') !== undefined,
    list: () => current,
    set(list) {
      store.settings.set('protected', list);
      current = read();
    },
  };
}

/** The list by names, as a person reads it. */
export function protectionView(store: Store, { users, groups }: AdminHolders): ProtectionView {
  return {
    users: users.map((id) => store.users.get(id)?.user_name ?? `user ${String(id)}`),
    groups: groups.map((id) => store.groups.get(id)?.display_name ?? `group ${String(id)}`),
  };
}

/**
 * The list after a person added and removed names.
 * @throws Problem APP-INPUT for a name that the mirror does not know
 */
export function chooseProtection(
  store: Store,
  current: AdminHolders,
  {
    add,
    remove,
  }: { readonly add?: ProtectionNames | undefined; readonly remove?: ProtectionNames | undefined },
): AdminHolders {
  const user = (name: string): number => found(store.users.byName(name.toLowerCase())[0], 'user', name);
  const group = (name: string): number => found(store.groups.byName(name.toLowerCase())[0], 'group', name);
  return {
    users: changed(current.users, add?.users?.map(user), remove?.users?.map(user)),
    groups: changed(current.groups, add?.groups?.map(group), remove?.groups?.map(group)),
  };
}

function changed(
  ids: readonly number[],
  added: readonly number[] = [],
  removed: readonly number[] = [],
): number[] {
  return [...new Set([...ids, ...added])].filter((id) => !removed.includes(id));
}

function found(row: { readonly id: number } | undefined, kind: 'user' | 'group', name: string): number {
  if (row) return row.id;
  throw new Problem(
    'APP-INPUT',
    `Secret Server has no ${kind} named ${name}`,
    'Check the name, or import first',
  );
}
