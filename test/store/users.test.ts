import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createMirror } from '../../src/server/domain/mirror.ts';
import { openStore } from '../../src/server/store/store.ts';
import { dataFolder } from '../data-folder.ts';

async function usersWith(ids: readonly number[]) {
  const store = openStore(join(await dataFolder(), 'scim-tray.db'), Date.now);
  onTestFinished(() => store.close());
  const mirror = createMirror(store, () => ({ ownAccountId: 2, listApplicationAccounts: false }), Date.now);
  for (const id of ids) {
    mirror.saveUser({
      id,
      userName: `user.${String(id)}`,
      displayName: 'User',
      emailAddress: null,
      enabled: true,
      domainId: -1,
      domainName: null,
      isApplicationAccount: false,
      isLockedOut: false,
      externalUserSource: null,
      created: null,
    });
  }
  return store.users;
}

test.for([
  [[], 5, []],
  [[7], 5, [7]],
  [[7, 9], 5, [7, 9]],
  [[10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 5, [20, 40, 60, 80, 100]],
  // Most are old.
  [[1, 2, 3, 4, 1_000_000], 5, [4, 1_000_000]],
  [[1, 2, 3, 4, 5], 1, [5]],
] as const)(
  'of %j a sample of %d holds the newest and others of all ages: %j',
  async ([ids, size, expected]) => {
    const users = await usersWith(ids);
    expect(users.sample(size).map(({ id }) => id)).toEqual(expected);
  },
);
