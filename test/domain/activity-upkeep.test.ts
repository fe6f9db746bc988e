import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createActivityUpkeep } from '../../src/server/domain/activity-upkeep.ts';
import { createTraffic } from '../../src/server/domain/traffic.ts';
import { openStore } from '../../src/server/store/store.ts';
import { dataFolder } from '../data-folder.ts';
import { day, entry, noon } from '../store/activity-stage.ts';

async function kept() {
  const store = openStore(join(await dataFolder(), 'scim-tray.db'), Date.now);
  onTestFinished(() => store.close());
  const clock = { now: noon, ms: 0 };
  const now = (): number => clock.now;
  const traffic = createTraffic(store.activityCounts, now);
  const retentionDays = (): number => 90;
  const upkeep = createActivityUpkeep({ store, traffic, now, monotonic: () => clock.ms, retentionDays });
  return { store, clock, traffic, upkeep };
}

test('rows, names and counts go after their days, however many they are', async () => {
  const { store, upkeep, clock } = await kept();
  store.transaction(() => {
    for (let n = 0; n < 1_200; n += 1)
      store.activity.add(entry({ at: noon - 91 * day, name: `old ${String(n)}` }));
    store.activity.add(entry({ at: noon - 89 * day, name: 'new' }));
  });
  upkeep.count();
  await upkeep.prune();
  expect(store.activitySearch.find({ limit: 10 }).map(({ name }) => name)).toEqual(['new']);
  expect(store.activitySearch.find({ text: 'old', limit: 10 })).toEqual([]);
  expect(store.activityCounts.since(1)).toMatchObject([{ count: 1 }]);
  clock.now += 365 * day;
  await upkeep.prune();
  expect(store.activitySearch.find({ limit: 10 })).toHaveLength(1);
});

test('it looks once an hour', async () => {
  const { store, upkeep, clock } = await kept();
  await upkeep.prune();
  store.activity.add(entry({ at: noon - 91 * day }));
  store.activity.add(entry());
  clock.ms = 60 * 60_000 - 1;
  await upkeep.prune();
  expect(store.activitySearch.find({ limit: 10 })).toHaveLength(2);
  clock.ms += 1;
  await upkeep.prune();
  expect(store.activitySearch.find({ limit: 10 })).toHaveLength(1);
});

test('what a client never sent again fails after a week, unless a later change took its place', async () => {
  const { store, upkeep } = await kept();
  const waits = { result: 'Waiting', at: noon - 8 * day } as const;
  const lost = store.activity.add(entry({ ...waits, resourceId: 1 }));
  const replaced = store.activity.add(entry({ ...waits, resourceId: 2 }));
  const open = store.activity.add(entry({ ...waits, resourceId: 3 }));
  const recent = store.activity.add(entry({ ...waits, resourceId: 4, at: noon - 6 * day }));
  store.activity.add(entry({ resourceId: 2, at: noon - 7 * day }));
  const intent = store.intents.open({
    endpointId: store.endpoints.add('okta', 'okta', 0).id,
    requestId: 'r',
    type: 'User',
    resourceId: 3,
    nameKey: null,
    externalId: null,
    kind: 'deactivate',
    wanted: {},
    password: false,
  });
  store.intents.hear(intent, 429, open);
  upkeep.count();
  await upkeep.prune();
  expect([lost, replaced, open, recent].map((id) => store.activity.get(id)?.result)).toEqual([
    'Failed',
    'Skipped',
    'Waiting',
    'Waiting',
  ]);
  expect(JSON.parse(store.activity.get(lost)?.details ?? '')).toMatchObject({ problem: { code: 'OK-LOST' } });
  expect(store.activityFailures.count()).toBe(1);
  expect(store.activityCounts.since(1).reduce((sum, { count }) => sum + count, 0)).toBe(5);
});

test('what was counted in memory is written with the rows', async () => {
  const { store, upkeep, traffic } = await kept();
  traffic.read();
  store.activity.add(entry());
  upkeep.count();
  expect(store.activityCounts.since(noon).map(({ name, count }) => `${name} ${String(count)}`)).toEqual([
    'Client Done 1',
    'reads 1',
  ]);
});
