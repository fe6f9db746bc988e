import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/server/store/store.ts';
import { dataFolder } from '../data-folder.ts';

async function opened() {
  const store = openStore(join(await dataFolder(), 'scim-tray.db'), () => 1_000);
  onTestFinished(() => store.close());
  const { id } = store.endpoints.add('okta', 'okta', 0);
  return { store, asked: store.asked, endpointId: id };
}

test('what a request says nothing of stays as it was asked before', async () => {
  const { asked, endpointId } = await opened();
  asked.ofUser(7, endpointId, { displayName: 'Ada', email: 'ada@example.com' });
  asked.ofUser(7, endpointId, { email: '' });
  expect(asked.user(7)).toMatchObject({ display_name: 'Ada', email: '', at: 1_000 });
  asked.ofUser(8, endpointId, {});
  expect(asked.user(8)).toBeUndefined();
});

test('members are kept by what was added and removed, in order and each once', async () => {
  const { asked, endpointId } = await opened();
  asked.ofGroup(3, endpointId, { name: 'Team' });
  expect(asked.group(3)).toMatchObject({ name: 'Team', members: null });
  asked.ofGroup(3, endpointId, { members: { added: [70_000, 2, 2 ** 31 - 1], removed: [] } });
  asked.ofGroup(3, endpointId, { members: { added: [5, 2], removed: [70_000, 9] } });
  expect(asked.group(3)).toMatchObject({ name: 'Team', members: [2, 5, 2 ** 31 - 1] });
  asked.ofGroup(3, endpointId, { members: { added: [], removed: [2, 5, 2 ** 31 - 1] } });
  expect(asked.group(3)?.members).toEqual([]);
});

test('goes with the endpoint that asked last', async () => {
  const { store, asked, endpointId } = await opened();
  const other = store.endpoints.add('entra', 'entra', 0);
  asked.ofUser(7, endpointId, { displayName: 'Ada' });
  asked.ofUser(7, other.id, { email: 'a@example.com' });
  asked.ofGroup(3, endpointId, { name: 'Team' });
  asked.forget('User', 7, endpointId);
  store.endpoints.remove(endpointId);
  expect(asked.user(7)).toMatchObject({ display_name: 'Ada', email: 'a@example.com' });
  expect(asked.group(3)).toBeUndefined();
  store.endpoints.remove(other.id);
  expect(asked.user(7)).toBeUndefined();
});

test('goes with a group that is gone', async () => {
  const { store, asked, endpointId } = await opened();
  asked.ofGroup(3, endpointId, { name: 'Team' });
  store.links.removeAll('Group', 3);
  expect(asked.group(3)).toBeUndefined();
});
