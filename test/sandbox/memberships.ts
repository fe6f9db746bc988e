import type { GroupRecord, UserRecord } from './model.ts';
import type { Table } from './table.ts';

/** Who belongs to which group. Every user belongs to a system group (Everyone), which keeps no list. */
export class Memberships {
  readonly #users: Table<UserRecord>;
  readonly #groups: Table<GroupRecord>;
  readonly #byGroup = new Map<number, Set<number>>();
  #revision = 0;

  constructor(users: Table<UserRecord>, groups: Table<GroupRecord>) {
    this.#users = users;
    this.#groups = groups;
  }

  /** Rises with every change. */
  get revision(): number {
    return this.#revision;
  }

  /** Ids of all members, disabled ones included, ascending. */
  of(groupId: number): readonly number[] {
    if (this.#groups.get(groupId)?.systemGroup) return this.#users.all().map((user) => user.id);
    return [...(this.#byGroup.get(groupId) ?? [])].toSorted((a, b) => a - b);
  }

  count(groupId: number): number {
    if (this.#groups.get(groupId)?.systemGroup) return this.#users.all().length;
    return this.#byGroup.get(groupId)?.size ?? 0;
  }

  has(groupId: number, userId: number): boolean {
    if (this.#groups.get(groupId)?.systemGroup) return this.#users.get(userId) !== undefined;
    return this.#byGroup.get(groupId)?.has(userId) ?? false;
  }

  /** Ids of the groups that a user belongs to, ascending. */
  groupsOf(userId: number): readonly number[] {
    return this.#groups.all().flatMap((group) => (this.has(group.id, userId) ? [group.id] : []));
  }

  /** The members as they are now; the function returned brings them back. */
  backUp(): () => void {
    const kept = [...this.#byGroup].map(([id, members]) => [id, [...members]] as const);
    return () => {
      this.#revision += 1;
      this.#byGroup.clear();
      for (const [id, members] of kept) this.#byGroup.set(id, new Set(members));
    };
  }

  add(groupId: number, userId: number): void {
    this.#revision += 1;
    const members = this.#byGroup.get(groupId) ?? new Set();
    this.#byGroup.set(groupId, members.add(userId));
  }

  remove(groupId: number, userId: number): void {
    this.#revision += 1;
    this.#byGroup.get(groupId)?.delete(userId);
  }

  replace(groupId: number, userIds: readonly number[]): void {
    this.#revision += 1;
    this.#byGroup.set(groupId, new Set(userIds));
  }
}
