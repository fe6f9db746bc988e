import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Okta, OktaProfile } from '../okta/okta-client.ts';
import { setStage, type Stage } from './world.ts';

let stage: Stage;
let okta: Okta;
beforeEach(async () => {
  stage = await setStage();
  ({ okta } = await stage.okta('testapp'));
});
afterEach(() => stage.close());

const lookup = (client: Okta, name: string) =>
  client.send('GET', `/Users?filter=${encodeURIComponent(`userName eq ${JSON.stringify(name)}`)}`);

const profile = (over: Partial<OktaProfile>): OktaProfile => ({
  externalId: '00u1links000000001',
  userName: 'ann.reed@example.com',
  givenName: 'Ann',
  familyName: 'Reed',
  email: 'ann.reed@example.com',
  ...over,
});

const writes = () =>
  stage.sandbox.calls.filter(({ method, path }) => method !== 'GET' && !path.includes('token'));

describe('a look-up by e-mail', () => {
  test('answers the one user who has the address, under the name asked for, and writes nothing', async () => {
    const { body } = await lookup(okta, 'Ann.Reed@example.com');
    expect(body).toMatchObject({ totalResults: 1, itemsPerPage: 1 });
    const ann = stage.sandbox.userByName('ann');
    expect(body.Resources?.[0]).toMatchObject({ id: String(ann?.id), userName: 'Ann.Reed@example.com' });
    expect(writes()).toEqual([]);
    const again = await okta.send('GET', `/Users/${String(ann?.id)}`);
    expect(again.body['userName']).toBe('ann');
  });

  test('leads to a link by the first write, and the login name stays', async () => {
    const linked = await okta.assign(profile({}));
    const ann = stage.sandbox.userByName('ann');
    expect(linked).toMatchObject({ ok: true, id: String(ann?.id) });
    const { body } = await okta.send('GET', `/Users/${String(ann?.id)}`);
    expect(body).toMatchObject({ userName: 'ann.reed@example.com', externalId: '00u1links000000001' });
    expect((await lookup(okta, 'ANN.REED@EXAMPLE.COM')).body.totalResults).toBe(1);
    expect(stage.sandbox.user(ann?.id ?? 0)?.userName).toBe('ann');
    expect(stage.sandbox.conduct()).toEqual([]);
  });

  test('still leads to that user after a DELETE: a new POST under that name revives it', async () => {
    const { id } = await okta.assign(profile({}));
    expect((await okta.send('DELETE', `/Users/${String(id)}`)).status).toBe(204);
    expect((await lookup(okta, 'ann.reed@example.com')).body.totalResults).toBe(0);
    const body = { userName: 'ann.reed@example.com', externalId: '00u1links000000001' };
    const made = await okta.send('POST', '/Users', body);
    expect(made).toMatchObject({ status: 201, body: { id, userName: 'ann.reed@example.com', active: true } });
    expect(stage.sandbox.userByName('ann.reed@example.com')).toBeUndefined();
    expect(stage.sandbox.userByName('ann')?.enabled).toBe(true);
  });

  test('finds a user of a directory by its address', async () => {
    const alice = stage.sandbox.users().find(({ userName }) => userName === 'alice.corp');
    const address = String(alice?.emailAddress);
    const linked = await okta.assign(profile({ userName: address, email: address, givenName: 'Alice' }));
    expect(linked).toMatchObject({ ok: true, id: String(alice?.id) });
    expect(stage.sandbox.user(alice?.id ?? 0)?.displayName).toBe(alice?.displayName);
  });

  test('asks Secret Server for somebody who came after the import', async () => {
    const late = stage.sandbox.addUser({
      userName: 'late',
      displayName: 'Late Comer',
      emailAddress: 'late.comer@example.com',
    });
    const { body } = await lookup(okta, 'late.comer@example.com');
    expect(body.Resources?.[0]?.id).toBe(String(late.id));
  });

  const nobody: [string, (stage: Stage) => string][] = [
    ['two users share', () => 'team.mailbox@example.com'],
    [
      'a disabled user has',
      ({ sandbox }) => {
        const ann = sandbox.users().find((user) => !user.enabled && user.emailAddress !== null);
        return String(ann?.emailAddress);
      },
    ],
    ['an administrator has', () => 'vera.keeper@example.com'],
  ];
  test.each(nobody)('says nobody for an address that %s', async (_, address) => {
    expect((await lookup(okta, address(stage))).body.totalResults).toBe(0);
  });

  test('says nobody when matching is switched off, and a POST makes another user', async () => {
    await stage.host.calls['endpoints.configure']({ name: 'okta-testapp', options: { matchByEmail: false } });
    expect((await lookup(okta, 'ann.reed@example.com')).body.totalResults).toBe(0);
    const made = await okta.assign(profile({}));
    expect(made.ok).toBe(true);
    expect(stage.sandbox.userByName('ann.reed@example.com')?.enabled).toBe(true);
  });

  test('a POST under the address is a duplicate: nobody is doubled', async () => {
    const { status, body } = await okta.send('POST', '/Users', { userName: 'ann.reed@example.com' });
    expect(status).toBe(409);
    expect(body['scimType']).toBe('uniqueness');
  });
});

describe('a rename', () => {
  test('after the link is refused', async () => {
    const { id } = await okta.assign(profile({}));
    const renamed = await okta.updateProfile(String(id), profile({ userName: 'ann.sample@example.com' }));
    expect(renamed.traffic.at(-1)).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
  });

  test('is the new name of the link where the endpoint says so; the login name stays', async () => {
    await stage.host.calls['endpoints.configure']({ name: 'okta-testapp', options: { renames: 'alias' } });
    const { id } = await okta.assign(profile({}));
    const renamed = await okta.updateProfile(String(id), profile({ userName: 'ann.sample@example.com' }));
    expect(renamed.ok).toBe(true);
    expect((await lookup(okta, 'ann.sample@example.com')).body.Resources?.[0]?.id).toBe(id);
    expect(stage.sandbox.userByName('ann')?.id).toBe(Number(id));
    const taken = await okta.updateProfile(String(id), profile({ userName: 'joanna' }));
    expect(taken.traffic.at(-1)).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
  });
});

describe('two endpoints and one user', () => {
  test('each has its own externalId and name', async () => {
    const second = (await stage.okta('aiw', 'second')).okta;
    const { id } = await okta.assign(profile({}));
    await second.assign(profile({ userName: 'ann', externalId: '00u2other' }));
    expect((await okta.send('GET', `/Users/${String(id)}`)).body).toMatchObject({
      externalId: '00u1links000000001',
      userName: 'ann.reed@example.com',
    });
    expect((await second.send('GET', `/Users/${String(id)}`)).body).toMatchObject({
      externalId: '00u2other',
      userName: 'ann',
    });
  });

  test('while one holds the user inactive the other cannot activate it, and is told by whom', async () => {
    const second = (await stage.okta('testapp', 'second')).okta;
    const { id } = await okta.assign(profile({}));
    await second.assign(profile({ userName: 'ann', externalId: '00u2other' }));
    await okta.deactivate(String(id));
    const refused = await second.assign(profile({ userName: 'ann', externalId: '00u2other' }));
    expect(refused.traffic.at(-1)).toMatchObject({ status: 409 });
    expect(refused.says).toContain('okta-testapp');
    expect(stage.sandbox.user(Number(id))?.enabled).toBe(false);
    expect((await okta.assign(profile({}))).ok).toBe(true);
    expect(stage.sandbox.user(Number(id))?.enabled).toBe(true);
  });
});
