import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMirror } from '../../src/server/domain/mirror.ts';
import { readConditions } from '../../src/server/scim/filter.ts';
import type { ResourceType } from '../../src/server/store/links.ts';
import { openStore } from '../../src/server/store/store.ts';
import { dataFolder } from '../data-folder.ts';

const now = Date.UTC(2026, 0, 31);
const names = ['ada', 'Ada', 'grace', 'ädä', "o'neil", ''];
const shared = { domainId: -1, domainName: null, created: null };

test('a look-up by name finds what a search by the same filter finds', async () => {
  const store = openStore(join(await dataFolder(), 'scim-tray.db'), () => now);
  const scope = { ownAccountId: 0, listApplicationAccounts: false };
  const mirror = createMirror(
    store,
    () => scope,
    () => now,
  );
  const endpoints = ['Okta', 'Entra'].map((name) => store.endpoints.add(name, 'okta', now).id);
  const save = {
    User: (id: number, name: string, isListed: boolean) => {
      const user = {
        userName: name,
        displayName: name,
        emailAddress: null,
        enabled: true,
        isLockedOut: false,
      };
      mirror.saveUser({ ...shared, ...user, id, isApplicationAccount: !isListed, externalUserSource: null });
    },
    Group: (id: number, name: string, isListed: boolean) =>
      mirror.saveGroup({ ...shared, id, name, enabled: isListed, synchronized: false }),
  };
  const rows = fc.record({
    type: fc.constantFrom<ResourceType>('User', 'Group'),
    id: fc.integer({ min: 1, max: 12 }),
    name: fc.constantFrom(...names),
    isListed: fc.boolean(),
    link: fc.option(
      fc.record({ name: fc.option(fc.constantFrom(...names)), deleted: fc.constantFrom(0, 1) }),
    ),
  });
  let found = 0;
  const property = fc.property(rows, fc.constantFrom(...endpoints), ({ type, link, ...row }, of) => {
    store.transaction(() => {
      save[type](row.id, row.name, row.isListed);
      const values = { external_id: null, active: 1, unconfirmed: 0 } as const;
      if (link) store.links.put({ endpointId: of, type, id: row.id }, { ...values, ...link }, now);
    });
    for (const endpointId of endpoints) {
      for (const asked of names) {
        const attribute = type === 'User' ? 'userName' : 'displayName';
        const conditions = readConditions([type], `${attribute} eq ${JSON.stringify(asked)}`);
        const search = { endpointId, base: '', types: [type], conditions, sort: undefined };
        const expected = store.search
          .page(search, { offset: 0, limit: 100 })
          .map(({ id, text }) => ({ type, id, text }));
        expect(store.byName({ type, endpointId, nameKey: asked.toLowerCase() })).toEqual(expected);
        found += expected.length;
      }
    }
  });
  fc.assert(property, { numRuns: 300 });
  expect(found).toBeGreaterThan(1_000);
});
