import { blankGroup } from '../group-rows.ts';
import { LOCAL } from '../model.ts';
import type { Store } from '../store.ts';
import { blankUser } from '../user-rows.ts';
import { USER_ROLE } from './directories.ts';

const MEMBERS = 40;

interface Crowd {
  readonly users: number;
  readonly groups: number;
  readonly createdAt: (id: number) => number;
}

/** Makes many more people and groups, the same ones on every run. */
export function addCrowd(store: Store, { users, groups, createdAt }: Crowd): void {
  const ids: number[] = [];
  for (let n = 1; n <= users; n += 1) {
    const id = store.users.nextId();
    const number = String(n).padStart(5, '0');
    const userName = `person.${number}`;
    const emailAddress = n % 20 === 0 ? null : `${userName}@example.com`;
    const row = {
      id,
      domainId: LOCAL,
      created: createdAt(id),
      userName,
      emailAddress,
      displayName: `Person ${number}`,
    };
    store.users.save(blankUser({ ...row, roleIds: [USER_ROLE], inTeam: id % 3 !== 0 }));
    ids.push(id);
  }
  for (let n = 1; n <= groups; n += 1) {
    const id = store.groups.nextId();
    const name = `Team ${String(n).padStart(4, '0')}`;
    store.groups.save(
      blankGroup({ id, domainId: LOCAL, created: createdAt(id), name, inTeam: id % 3 !== 0 }),
    );
    const members = Array.from(
      { length: Math.min(MEMBERS, ids.length) },
      (_, i) => ids[(n * 97 + i * 31) % ids.length],
    );
    store.members.replace(
      id,
      members.filter((member) => member !== undefined),
    );
  }
}
