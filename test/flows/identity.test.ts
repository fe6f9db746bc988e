import { describe, expect, test } from 'vitest';
import { byFilter, onStage, person, read, replace, writes } from './stage.ts';

const stranger = { userName: 'somebody.new', displayName: 'Somebody New', created: Date.UTC(2025, 0, 1) };
const another = { status: 409, body: { detail: expect.stringContaining('no longer the one') } };

async function withHana(options: { linked: boolean }) {
  const stage = await onStage();
  const user = stage.sandbox.userByName('hana.sato');
  const id = Number(user?.id);
  const path = `/Users/${String(id)}`;
  if (options.linked) await stage.okta1.send('PUT', path, (await stage.okta1.send('GET', path)).body);
  stage.sandbox.forgetCalls();
  return { ...stage, id, path };
}

const attempts = [
  ['PATCH', replace({ active: false })],
  ['PATCH', replace({ displayName: 'Hana S.' })],
  ['PUT', person('x', { userName: 'hana.sato', active: false })],
  ['PUT', person('x', { userName: 'hana.sato', title: 'Clerk' })],
  ['DELETE', undefined],
] as const;

describe('an id that means somebody else by now (name and date of creation both differ)', () => {
  test.each(attempts)('is not written to by a first %s: 409', async (verb, body) => {
    const stage = await withHana({ linked: false });
    const now = stage.sandbox.change(stage.id, stranger);
    expect(await stage.okta1.send(verb, stage.path, body)).toMatchObject(another);
    expect(stage.sandbox.user(stage.id)).toEqual(now);
    expect(writes(stage)).toEqual([]);
  });

  test.each(attempts)(
    'is not written to by a later %s once a refresh has seen it: 409',
    async (verb, body) => {
      const stage = await withHana({ linked: true });
      const now = stage.sandbox.change(stage.id, stranger);
      await stage.host.calls['import.run']({});
      expect(await stage.okta1.send(verb, stage.path, body)).toMatchObject(another);
      expect(await stage.okta1.send(verb, stage.path, body)).toMatchObject(another);
      expect(stage.sandbox.user(stage.id)).toEqual(now);
      expect(writes(stage)).toEqual([]);
      expect((await stage.okta1.send('GET', byFilter('userName eq "hana.sato"'))).body.totalResults).toBe(1);
    },
  );

  test('is written to once at most when no refresh came in between', async () => {
    const stage = await withHana({ linked: true });
    stage.sandbox.change(stage.id, stranger);
    const body = replace({ displayName: 'Hana S.' });
    expect(await stage.okta1.send('PATCH', stage.path, body)).toMatchObject(another);
    expect(await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).toMatchObject(another);
    expect(stage.sandbox.user(stage.id)?.enabled).toBe(true);
    expect(writes(stage)).toHaveLength(1);
  });

  test('is the same again when the right account is back', async () => {
    const stage = await withHana({ linked: true });
    const { userName, displayName, created } = stage.sandbox.user(stage.id) ?? stranger;
    stage.sandbox.change(stage.id, stranger);
    await stage.host.calls['import.run']({});
    stage.sandbox.change(stage.id, { userName, displayName, created });
    expect((await stage.okta1.send('PATCH', stage.path, replace({ displayName: 'Hana S.' }))).status).toBe(
      200,
    );
    expect(read(stage.dataDir, 'SELECT id FROM users WHERE replaced = 1')).toEqual([]);
  });
});

test('a user who was renamed by hand is the same account', async () => {
  const stage = await withHana({ linked: false });
  stage.sandbox.change(stage.id, { userName: 'hana.married' });
  await stage.host.calls['import.run']({});
  expect((await stage.okta1.send('GET', stage.path)).body['userName']).toBe('hana.married');
  expect((await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).status).toBe(200);
});
