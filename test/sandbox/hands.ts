import { blankGroup } from './group-rows.ts';
import { LOCAL, type GroupRecord, type Settings, type UserRecord } from './model.ts';
import { digest } from './password-policy.ts';
import { CONNECTOR_ROLE } from './seed/directories.ts';
import type { Rudeness } from './rudeness.ts';
import type { Switches } from './switches.ts';
import { blankUser } from './user-rows.ts';
import type { World } from './world.ts';

/** What a person does in Secret Server itself: no rule of the API applies, and nothing of it goes into `calls`. */
export interface Hands {
  users(): readonly UserRecord[];
  user(id: number): UserRecord | undefined;
  /** Without case; in the given directory, else local. */
  userByName(userName: string, domainId?: number): UserRecord | undefined;
  groups(): readonly GroupRecord[];
  group(id: number): GroupRecord | undefined;
  groupByName(name: string, domainId?: number): GroupRecord | undefined;
  /** Ids of all members, disabled ones included, ascending. */
  members(groupId: number): readonly number[];
  addUser(user: Partial<UserRecord> & Pick<UserRecord, 'userName'>, password?: string): UserRecord;
  addGroup(group: Partial<GroupRecord> & Pick<GroupRecord, 'name'>): GroupRecord;
  /** Throws when there is no such user. */
  change(userId: number, changes: Partial<UserRecord>): UserRecord;
  /** Throws when there is no such group. */
  changeGroup(groupId: number, changes: Partial<GroupRecord>): GroupRecord;
  setMembers(groupId: number, userIds: readonly number[]): void;
  /** Gone for good, as after a restore: nothing shows it any more. */
  removeUser(userId: number): void;
  removeGroup(groupId: number): void;
  /** Throws when there is no such user. */
  setPassword(userId: number, password: string): void;
  /** Whether this is the user's password. */
  hasPassword(userId: number, password: string): boolean;
  /** Permissions of the connector's account, spelled with blanks. */
  setRights(rights: readonly string[]): void;
  setSwitches(changes: Partial<Switches>): void;
  configure(changes: Partial<Settings>): void;
  setReadOnly(readOnly: boolean): void;
  /** Answers rudely from now on. */
  setRude(rude: Rudeness): void;
  /** What stands in the database now; the function returned brings exactly that back, tokens stay good. */
  backUp(): () => void;
  /** Every token that was given out runs out now. */
  expireTokens(): void;
  /** What the next directory synchronization does: with MirrorDirectory, members of synchronized groups are enabled again. */
  synchronize(): void;
  /** Somebody signs in: one whom the automatic rule disabled is enabled again. Returns whether it succeeded. */
  signIn(userId: number): boolean;
}

/** The hands of a person on the data of a sandbox. */
export function createHands(world: World): Hands {
  return { ...readingHands(world), ...writingHands(world), ...administeringHands(world) };
}

type Reading =
  | 'users'
  | 'user'
  | 'userByName'
  | 'groups'
  | 'group'
  | 'groupByName'
  | 'members'
  | 'hasPassword';
type Administering =
  | 'setRights'
  | 'setSwitches'
  | 'configure'
  | 'setReadOnly'
  | 'setRude'
  | 'backUp'
  | 'expireTokens'
  | 'synchronize'
  | 'signIn';

function readingHands({ store }: World): Pick<Hands, Reading> {
  return {
    users: () => store.users.all(),
    user: (id) => store.users.get(id),
    userByName: (userName, domainId = LOCAL) => store.users.named(domainId, userName),
    groups: () => store.groups.all(),
    group: (id) => store.groups.get(id),
    groupByName: (name, domainId = LOCAL) => store.groups.named(domainId, name),
    members: (groupId) => store.members.of(groupId),
    hasPassword: (userId, password) => store.users.get(userId)?.passwordDigest === digest(password),
  };
}

function writingHands(world: World): Omit<Hands, Reading | Administering> {
  const { users, groups, members } = world.store;
  const fresh = { domainId: LOCAL, created: world.now() };
  return {
    addUser: (user, password) => {
      const passwordDigest = password === undefined ? null : digest(password);
      return users.save(
        blankUser({ ...fresh, id: users.nextId(), displayName: user.userName, passwordDigest, ...user }),
      );
    },
    addGroup: (group) => groups.save(blankGroup({ ...fresh, id: groups.nextId(), ...group })),
    change: (userId, changes) =>
      users.save({ ...existing(users.get(userId), userId), ...changes, id: userId }),
    changeGroup: (groupId, changes) =>
      groups.save({ ...existing(groups.get(groupId), groupId), ...changes, id: groupId }),
    setMembers: (groupId, userIds) => members.replace(groupId, userIds),
    removeUser: (userId) => {
      for (const groupId of members.groupsOf(userId)) {
        members.replace(
          groupId,
          members.of(groupId).filter((id) => id !== userId),
        );
      }
      users.remove(userId);
    },
    removeGroup: (groupId) => {
      members.replace(groupId, []);
      groups.remove(groupId);
    },
    setPassword: (userId, password) => {
      users.save({ ...existing(users.get(userId), userId), passwordDigest: digest(password) });
    },
  };
}

function administeringHands(world: World): Pick<Hands, Administering> {
  const { roles } = world.store;
  const configure = (changes: Partial<Settings>): void => {
    world.settings = { ...world.settings, ...changes };
  };
  return {
    setRights: (permissions) => {
      roles.set(CONNECTOR_ROLE, { ...existing(roles.get(CONNECTOR_ROLE), CONNECTOR_ROLE), permissions });
    },
    setSwitches: (changes) => {
      world.switches = { ...world.switches, ...changes };
    },
    configure,
    setReadOnly: (readOnly) => configure({ readOnly }),
    setRude: (rude) => {
      world.rude = rude;
    },
    backUp: () => {
      const restores = [world.store.users, world.store.groups, world.store.members].map((table) =>
        table.backUp(),
      );
      return () => restores.forEach((restore) => restore());
    },
    expireTokens: () => world.sessions.revokeAll(),
    synchronize: () => synchronize(world),
    signIn: (userId) => signIn(world, userId),
  };
}

function existing<Row>(row: Row | undefined, id: number): Row {
  if (row === undefined) throw new RangeError(`the sandbox has nothing with the id ${id}`);
  return row;
}

function synchronize(world: World): void {
  const { users, groups, members } = world.store;
  if (world.settings.userAccountOptions !== 'MirrorDirectory') return;
  const ids = new Set(groups.all().flatMap((group) => (group.synchronized ? members.of(group.id) : [])));
  for (const id of ids) {
    const user = users.get(id);
    if (user !== undefined && !user.enabled)
      users.save({ ...user, enabled: true, disabledByInactivity: false });
  }
}

function signIn(world: World, userId: number): boolean {
  const user = world.store.users.get(userId);
  if (user === undefined || user.isLockedOut || !(user.enabled || user.disabledByInactivity)) return false;
  world.store.users.save({ ...user, enabled: true, disabledByInactivity: false, lastLogin: world.now() });
  return true;
}
