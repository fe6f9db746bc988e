import { LOCAL, type DomainRecord, type GroupRecord, type RoleRecord, type UserRecord } from './model.ts';
import { Memberships } from './memberships.ts';
import { Table } from './table.ts';

/** All that the simulated Secret Server remembers. */
export interface Store {
  readonly users: Table<UserRecord>;
  readonly groups: Table<GroupRecord>;
  readonly members: Memberships;
  readonly domains: readonly DomainRecord[];
  readonly roles: Map<number, RoleRecord>;
}

/** An empty store with the given directories and roles. */
export function createStore(domains: readonly DomainRecord[], roles: readonly RoleRecord[]): Store {
  const users = new Table<UserRecord>((user) => user.userName);
  const groups = new Table<GroupRecord>((group) => group.name);
  return {
    users,
    groups,
    members: new Memberships(users, groups),
    domains,
    roles: new Map(roles.map((role) => [role.id, role])),
  };
}

/** The name of a directory; null for local and for an unknown one. */
export function domainName(store: Store, domainId: number): string | null {
  return store.domains.find((domain) => domain.id === domainId)?.name ?? null;
}

/** A directory by its name, in any case; LOCAL for `local` and for nothing; undefined when there is none. */
export function domainNamed(store: Store, name: string): number | undefined {
  if (name === '' || name.toLowerCase() === 'local') return LOCAL;
  const wanted = name.toLowerCase();
  return store.domains.find((domain) =>
    [domain.name, domain.friendlyName].some((n) => n.toLowerCase() === wanted),
  )?.id;
}

/** The permissions of a user, of the user's own roles and of those of enabled groups, spelled with blanks. */
export function permissionsOf(store: Store, userId: number): ReadonlySet<string> {
  const user = store.users.get(userId);
  const groups = store.members.groupsOf(userId).map((id) => store.groups.get(id));
  const roleIds = [
    ...(user?.roleIds ?? []),
    ...groups.flatMap((group) => (group?.enabled ? group.roleIds : [])),
  ];
  return new Set(roleIds.flatMap((id) => store.roles.get(id)?.permissions ?? []));
}
