import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { memberOf, signIn, type RawClient } from './raw-client.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let client: RawClient;
let id: number;

beforeEach(async () => {
  sandbox = await startSandbox();
  client = await signIn(sandbox);
  id = sandbox.userByName('two.factor')?.id ?? 0;
});

afterEach(async () => {
  await sandbox.stop();
});

const dirty = (value: unknown) => ({ dirty: true, value });
const patch = (body: object, userId = id) => client.call('PATCH', `/v1/users/${userId}`, body);

describe('PATCH', () => {
  test('changes what is dirty, and nothing else', async () => {
    const before = sandbox.user(id);
    const body = { displayName: dirty('Tilda New'), emailAddress: { dirty: false, value: 'no@example.com' } };
    expect((await patch(body)).body).toMatchObject({
      displayName: 'Tilda New',
      emailAddress: 'tilda@example.com',
    });
    expect(sandbox.user(id)).toEqual({ ...before, displayName: 'Tilda New' });
  });

  test('of any other shape is 200 and changes nothing', async () => {
    const before = sandbox.user(id);
    for (const body of [
      { enabled: false },
      { data: { enabled: dirty(false) } },
      { enabled: { value: false } },
    ]) {
      expect((await patch(body)).status).toBe(200);
    }
    expect(sandbox.user(id)).toEqual(before);
  });

  test('passes over the user name and the domain', async () => {
    const reply = await patch({ userName: dirty('renamed'), domainId: dirty(1) });
    expect([reply.status, memberOf(reply.body, 'userName')]).toEqual([200, 'two.factor']);
  });

  test('empties an e-mail with null, and refuses a value of the wrong type', async () => {
    expect(memberOf((await patch({ emailAddress: dirty(null) })).body, 'emailAddress')).toBeNull();
    expect((await patch({ enabled: dirty('no') })).status).toBe(400);
  });

  test('enables and unlocks, also one who is disabled', async () => {
    const left = sandbox.userByName('left.local')?.id ?? 0;
    expect(memberOf((await patch({ enabled: dirty(true) }, left)).body, 'enabled')).toBe(true);
    const locked = sandbox.userByName('locked.out')?.id ?? 0;
    expect((await patch({ isLockedOut: dirty(false) }, locked)).body).toMatchObject({
      isLockedOut: false,
      lockOutReason: null,
    });
  });

  test('sets a password that fits the policy', async () => {
    expect((await patch({ password: dirty('weak') })).status).toBe(400);
    expect((await patch({ password: dirty('Kx7!vRt2_mQz9') })).status).toBe(200);
    expect(sandbox.hasPassword(id, 'Kx7!vRt2_mQz9')).toBe(true);
  });
});

describe('PUT', () => {
  test('resets what is left out, the password excepted', async () => {
    sandbox.setPassword(id, 'Kx7!vRt2_mQz9');
    const reply = await client.call('PUT', `/v1/users/${id}`, {
      id,
      displayName: 'Only a name',
      userName: 'renamed',
    });
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      userName: 'two.factor',
      displayName: 'Only a name',
      emailAddress: null,
      enabled: false,
      oathTwoFactor: false,
      dateOptionId: 0,
    });
    expect(sandbox.hasPassword(id, 'Kx7!vRt2_mQz9')).toBe(true);
  });

  test('with everything that was read changes nothing', async () => {
    const before = sandbox.user(id);
    const { body } = await client.get(`/v1/users/${id}`);
    expect((await client.call('PUT', `/v1/users/${id}`, body)).status).toBe(200);
    expect(sandbox.user(id)).toEqual(before);
  });

  test('of another id is refused', async () => {
    expect((await client.call('PUT', `/v1/users/${id}`, { id: id + 1 })).status).toBe(400);
  });
});

describe('DELETE', () => {
  test('disables, keeps name and memberships, and fails the second time', async () => {
    const reply = await client.call('DELETE', `/v1/users/${id}`);
    expect(reply.body).toEqual({ id, objectType: 'User', responseCodes: null });
    expect(sandbox.user(id)).toMatchObject({ enabled: false, userName: 'two.factor' });
    expect(sandbox.members(sandbox.groupByName('Night Shift')?.id ?? 0)).toContain(id);
    expect((await client.call('DELETE', `/v1/users/${id}`)).status).toBe(400);
  });
});

describe('a directory user', () => {
  test('keeps name, e-mail and password, and can be disabled', async () => {
    const user = sandbox.userByName('alice.corp', 1);
    const body = {
      displayName: dirty('X'),
      emailAddress: dirty('x@example.com'),
      enabled: dirty(false),
      password: dirty('x'),
    };
    expect((await patch(body, user?.id)).status).toBe(200);
    expect(sandbox.user(user?.id ?? 0)).toEqual({ ...user, enabled: false });
  });

  test('is enabled again by a synchronization that mirrors the directory', async () => {
    const userId = sandbox.userByName('alice.corp', 1)?.id ?? 0;
    await patch({ enabled: dirty(false) }, userId);
    sandbox.synchronize();
    expect(sandbox.user(userId)?.enabled).toBe(false);
    sandbox.configure({ userAccountOptions: 'MirrorDirectory' });
    sandbox.synchronize();
    expect(sandbox.user(userId)?.enabled).toBe(true);
  });

  test('whom the automatic rule disabled comes back at the next sign-in, unless enabled and disabled by hand', async () => {
    const userId = sandbox.userByName('asleep.lab', 2)?.id ?? 0;
    expect(sandbox.signIn(userId)).toBe(true);
    sandbox.change(userId, { enabled: false, disabledByInactivity: true });
    await patch({ enabled: dirty(true) }, userId);
    await patch({ enabled: dirty(false) }, userId);
    expect(sandbox.signIn(userId)).toBe(false);
  });
});

test('a reset password and a lock take effect', async () => {
  const reset = { data: { userId: id, password: 'Kx7!vRt2_mQz9' } };
  expect((await client.call('POST', `/v1/users/${id}/password-reset`, reset)).body).toEqual({
    success: true,
  });
  expect(sandbox.hasPassword(id, 'Kx7!vRt2_mQz9')).toBe(true);
  await client.call('POST', `/v1/users/${id}/lock-out`, { data: { reasonType: 'SuspiciousActivity' } });
  expect(sandbox.user(id)).toMatchObject({
    isLockedOut: true,
    lockOutReason: 'SuspiciousActivity',
    enabled: true,
  });
});
