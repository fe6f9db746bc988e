import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMirror } from '../../src/server/domain/mirror.ts';
import { withBase } from '../../src/server/domain/present.ts';
import type { SecretServerUser } from '../../src/server/secret-server/model.ts';
import { openStore, type Store } from '../../src/server/store/store.ts';

const base = 'https://scim.example.com/scim/v2';
const now = Date.UTC(2026, 0, 31, 8, 0, 0, 7);

let dir: string;
let store: Store;
let endpointId: number;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'scim-tray-listing-'));
  store = openStore(join(dir, 'a.db'), () => now);
  endpointId = store.endpoints.add('Okta', 'okta', now).id;
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

function save(id: number, userName: string, displayName = userName): void {
  const live: SecretServerUser = {
    id,
    userName,
    displayName,
    emailAddress: null,
    enabled: true,
    domainId: -1,
    domainName: null,
    isLockedOut: false,
    isApplicationAccount: false,
    externalUserSource: null,
    created: null,
  };
  const scope = { ownAccountId: 0, listApplicationAccounts: false };
  store.transaction(() =>
    createMirror(
      store,
      () => scope,
      () => now,
    ).saveUser(live),
  );
}

function link(id: number, external_id: string | null, name: string | null): void {
  const rest = { deleted: 0, active: 1, unconfirmed: 0 } as const;
  store.transaction(() =>
    store.links.put({ endpointId, type: 'User', id }, { external_id, name, ...rest }, now),
  );
}

const shown = (id: number): Record<string, unknown> =>
  JSON.parse(withBase(store.listing.one(endpointId, 'User', id)?.text ?? '', base));
const page = (afterId: number, limit: number) =>
  store.listing.pageTexts({ type: 'User', endpointId }, { afterId, limit });

test('whatever people and clients are called, their text is the JSON that says so', () => {
  const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  const nasty = fc.constantFrom('\u0001', '"\\/Users/1', '\\/', 'a"},{"id":"2', '\u2028', '\\u0001', "'; --");
  const texts = fc.oneof(anyText, nasty);
  let id = 0;
  const property = fc.property(
    texts,
    texts,
    fc.option(texts),
    fc.option(texts),
    (user, display, ext, name) => {
      id += 1;
      save(id, `${user}${String(id)}`, display);
      if (ext !== null || name !== null) link(id, ext, name);
      const resource = shown(id);
      expect(resource).toMatchObject({
        id: String(id),
        displayName: display,
        userName: name ?? `${user}${String(id)}`,
      });
      expect(resource['externalId']).toBe(ext ?? undefined);
      expect(resource['meta']).toMatchObject({
        location: `${base}/Users/${String(id)}`,
        created: '2026-01-31T08:00:00.007Z',
        lastModified: '2026-01-31T08:00:00.007Z',
      });
    },
  );
  fc.assert(property, { numRuns: 200 });
});

test('a name of the endpoint changes nothing but the name, an external id adds itself', () => {
  save(7, 'ada', 'Ada');
  const { meta, ...before } = shown(7);
  link(7, '00u1', 'ada@example.com');
  const { meta: after, ...linked } = shown(7);
  expect(linked).toEqual({ ...before, userName: 'ada@example.com', externalId: '00u1' });
  expect(after).toEqual({ ...(meta as object), version: 'W/"2"' });
});

test('pages are in the order of ids, and say where they end', () => {
  for (const id of [30, 4, 12, 25, 7]) save(id, `user.${String(id)}`);
  const first = page(0, 3);
  expect(first.texts.map((text) => JSON.parse(withBase(text, base)).id)).toEqual(['4', '7', '12']);
  expect(first.lastId).toBe(12);
  expect(page(12, 3).lastId).toBe(30);
  expect(page(30, 3)).toEqual({ texts: [], lastId: null });
});

test('what one endpoint deleted leaves its pages alone', () => {
  for (const id of [4, 7, 12]) save(id, `user.${String(id)}`);
  const other = store.endpoints.add('Entra', 'entra', now).id;
  const gone = { external_id: null, name: null, deleted: 1, active: 0, unconfirmed: 0 } as const;
  store.transaction(() => store.links.put({ endpointId, type: 'User', id: 7 }, gone, now));
  expect(page(0, 10)).toMatchObject({ lastId: 12, texts: { length: 2 } });
  const theirs = store.listing.pageTexts({ type: 'User', endpointId: other }, { afterId: 4, limit: 1 });
  expect(theirs.lastId).toBe(7);
});
