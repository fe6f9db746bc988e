import { describe, expect, test } from 'vitest';
import type { ScimBody } from '../okta/transport.ts';
import { byFilter, onStage, patch, person, read, replace, writes } from './stage.ts';

/** A stage with Grace made by its client, and no calls noted yet. */
async function withGrace(over: object = {}) {
  const stage = await onStage();
  const made = await stage.okta1.send('POST', '/Users', person('grace', over));
  stage.sandbox.forgetCalls();
  const id = Number(made.body.id);
  return { ...stage, id, path: `/Users/${String(id)}`, body: made.body };
}

describe('an echo of our own answer', () => {
  test('asks Secret Server nothing after the first write, and changes nothing', async () => {
    const stage = await withGrace({
      title: 'Admiral',
      locale: 'en-US',
      nickName: 'Amazing',
      addresses: [{ type: 'work', locality: 'Arlington' }],
      phoneNumbers: [{ value: '555-0100', type: 'work', primary: true }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        department: 'Navy',
        manager: { value: '7' },
      },
    });
    const { body } = await stage.okta1.send('GET', stage.path);
    const echo = await stage.okta1.send('PUT', stage.path, body);
    expect(echo).toMatchObject({ status: 200, body });
    expect((await stage.okta1.send('PUT', stage.path, echo.body)).body).toEqual(body);
    expect(stage.sandbox.calls).toEqual([]);
  });

  test('of every imported user changes nobody, and reads each live once', async () => {
    const stage = await onStage();
    const { body } = await stage.okta1.send('GET', '/Users?count=200');
    const before = stage.sandbox.users();
    const active = (body.Resources ?? []).filter((user) => user['active'] === true);
    for (const user of active) {
      expect(await stage.okta1.send('PUT', `/Users/${String(user.id)}`, user)).toMatchObject({
        status: 200,
        body: user,
      });
    }
    expect(stage.sandbox.users()).toEqual(before);
    expect(writes(stage)).toEqual([]);
    expect(stage.sandbox.calls).toHaveLength(active.length);
    for (const user of active) await stage.okta1.send('PUT', `/Users/${String(user.id)}`, user);
    expect(stage.sandbox.calls).toHaveLength(active.length);
  });

  test('shows what was changed by hand when it is the first write', async () => {
    const { okta1, sandbox } = await onStage();
    const user = sandbox.userByName('hana.sato');
    const path = `/Users/${String(user?.id)}`;
    const { body } = await okta1.send('GET', path);
    sandbox.change(Number(user?.id), { displayName: 'Hana Changed', emailAddress: 'new@example.com' });
    const echo = await okta1.send('PUT', path, body);
    expect(echo).toMatchObject({
      status: 200,
      body: { displayName: 'Hana Changed', emails: [{ value: 'new@example.com' }] },
    });
    expect(sandbox.userByName('hana.sato')?.displayName).toBe('Hana Changed');
  });
});

describe('a profile update', () => {
  test('is one call, with nothing but what differs', async () => {
    const stage = await withGrace();
    const answer = await stage.okta1.send('PUT', stage.path, person('grace', { displayName: 'Grace H.' }));
    expect(answer).toMatchObject({
      status: 200,
      body: { displayName: 'Grace H.', name: { formatted: 'Grace H.' } },
    });
    expect(stage.sandbox.calls).toMatchObject([
      {
        method: 'PATCH',
        path: `/v1/users/${String(stage.id)}`,
        body: { displayName: { dirty: true, value: 'Grace H.' } },
      },
    ]);
    expect(Object.keys(stage.sandbox.calls[0]?.body as object)).toEqual(['displayName']);
    expect(stage.sandbox.user(stage.id)?.displayName).toBe('Grace H.');
  });

  test('of name.formatted alone changes the display name', async () => {
    const stage = await withGrace();
    const change = replace({ 'name.formatted': 'Grace Formatted' });
    expect((await stage.okta1.send('PATCH', stage.path, change)).body).toMatchObject({
      displayName: 'Grace Formatted',
      name: { formatted: 'Grace Formatted' },
    });
    expect(stage.sandbox.user(stage.id)?.displayName).toBe('Grace Formatted');
  });

  test('of name.formatted beside a display name is kept apart, and neither changes the other', async () => {
    const stage = await withGrace();
    const name = { givenName: 'Grace', familyName: 'Hopper', formatted: 'Rear Admiral Grace Hopper' };
    const both = person('grace', { displayName: 'Grace', name });
    const shown = { displayName: 'Grace', name };
    const first = await stage.okta1.send('PUT', stage.path, both);
    expect(first).toMatchObject({ status: 200, body: shown });
    const calls = stage.sandbox.calls.length;
    // The same again, and the echo of the answer, ask for nothing.
    for (const body of [both, first.body]) {
      expect((await stage.okta1.send('PUT', stage.path, body)).body).toEqual(first.body);
    }
    expect(stage.sandbox.calls).toHaveLength(calls);
    expect(stage.sandbox.user(stage.id)?.displayName).toBe('Grace');
    const renamed = await stage.okta1.send('PUT', stage.path, { ...first.body, displayName: 'Grace H.' });
    expect(renamed.body).toMatchObject({ displayName: 'Grace H.', name });
    const alone = await stage.okta1.send('PATCH', stage.path, replace({ 'name.formatted': 'Adm. Hopper' }));
    expect(alone.body).toMatchObject({ displayName: 'Grace H.', name: { formatted: 'Adm. Hopper' } });
    await stage.host.calls['import.run']({});
    expect((await stage.okta1.send('GET', stage.path)).body).toMatchObject({
      displayName: 'Grace H.',
      name: { formatted: 'Adm. Hopper' },
    });
    const without = await stage.okta1.send('PUT', stage.path, person('grace', { displayName: 'Grace H.' }));
    expect(without.body).toMatchObject({ name: { formatted: 'Grace H.' } });
  });

  test('takes the display name away from what SCIM shows, until there is another', async () => {
    const stage = await withGrace();
    const shown = async (method: string, body?: object): Promise<unknown> =>
      (await stage.okta1.send(method, stage.path, body)).body['displayName'];
    const patched = (...Operations: readonly object[]): Promise<unknown> => shown('PATCH', { Operations });
    const before = await shown('GET');
    expect(await patched({ op: 'remove', path: 'displayName' })).toBeUndefined();
    expect(stage.sandbox.users().find(({ id }) => id === stage.id)?.displayName).toBe(before);
    const { body } = await stage.okta1.send('GET', stage.path);
    expect(body).not.toHaveProperty('displayName');
    expect((await stage.okta1.send('PUT', stage.path, body)).body).toEqual(body);
    expect(await patched({ op: 'add', path: 'title', value: 'Admiral' })).toBeUndefined();
    expect(await patched({ op: 'add', path: 'displayName', value: before })).toBe(before);
    expect(await patched({ op: 'replace', path: 'displayName', value: null })).toBeUndefined();
    expect(await shown('PUT', { ...body, displayName: before })).toBe(before);
    expect(await patched({ op: 'replace', value: { displayName: '' } })).toBeUndefined();
    stage.sandbox.change(stage.id, { displayName: 'Grace By Hand' });
    await stage.host.calls['import.run']({});
    expect(await shown('GET')).toBe('Grace By Hand');
  });

  test('takes parts of a name away for good, until somebody sets them again', async () => {
    const stage = await withGrace();
    const nameAfter = async (...Operations: readonly object[]): Promise<unknown> =>
      (await stage.okta1.send('PATCH', stage.path, { Operations })).body['name'];
    const cleared = await nameAfter({ op: 'Replace', path: 'name.givenName', value: '' });
    expect(cleared).toEqual({ formatted: 'Ada grace', familyName: 'grace' });
    expect(await nameAfter({ op: 'remove', path: 'name' })).toBeUndefined();
    const { body } = await stage.okta1.send('GET', stage.path);
    expect(body).not.toHaveProperty('name');
    expect((await stage.okta1.send('PUT', stage.path, body)).body).toEqual(body);
    stage.sandbox.change(stage.id, { displayName: 'Grace By Hand' });
    await stage.host.calls['import.run']({});
    expect((await stage.okta1.send('GET', stage.path)).body).not.toHaveProperty('name');
    expect(await nameAfter({ op: 'add', path: 'name.familyName', value: 'Hopper' })).toEqual({
      familyName: 'Hopper',
    });
    const put = await stage.okta1.send('PUT', stage.path, person('grace'));
    expect(put.body['name']).toEqual({ givenName: 'Ada', familyName: 'grace' });
  });

  test('changes and clears the e-mail', async () => {
    const stage = await withGrace();
    const emails = [
      { value: 'home@example.com', type: 'home' },
      { value: 'new@example.com', type: 'work', primary: true },
    ];
    const changed = await stage.okta1.send('PUT', stage.path, person('grace', { emails }));
    expect(changed).toMatchObject({ status: 200, body: { emails } });
    expect(stage.sandbox.user(stage.id)?.emailAddress).toBe('new@example.com');
    const cleared = await stage.okta1.send('PUT', stage.path, person('grace', { emails: [] }));
    expect(cleared.status).toBe(200);
    expect(cleared.body).not.toHaveProperty('emails');
    expect(stage.sandbox.user(stage.id)?.emailAddress).toBeNull();
  });

  test('that differs in letter case of the e-mail or name is taken as it is', async () => {
    const stage = await withGrace();
    const body = person('GRACE', { displayName: 'ADA GRACE', externalId: '00u1grace' });
    const answer = await stage.okta1.send('PUT', stage.path, body);
    expect(answer).toMatchObject({
      status: 200,
      body: { userName: 'grace@example.com', displayName: 'ADA GRACE' },
    });
  });

  test('keeps attributes that Secret Server has no field for, through a refresh and a hand change', async () => {
    const stage = await withGrace();
    await stage.okta1.send('PATCH', stage.path, replace({ title: 'Admiral', 'name.middleName': 'Brewster' }));
    expect(stage.sandbox.calls).toEqual([]);
    stage.sandbox.change(stage.id, { displayName: 'Grace By Hand' });
    await stage.host.calls['import.run']({});
    const { body } = await stage.okta1.send('GET', stage.path);
    expect(body).toMatchObject({
      title: 'Admiral',
      displayName: 'Grace By Hand',
      name: { middleName: 'Brewster', formatted: 'Grace By Hand' },
      externalId: '00u1grace',
    });
  });
});

describe('a rename', () => {
  test.each(['PUT', 'PATCH'])('by %s is refused with mutability, and nothing is written', async (verb) => {
    const stage = await withGrace();
    const body = { ...person('hopper'), title: 'Admiral' };
    const refused = await stage.okta1.send(verb, stage.path, verb === 'PUT' ? body : replace(body));
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
    expect(stage.sandbox.calls).toEqual([]);
    expect((await stage.okta1.send('GET', stage.path)).body).toEqual(stage.body);
  });

  test('to nothing is refused', async () => {
    const stage = await withGrace();
    for (const op of ['replace', 'remove']) {
      const operation = { op, path: 'userName', ...(op === 'replace' ? { value: '' } : {}) };
      const refused = await stage.okta1.send('PATCH', stage.path, patch(operation));
      expect(refused.status).toBe(400);
    }
    expect(stage.sandbox.calls).toEqual([]);
  });
});

describe('what Secret Server answers 200 to and ignores', () => {
  const ignored = async (value: object): Promise<{ refused: ScimBody; status: number; shown: ScimBody }> => {
    const stage = await withGrace();
    const truth = {
      id: stage.id,
      userName: 'grace@example.com',
      displayName: 'Ada grace',
      emailAddress: 'grace@example.com',
      enabled: true,
    };
    const effect = { kind: 'status', status: 200, body: { ...truth, domainId: -1 } } as const;
    stage.sandbox.fault({ method: 'PATCH', path: /users/, effect });
    const { body, status } = await stage.okta1.send('PATCH', stage.path, replace(value));
    return { refused: body, status, shown: (await stage.okta1.send('GET', stage.path)).body };
  };

  test('a display name is an error, and the truth is shown', async () => {
    const { refused, status, shown } = await ignored({ displayName: 'Grace H.', title: 'Admiral' });
    expect({ status, ...refused }).toMatchObject({
      status: '400',
      detail: expect.stringContaining('displayName'),
    });
    expect(shown).toMatchObject({ displayName: 'Ada grace' });
    expect(shown).not.toHaveProperty('title');
  });

  test('an e-mail is an error, and the truth is shown', async () => {
    const { refused, shown } = await ignored({ emails: [{ value: 'new@example.com', primary: true }] });
    expect(refused).toMatchObject({ status: '400', detail: expect.stringContaining('e-mail') });
    expect(shown).toMatchObject({ emails: [{ value: 'grace@example.com' }] });
  });

  test('a deactivation is an error, never a success', async () => {
    const { refused, shown } = await ignored({ active: false });
    expect(refused).toMatchObject({
      status: '409',
      detail: expect.stringContaining('left the user enabled'),
    });
    expect(shown).toMatchObject({ active: true });
  });
});

test('externalId belongs to the endpoint: two clients do not see each other’s', async () => {
  const stage = await withGrace();
  const { okta: other } = await stage.okta('aiw', 'second client');
  const { body } = await other.send('GET', stage.path);
  expect(body).not.toHaveProperty('externalId');
  expect((await other.send('GET', byFilter('externalId eq "00u1grace"'))).body.totalResults).toBe(0);

  const linked = await other.send('PUT', stage.path, person('grace', { externalId: 'e-other' }));
  expect(linked).toMatchObject({ status: 200, body: { externalId: 'e-other' } });
  expect((await stage.okta1.send('GET', stage.path)).body['externalId']).toBe('00u1grace');
  expect((await stage.okta1.send('GET', byFilter('externalId eq "e-other"'))).body.totalResults).toBe(0);
  expect(
    (await stage.okta1.send('PUT', stage.path, person('grace', { externalId: undefined }))).body[
      'externalId'
    ],
  ).toBe('00u1grace');
});

test('what a password is stays out of the data file, whether or not it is sent on', async () => {
  const stage = await withGrace();
  await stage.okta1.send('PATCH', stage.path, replace({ password: 'Okta-Placeholder_1' }));
  expect(stage.sandbox.hasPassword(stage.id, 'Okta-Placeholder_1')).toBe(false);
  const rows = read<{ wanted: string }>(stage.dataDir, 'SELECT wanted FROM intents');
  expect(JSON.stringify(rows)).not.toMatch(/Placeholder|1mz050nq/);
});
