import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOkta, type Okta, type OktaProfile } from '../okta/okta-client.ts';
import { patch, replace } from './stage.ts';
import { setStage, type Stage } from './world.ts';

let stage: Stage;
let okta: Okta;
beforeEach(async () => {
  stage = await setStage();
  ({ okta } = await stage.okta('testapp'));
});
afterEach(() => stage.close());

const namesake = { userName: 'new.hire@example.com', email: 'new.hire@example.com' };
const profile = (over: Partial<OktaProfile>): OktaProfile => ({
  externalId: '00u1first',
  ...namesake,
  givenName: 'New',
  familyName: 'Hire',
  ...over,
});

describe('another person under the name of one who left', () => {
  test.each(['testapp', 'aiw'] as const)(
    'is refused for %s, and the user stays disabled',
    async (flavour) => {
      const client = (await stage.okta(flavour, 'third')).okta;
      const { id } = await client.assign(profile({}));
      await client.deactivate(String(id));
      const other = await client.assign(profile({ externalId: '00u2second' }));
      expect(other.traffic.at(-1)).toMatchObject({ status: 409 });
      expect(stage.sandbox.user(Number(id))?.enabled).toBe(false);
      const same = await client.assign(profile({}));
      expect(same).toMatchObject({ ok: true, id });
      expect(stage.sandbox.user(Number(id))?.enabled).toBe(true);
    },
  );

  test('is refused by POST after a DELETE too', async () => {
    const { id } = await okta.assign(profile({}));
    await okta.send('DELETE', `/Users/${String(id)}`);
    const body = { userName: namesake.userName, externalId: '00u2second' };
    expect(await okta.send('POST', '/Users', body)).toMatchObject({ status: 409 });
    expect(stage.sandbox.user(Number(id))?.enabled).toBe(false);
  });
});

const second = { externalId: '00u2second' };
const leaver = async () => {
  const { id } = await okta.assign(profile({}));
  await okta.deactivate(String(id));
  return `/Users/${String(id)}`;
};
const put = (path: string, over: object) =>
  okta.send('PUT', path, {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: namesake.userName,
    ...over,
  });
const numberOf = (path: string): number => Number(path.slice('/Users/'.length));
const isEnabled = (path: string) => stage.sandbox.user(numberOf(path))?.enabled;
const expectFirst = async (path: string) => {
  const { body } = await okta.send('GET', path);
  expect(body).toMatchObject({ externalId: '00u1first', active: false });
  expect(isEnabled(path)).toBe(false);
};
const conflicts = async () => {
  const { problems } = await stage.host.calls['status.get']();
  return problems.filter(({ code }) => code === 'LINK-OTHER').length;
};
const enable = replace({ active: true });

describe('another person in more than one request', () => {
  test.each([
    ['a PATCH of externalId', (path: string) => okta.send('PATCH', path, replace(second))],
    ['a PUT that leaves active out', (path: string) => put(path, second)],
    ['a PUT that activates', (path: string) => put(path, { ...second, active: true })],
  ])('%s is refused, and a person is asked', async (_, send) => {
    const path = await leaver();
    expect(await send(path)).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    await expectFirst(path);
    expect(await conflicts()).toBe(1);
  });

  test('to take the externalId away first is no way either', async () => {
    const path = await leaver();
    expect((await okta.send('PATCH', path, patch({ op: 'remove', path: 'externalId' }))).status).toBe(409);
    await expectFirst(path);
    expect(await put(path, { ...second, active: true })).toMatchObject({ status: 409 });
    await expectFirst(path);
  });

  test('nor is a PUT that deactivates: access is taken away, nothing else is done', async () => {
    const path = await leaver();
    stage.sandbox.change(numberOf(path), { enabled: true });
    await stage.host.calls['import.run']({});
    const body = { ...second, active: false, title: 'Spy' };
    const answer = await put(path, body);
    expect(answer).toMatchObject({ status: 200, body: { active: false, externalId: '00u1first' } });
    expect(answer.body).not.toHaveProperty('title');
    await expectFirst(path);
    expect(await conflicts()).toBe(0);
    expect((await put(path, { ...second, active: true })).status).toBe(409);
    await expectFirst(path);
    expect(await conflicts()).toBe(1);
  });

  test('nor to wait until somebody enables the user in Secret Server', async () => {
    const path = await leaver();
    stage.sandbox.change(numberOf(path), { enabled: true });
    await stage.host.calls['import.run']({});
    expect((await put(path, { ...second, active: true })).status).toBe(409);
    expect((await okta.send('GET', path)).body).toMatchObject({ externalId: '00u1first' });
  });

  test('nor to enable, name the user without an externalId, and only then send it', async () => {
    const path = await leaver();
    expect((await okta.send('PATCH', path, replace({ active: true }))).status).toBe(200);
    expect((await put(path, {})).status).toBe(200);
    expect((await put(path, { ...second, active: true })).status).toBe(409);
    await expectFirst(path);
  });

  test('nor is a POST that says nothing of who it is', async () => {
    const path = await leaver();
    const revived = await okta.send('POST', '/Users', { userName: namesake.userName });
    expect(revived).toMatchObject({ status: 201, body: { active: true, externalId: '00u1first' } });
    expect((await put(path, { ...second, active: true })).status).toBe(409);
    await expectFirst(path);
  });

  test('the same person comes back by any of them', async () => {
    const path = await leaver();
    const first = { externalId: '00u1first' };
    expect((await okta.send('PATCH', path, replace(first))).status).toBe(200);
    expect((await put(path, { ...first, active: true })).status).toBe(200);
    expect((await put(path, first)).status).toBe(200);
    expect((await okta.send('GET', path)).body).toMatchObject({ ...first, active: true });
    // Confirmed and active: what its client calls it is for the client to say.
    expect((await put(path, second)).status).toBe(200);
  });
});

describe('who is said only behind an enabling', () => {
  const returns = async () => {
    const path = await leaver();
    expect((await okta.send('PATCH', path, enable)).status).toBe(200);
    expect(isEnabled(path)).toBe(true);
    return path;
  };

  test('is asked too where somebody had enabled the user in Secret Server', async () => {
    const path = await leaver();
    stage.sandbox.change(numberOf(path), { enabled: true });
    await stage.host.calls['import.run']({});
    expect((await okta.send('PATCH', path, enable)).status).toBe(200);
    expect((await put(path, { ...second, active: true })).status).toBe(409);
    await expectFirst(path);
  });

  test('counts in a request that cannot be carried out either', async () => {
    const path = await returns();
    const unusable = { active: true, title: 5 };
    expect((await put(path, unusable)).status).toBe(400);
    const answer = await put(path, { ...second, ...unusable });
    expect(answer).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    await expectFirst(path);
    expect(await conflicts()).toBe(1);
  });

  test('counts where it is not known yet how the enabling ended', async () => {
    const path = await leaver();
    const { sandbox } = stage;
    sandbox.fault({ method: 'PATCH', path: /^\/v1\/users/, times: 1, effect: { kind: 'dropAfter' } });
    const unread = sandbox.fault({ method: 'GET', path: /^\/v1\/users/, effect: { kind: 'dropBefore' } });
    expect((await okta.send('PATCH', path, enable)).status).toBe(429);
    expect(isEnabled(path)).toBe(true);
    unread.lift();
    expect((await put(path, { ...second, active: true })).status).toBe(409);
    await stage.host.calls['import.run']({});
    await expectFirst(path);
    expect(await conflicts()).toBe(1);
  });

  test('never disables whom a person has protected since', async () => {
    const path = await returns();
    await stage.host.calls['protection.set']({ add: { users: [namesake.userName] } });
    expect((await put(path, { ...second, active: true })).status).toBe(403);
    expect(isEnabled(path)).toBe(true);
  });

  test('is refused later too, but disables nobody who has been back for days', async () => {
    const path = await returns();
    const file = new Database(join(stage.dataDir, 'scim-tray.db'));
    file.prepare('UPDATE links SET unconfirmed = unconfirmed - ?').run(5 * 24 * 60 * 60 * 1000);
    file.close();
    expect((await okta.send('PATCH', path, replace(second))).status).toBe(409);
    expect(isEnabled(path)).toBe(true);
    expect((await okta.send('GET', path)).body).toMatchObject({ externalId: '00u1first', active: true });
    expect(await conflicts()).toBe(1);
    await stage.host.calls['people.accept']({ id: numberOf(path), by: 'Ada' });
    expect((await okta.send('PATCH', path, replace({ ...second, title: 'Clerk' }))).status).toBe(200);
  });
});

test('a removal that waits in restored data counts: another person does not come before it', async () => {
  const { okta: client, token } = await stage.okta('testapp', 'restored');
  const { id } = await client.assign(profile({}));
  const path = `/Users/${String(id)}`;
  const down = stage.sandbox.fault({ method: 'PATCH', effect: { kind: 'status', status: 503 } });
  expect((await client.send('PATCH', path, replace({ active: false }))).status).toBe(429);
  const { fileName } = await stage.host.calls['backup.now']();
  down.lift();
  expect(await stage.host.calls['backup.restore']({ fileName })).toMatchObject({ held: 1 });
  await stage.host.calls['import.run']({});
  const { scimBaseUrl } = await stage.host.calls['status.get']();
  okta = createOkta({ scimBaseUrl: String(scimBaseUrl), token, flavour: 'testapp' });
  expect((await okta.send('GET', path)).body).toMatchObject({ active: true });
  expect((await put(path, second)).status).toBe(409);
  expect((await okta.send('GET', path)).body).toMatchObject({ externalId: '00u1first' });
});
