import { describe, expect, test } from 'vitest';
import { byFilter, onStage, person, replace, writes } from './stage.ts';
import type { StageOptions } from './world.ts';

const alice = String.raw`corp.example.com\alice.corp`;

async function withDirectoryUser(
  userName: string,
  settings: NonNullable<StageOptions['sandbox']>['settings'] = {},
) {
  const stage = await onStage({ sandbox: { settings } });
  const user = stage.sandbox.users().find((one) => one.userName === userName);
  if (!user) throw new Error(`the seed lacks ${userName}`);
  return { ...stage, id: user.id, path: `/Users/${String(user.id)}`, before: user };
}

describe('a user of a directory', () => {
  test('is found by domain and name, and shown so', async () => {
    const { okta1, id } = await withDirectoryUser('alice.corp');
    const found = await okta1.send('GET', byFilter(`userName eq ${JSON.stringify(alice)}`));
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: String(id), userName: alice }] });
  });

  test('keeps name, display name and e-mail, and takes what only the mirror holds', async () => {
    const stage = await withDirectoryUser('alice.corp');
    const body = person('x', { userName: alice, displayName: 'Somebody Else', title: 'Clerk' });
    const answer = await stage.okta1.send('PUT', stage.path, body);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        userName: alice,
        displayName: 'Alice Corp',
        emails: [{ value: 'alice@corp.example.com' }],
        title: 'Clerk',
      },
    });
    expect(writes(stage)).toEqual([]);
    expect(stage.sandbox.user(stage.id)).toEqual(stage.before);
  });

  test('is disabled and enabled through SCIM', async () => {
    const stage = await withDirectoryUser('alice.corp');
    expect((await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).status).toBe(200);
    expect(stage.sandbox.user(stage.id)?.enabled).toBe(false);
    expect((await stage.okta1.send('PATCH', stage.path, replace({ active: true }))).status).toBe(200);
    expect(stage.sandbox.user(stage.id)).toEqual(stage.before);
    expect(writes(stage)).toHaveLength(2);
  });
});

describe('where Secret Server mirrors the directory', () => {
  const mirrored = { userAccountOptions: 'MirrorDirectory' } as const;

  test.each([
    ['PATCH', replace({ active: false })],
    ['PUT', person('x', { userName: alice, active: false })],
    ['DELETE', undefined],
  ] as const)('a %s that disables is refused with the reason', async (verb, body) => {
    const stage = await withDirectoryUser('alice.corp', mirrored);
    const refused = await stage.okta1.send(verb, stage.path, body);
    expect(refused).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('mirrors the directory') },
    });
    expect(writes(stage)).toEqual([]);
  });

  test('a local user is disabled as ever', async () => {
    const stage = await withDirectoryUser('hana.sato', mirrored);
    expect((await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).status).toBe(200);
    expect(stage.sandbox.user(stage.id)?.enabled).toBe(false);
  });

  test('other attributes are taken', async () => {
    const stage = await withDirectoryUser('alice.corp', mirrored);
    const body = person('x', { userName: alice, title: 'Clerk' });
    expect(await stage.okta1.send('PUT', stage.path, body)).toMatchObject({
      status: 200,
      body: { title: 'Clerk' },
    });
  });
});

describe('where Secret Server disables inactive users by itself', () => {
  const automatic = { enableUserDisabling: true };

  test.each(['PATCH', 'DELETE'])('a %s keeps the user from coming back at the next sign-in', async (verb) => {
    const stage = await withDirectoryUser('asleep.lab', automatic);
    const body = verb === 'PATCH' ? replace({ active: false }) : undefined;
    expect((await stage.okta1.send(verb, stage.path, body)).status).toBe(verb === 'PATCH' ? 200 : 204);
    expect(writes(stage)).toHaveLength(2);
    expect(stage.sandbox.signIn(stage.id)).toBe(false);
    expect(stage.sandbox.user(stage.id)?.enabled).toBe(false);
  });

  test('the same holds when the deactivation had to wait for Secret Server', async () => {
    const stage = await withDirectoryUser('asleep.lab', automatic);
    await stage.sandbox.down();
    expect((await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).status).toBe(429);
    await stage.sandbox.up();
    await stage.host.calls['import.run']({});
    expect(stage.sandbox.signIn(stage.id)).toBe(false);
  });

  test('an enabled user is disabled in one call', async () => {
    const stage = await withDirectoryUser('alice.corp', automatic);
    await stage.okta1.send('PATCH', stage.path, replace({ active: false }));
    expect(writes(stage)).toHaveLength(1);
    expect(stage.sandbox.user(stage.id)?.enabled).toBe(false);
  });
});
