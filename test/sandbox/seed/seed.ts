import { blankGroup } from '../group-rows.ts';
import { LOCAL, type GroupRecord, type UserRecord } from '../model.ts';
import { digest } from '../password-policy.ts';
import { createStore, type Store } from '../store.ts';
import { blankUser } from '../user-rows.ts';
import { addCrowd } from './crowd.ts';
import { CONNECTOR_ROLE, USER_MANAGER_ROLE, USER_ROLE, directories, seededRoles } from './directories.ts';
import { enabledGroups, seededGroups } from './groups.ts';
import { enabledPeople, people, type Person } from './people.ts';

/** What a client would scan: enabled ordinary users, and enabled groups that are not built in. */
export interface Size {
  readonly users: number;
  readonly groups: number;
}

/** The size of the seed by name: the figures of the vendor's own guide. */
export const defaultSize: Size = { users: enabledPeople, groups: enabledGroups };

export interface SeedOptions {
  readonly size: Size;
  readonly account: { readonly userName: string; readonly password: string };
  readonly rights: readonly string[];
}

const START = Date.UTC(2021, 2, 1, 8, 0, 0);
const HOUR = 3_600_000;

/** The date on which a seeded row was made: fixed, and different for each id. */
function createdAt(id: number): number {
  return START + id * HOUR + ((id * 137) % 1000);
}

/** A filled store and the id of the connector's account. A size below the default changes nothing. */
export function seed(options: SeedOptions): { readonly store: Store; readonly accountId: number } {
  const store = createStore(directories, seededRoles(options.rights));
  const accountId = addAccounts(store, options.account);
  for (const person of people) addPerson(store, person);
  store.groups.save(
    blankGroup({ id: 1, domainId: LOCAL, created: createdAt(1), name: 'Everyone', systemGroup: true }),
  );
  for (const group of seededGroups) addGroup(store, group);
  addCrowd(store, {
    users: options.size.users - enabledPeople,
    groups: options.size.groups - enabledGroups,
    createdAt,
  });
  return { store, accountId };
}

/** The connector's own account and another application account, both made before everybody else. */
function addAccounts(store: Store, account: SeedOptions['account']): number {
  const common = { domainId: LOCAL, isApplicationAccount: true };
  const own = blankUser({
    ...common,
    id: 2,
    created: createdAt(2),
    userName: account.userName,
    displayName: 'SCIM connector',
    passwordDigest: digest(account.password),
    roleIds: [CONNECTOR_ROLE],
  });
  store.users.save(own);
  store.users.save(
    blankUser({
      ...common,
      id: 3,
      created: createdAt(3),
      userName: 'svc-reports',
      displayName: 'Report robot',
      roleIds: [3],
    }),
  );
  return own.id;
}

function addPerson(
  store: Store,
  [domainId, userName, displayName, emailAddress, special]: Person,
): UserRecord {
  const id = store.users.nextId();
  return store.users.save(
    blankUser({
      id,
      domainId,
      created: createdAt(id),
      userName,
      displayName,
      emailAddress,
      adGuid: domainId === LOCAL ? null : guid(id),
      lastLogin: id % 4 === 0 ? null : createdAt(id) + HOUR,
      roleIds: userName === 'user.manager' ? [USER_ROLE, USER_MANAGER_ROLE] : [USER_ROLE],
      inTeam: id % 3 !== 0,
      ...special,
    }),
  );
}

function addGroup(
  store: Store,
  [domainId, name, members, special]: (typeof seededGroups)[number],
): GroupRecord {
  const id = store.groups.nextId();
  for (const member of members) {
    const user = store.users.named(domainId, member);
    if (user === undefined) throw new Error(`the seed puts ${member} into ${name}, but seeds no such user`);
    store.members.add(id, user.id);
  }
  const adGuid = domainId === LOCAL ? null : guid(1000 + id);
  return store.groups.save(
    blankGroup({ id, domainId, created: createdAt(id), name, adGuid, inTeam: id % 3 !== 0, ...special }),
  );
}

function guid(n: number): string {
  return `7c9e6679-7425-40de-944b-${n.toString(16).padStart(12, '0')}`;
}
