import { expect } from 'vitest';
import type { SecretServer } from '../../src/server/secret-server/model.ts';
import { generatePassword } from '../../src/server/secret-server/password.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** Every call of the client once, each result held against what the sandbox holds. */
export async function journey(sandbox: Sandbox, client: SecretServer): Promise<void> {
  const { capabilities, missingRights } = await client.probe();
  expect(missingRights).toEqual([]);
  expect(capabilities).toMatchObject({ partialView: false, account: { id: sandbox.accountId } });
  await reading(sandbox, client);
  const userId = await usersWritten(sandbox, client, generatePassword(capabilities.passwordPolicy, ['ann']));
  await groupsWritten(sandbox, client, userId);
  expect(sandbox.conduct()).toEqual([]);
}

async function reading(sandbox: Sandbox, client: SecretServer): Promise<void> {
  const users = await client.listUsers();
  expect(users.map(({ id }) => id)).toEqual(sandbox.users().map(({ id }) => id));
  expect(users.filter(({ domainId }) => domainId === -1)).toHaveLength(
    sandbox.users().filter(({ domainId }) => domainId === -1).length,
  );
  const groups = await client.listGroups();
  expect(groups.map(({ id }) => id)).toEqual(sandbox.groups().map(({ id }) => id));
  for (const { id } of groups) expect(await client.listMembers(id)).toEqual(sandbox.members(id));
  for (const user of [users.find(({ enabled }) => !enabled), users.find(({ domainId }) => domainId !== -1)]) {
    expect(await client.readUser(user?.id ?? 0)).toEqual(user);
  }
  expect(await client.readUser(987_654)).toBeUndefined();
  const disabled = groups.find(({ enabled }) => !enabled);
  expect(await client.readGroup(disabled?.id ?? 0)).toMatchObject({ name: disabled?.name, enabled: false });
  expect((await client.findGroupsByName(disabled?.name.toUpperCase() ?? '')).map(({ id }) => id)).toEqual([
    disabled?.id,
  ]);
}

async function usersWritten(sandbox: Sandbox, client: SecretServer, password: string): Promise<number> {
  const userName = "ann_100%[o'b*n]";
  expect(await client.findUsersByName(userName)).toEqual([]);
  const asked = { userName, displayName: 'Ann', emailAddress: 'ann@example.com', enabled: true };
  const { id, created } = await client.createUser({ ...asked, password });
  expect(await client.readUser(id)).toMatchObject({ ...asked, created, domainId: -1 });
  expect(sandbox.hasPassword(id, password)).toBe(true);
  await client.updateUser(id, { displayName: 'Ann O', emailAddress: null, enabled: false });
  expect(sandbox.user(id)).toMatchObject({ displayName: 'Ann O', enabled: false });
  const [found] = await client.findUsersByName(userName.toUpperCase());
  expect(found).toMatchObject({ id, emailAddress: null, enabled: false });
  sandbox.change(id, { isLockedOut: true, twoFactor: true });
  expect(await client.updateUser(id, { enabled: true, isLockedOut: false })).toMatchObject({ enabled: true });
  expect(sandbox.user(id)).toMatchObject({ enabled: true, isLockedOut: false, twoFactor: true });
  expect(sandbox.hasPassword(id, password)).toBe(true);
  return id;
}

async function groupsWritten(sandbox: Sandbox, client: SecretServer, userId: number): Promise<void> {
  const other = sandbox
    .users()
    .find(({ enabled, domainId, id }) => enabled && domainId === -1 && id !== sandbox.accountId);
  const { id } = await client.createGroup('R&D "100%"');
  await client.changeMembers(id, { added: [userId, other?.id ?? 0], removed: [] });
  await client.changeMembers(id, { added: [], removed: [userId] });
  expect(await client.listMembers(id)).toEqual([other?.id]);
  expect(await client.updateGroup(id, { name: 'Research' })).toMatchObject({
    id,
    name: 'Research',
    enabled: true,
  });
  expect(sandbox.groupByName('Research')?.id).toBe(id);
  await client.deleteGroup(id);
  expect(sandbox.group(id)?.enabled ?? false).toBe(false);
}
