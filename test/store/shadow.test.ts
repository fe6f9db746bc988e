import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createMirror, type Mirror } from '../../src/server/domain/mirror.ts';
import { withBase } from '../../src/server/domain/present.ts';
import type { Store } from '../../src/server/store/store.ts';
import { openStore } from '../../src/server/store/store.ts';
import { dataFolder } from '../data-folder.ts';

const scope = () => ({ ownAccountId: 2, listApplicationAccounts: false });

function user(id: number, over: object = {}) {
  return {
    id,
    userName: `user.${String(id)}`,
    displayName: `User ${String(id)}`,
    emailAddress: `user.${String(id)}@example.com`,
    enabled: true,
    domainId: -1,
    domainName: null,
    isApplicationAccount: false,
    isLockedOut: false,
    externalUserSource: null,
    created: '2021-03-01T08:00:00Z',
    ...over,
  };
}

function group(id: number, name = `Group ${String(id)}`) {
  return { id, name, enabled: true, domainId: -1, domainName: null, synchronized: false, created: null };
}

async function filled() {
  const file = join(await dataFolder(), 'scim-tray.db');
  const store = openStore(file, () => 1_000);
  onTestFinished(() => store.close());
  const mirror = createMirror(store, scope, () => 1_000);
  store.transaction(() => {
    for (let id = 10; id < 510; id += 1) mirror.saveUser(user(id));
    for (let id = 1; id <= 5; id += 1) {
      mirror.saveGroup(group(id));
      mirror.saveMembers(
        id,
        Array.from({ length: 300 }, (_, n) => 10 + n * id).filter((member) => member < 510),
      );
    }
  });
  return { file, store, mirror };
}

function all(steps: Iterable<void>): void {
  Array.from(steps);
}

/** A resource as clients see it. */
function shown(store: Store, type: 'User' | 'Group', id: number) {
  const resource = withBase(store.listing.one(0, type, id)?.text ?? '{}', '');
  return JSON.parse(resource) as Partial<Record<'groups' | 'members', { display: string }[]>>;
}

function groupsOf(store: Store, userId: number) {
  return shown(store, 'User', userId).groups?.map(({ display }) => display);
}

/** Everything that the mirror holds. */
function content(file: string): unknown[] {
  const db = new Database(file, { readonly: true });
  try {
    const orders = {
      users: 'id',
      groups: 'id',
      members: 'group_id, user_id',
      user_emails: 'email_key, user_id',
    };
    return Object.entries(orders).map(([table, order]) =>
      db.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all(),
    );
  } finally {
    db.close();
  }
}

function onCopy(store: Store): { shadow: ReturnType<Store['shadows']['begin']>; copy: Mirror } {
  const shadow = store.shadows.begin();
  all(shadow.copy());
  const links = { removeAll: () => {} };
  return { shadow, copy: createMirror({ ...shadow, links }, scope, () => 1_000) };
}

const nothing = { users: new Set<number>(), groups: new Set<number>() };

test('a copy holds what the mirror holds, and takes its place, as often as it is made', async () => {
  const { file, store } = await filled();
  const before = content(file);
  for (let round = 1; round <= 3; round += 1) {
    const { shadow } = onCopy(store);
    store.transaction(() => shadow.take(nothing));
    all(shadow.drop());
    expect(content(file)).toEqual(before);
  }
  const db = new Database(file, { readonly: true });
  const left = db
    .prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'next_%' OR name LIKE 'old_%'")
    .all();
  const indexes = db.prepare(
    "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'users'",
  );
  const used = db.prepare("EXPLAIN QUERY PLAN SELECT id FROM users WHERE user_name_key = 'x'").get();
  expect(left).toEqual([]);
  expect(indexes.pluck().get()).toBeGreaterThan(6);
  expect(used).toMatchObject({ detail: expect.stringContaining('users_by_name') });
  db.close();
});

test('what is changed on a copy shows only once it is taken, and then all of it', async () => {
  const { file, store } = await filled();
  const before = content(file);
  const { shadow, copy } = onCopy(store);
  store.transaction(() => {
    copy.saveUser(user(10, { displayName: 'Changed', emailAddress: null, userName: 'renamed' }));
    copy.saveUser(user(600));
    copy.saveMembers(1, [10, 600]);
    copy.removeGroup(5);
  });
  expect(content(file)).toEqual(before);
  expect(store.users.get(600)).toBeUndefined();
  store.transaction(() => shadow.take(nothing));
  all(shadow.drop());
  expect(store.users.get(10)).toMatchObject({ display_name: 'Changed', user_name: 'renamed', email: null });
  expect(store.users.byEmail('user.10@example.com')).toEqual([]);
  expect(shown(store, 'User', 600).groups).toMatchObject([{ value: '1' }]);
  expect(shown(store, 'Group', 1).members).toMatchObject([
    { value: '10', display: 'renamed' },
    { value: '600' },
  ]);
  expect(store.groups.get(5)).toBeUndefined();
  expect(groupsOf(store, 10)).not.toContain('Group 5');
});

test('the same changes give the same mirror, on a copy or not', async () => {
  const one = await filled();
  const other = await filled();
  const change = (mirror: Mirror): void => {
    for (let id = 100; id < 400; id += 1) mirror.saveUser(user(id, { displayName: `New ${String(id)}` }));
    for (let id = 1; id <= 5; id += 1) {
      mirror.saveGroup(group(id, `Renamed ${String(id)}`));
      mirror.saveMembers(id, [10 + id, 400, 500]);
    }
  };
  one.store.transaction(() => change(one.mirror));
  const { shadow, copy } = onCopy(other.store);
  other.store.transaction(() => change(copy));
  other.store.transaction(() => shadow.take(nothing));
  expect(content(other.file)).toEqual(content(one.file));
});

test('what was written meanwhile stands, in the user and in every group that shows it', async () => {
  const { store, mirror } = await filled();
  const { shadow, copy } = onCopy(store);
  const written = mirror.watch();
  store.transaction(() => {
    copy.saveUser(user(10, { displayName: 'Old news' }));
    copy.saveMembers(1, [10, 11]);
    copy.saveMembers(2, [10]);
    copy.saveGroup(group(2, 'Renamed'));
  });
  store.transaction(() => {
    mirror.saveUser(user(10, { displayName: 'Newer', userName: 'newer' }));
    mirror.saveUser(user(700));
    // Three versions of whoever leaves and comes back.
    mirror.saveMembers(1, [700]);
    mirror.saveMembers(1, [11, 700]);
    mirror.saveMembers(1, [700]);
  });
  const versions = [10, 11, 700].map((id) => store.users.get(id)?.revision ?? 0);
  store.transaction(() => shadow.take(written));
  all(shadow.drop());
  expect(store.users.get(10)).toMatchObject({ display_name: 'Newer', user_name: 'newer' });
  expect(groupsOf(store, 10)).toEqual(['Renamed', 'Group 3', 'Group 4', 'Group 5']);
  expect(shown(store, 'Group', 1).members).toMatchObject([{ value: '700' }]);
  expect(shown(store, 'Group', 2).members).toMatchObject([{ display: 'newer' }]);
  expect(groupsOf(store, 11)).not.toContain('Group 1');
  expect(store.users.byEmail('user.700@example.com')).toHaveLength(1);
  // No client sees an older version than it saw.
  const after = [10, 11, 700].map((id) => store.users.get(id)?.revision ?? 0);
  after.forEach((revision, index) => expect(revision).toBeGreaterThanOrEqual(versions[index] ?? Infinity));
});

test('lists follow at once', async () => {
  const { store } = await filled();
  const endpoint = store.endpoints.add('okta', 'okta', 0);
  const whole = { type: 'User', endpointId: endpoint.id } as const;
  expect(store.listing.countAfter(whole, 0)).toBe(500);
  const { shadow, copy } = onCopy(store);
  store.transaction(() => copy.saveUser(user(600)));
  expect(store.listing.countAfter(whole, 0)).toBe(500);
  store.transaction(() => shadow.take(nothing));
  expect(store.listing.countAfter(whole, 0)).toBe(501);
});

test('one whose dropping was cut short is in nobody’s way', async () => {
  const { file, store } = await filled();
  const before = content(file);
  const { shadow } = onCopy(store);
  store.transaction(() => shadow.take(nothing));
  shadow.drop().next();
  const next = onCopy(store).shadow;
  store.transaction(() => next.take(nothing));
  all(next.drop());
  expect(content(file)).toEqual(before);
});

test('a copy that was never taken, also by a crash, leaves nothing behind', async () => {
  const { file, store } = await filled();
  const before = content(file);
  const given = onCopy(store).shadow;
  all(given.drop());
  onCopy(store);
  store.close();
  const again = openStore(file, () => 1_000);
  onTestFinished(() => again.close());
  expect(content(file)).toEqual(before);
  // The names are free again.
  all(again.shadows.begin().drop());
});
