import { describe, expect, test } from 'vitest';
import { byFilter, onStage, person, replace, writes } from './stage.ts';

describe('a new person', () => {
  test('is made in Secret Server as sent, and answered whole', async () => {
    const { okta1, sandbox, scimBaseUrl } = await onStage();
    const made = await okta1.send(
      'POST',
      '/Users',
      person('grace', {
        title: 'Admiral',
        phoneNumbers: [{ value: '555-0100', type: 'work', primary: true }],
      }),
    );
    const user = sandbox.userByName('grace@example.com');
    expect(user).toMatchObject({
      displayName: 'Ada grace',
      emailAddress: 'grace@example.com',
      enabled: true,
      domainId: -1,
      isApplicationAccount: false,
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      id: String(user?.id),
      externalId: '00u1grace',
      userName: 'grace@example.com',
      displayName: 'Ada grace',
      name: { givenName: 'Ada', familyName: 'grace', formatted: 'Ada grace' },
      emails: [{ value: 'grace@example.com', type: 'work', primary: true }],
      title: 'Admiral',
      phoneNumbers: [{ value: '555-0100', type: 'work', primary: true }],
      active: true,
      groups: [],
      meta: { resourceType: 'User', location: `${scimBaseUrl}/Users/${String(user?.id)}` },
    });
    expect(made.body).not.toHaveProperty('password');
    expect(sandbox.hasPassword(Number(user?.id), '1mz050nq')).toBe(false);
  });

  test('costs a look-up and a create, with nothing that Secret Server does not know', async () => {
    const stage = await onStage();
    await stage.okta1.send('POST', '/Users', person('grace'));
    expect(stage.sandbox.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/users',
      'POST /v1/users',
    ]);
    expect(stage.sandbox.calls[1]?.unknownMembers).toEqual([]);
  });

  const names: [string, object, string][] = [
    ['displayName as sent', { displayName: 'Admiral G.' }, 'Admiral G.'],
    [
      'the formatted name',
      { displayName: undefined, name: { formatted: 'Grace B. Hopper' } },
      'Grace B. Hopper',
    ],
    ['given and family name', { displayName: undefined }, 'Ada grace'],
    ['the given name alone', { displayName: '', name: { givenName: 'Grace' } }, 'Grace'],
    ['the userName', { displayName: null, name: undefined }, 'grace@example.com'],
  ];
  test.each(names)('is called by %s', async (...[, over, displayName]) => {
    const { okta1, sandbox } = await onStage();
    const made = await okta1.send('POST', '/Users', person('grace', over));
    expect(made.status).toBe(201);
    expect(sandbox.userByName('grace@example.com')?.displayName).toBe(displayName);
    expect(made.body['displayName']).toBe(displayName);
    expect(made.body['name']).toMatchObject({
      givenName: expect.stringMatching(/./),
      familyName: expect.stringMatching(/./),
    });
  });

  test.each([undefined, null, []])('may have no e-mail: %j', async (emails) => {
    const { okta1, sandbox } = await onStage();
    const made = await okta1.send('POST', '/Users', person('grace', { emails }));
    expect(made.status).toBe(201);
    expect(sandbox.userByName('grace@example.com')?.emailAddress).toBeNull();
    expect(made.body).not.toHaveProperty('emails');
  });

  test('may be made inactive, and takes no licence then', async () => {
    const { okta1, sandbox } = await onStage({ sandbox: { settings: { licences: 0 } } });
    const made = await okta1.send('POST', '/Users', person('grace', { active: false }));
    expect(made).toMatchObject({ status: 201, body: { active: false } });
    expect(sandbox.userByName('grace@example.com')?.enabled).toBe(false);
  });

  test('is active when the client says nothing of it', async () => {
    const { okta1, sandbox } = await onStage();
    const made = await okta1.send('POST', '/Users', person('grace', { active: undefined }));
    expect(made).toMatchObject({ status: 201, body: { active: true } });
    expect(sandbox.userByName('grace@example.com')?.enabled).toBe(true);
  });

  test('is found by name in any letter case, by id and by externalId at once', async () => {
    const { okta1 } = await onStage();
    const { body } = await okta1.send('POST', '/Users', person('Grace.Upper'));
    for (const filter of [
      'userName eq "GRACE.UPPER@example.com"',
      `id eq "${String(body.id)}"`,
      'externalId eq "00u1Grace.Upper"',
    ]) {
      const found = await okta1.send('GET', byFilter(filter));
      expect(found.body).toMatchObject({
        totalResults: 1,
        Resources: [{ id: body.id, userName: 'Grace.Upper@example.com' }],
      });
    }
  });
});

describe('two at the same time', () => {
  test('of the same name make one user: 201 and 409', async () => {
    const stage = await onStage();
    const answers = await Promise.all([
      stage.okta1.send('POST', '/Users', person('grace')),
      stage.okta1.send('POST', '/Users', person('grace')),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(stage.sandbox.users().filter(({ userName }) => userName === 'grace@example.com')).toHaveLength(1);
    expect(writes(stage)).toEqual(['POST /v1/users']);
  });

  test('of the same name in another letter case make one user', async () => {
    const { okta1, sandbox } = await onStage();
    const answers = await Promise.all([
      okta1.send('POST', '/Users', person('grace')),
      okta1.send('POST', '/Users', person('GRACE')),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(sandbox.users().filter(({ userName }) => /^grace@/i.test(userName))).toHaveLength(1);
  });

  test('of different names both succeed', async () => {
    const { okta1 } = await onStage();
    const many = Array.from({ length: 20 }, (_, n) =>
      okta1.send('POST', '/Users', person(`crowd${String(n)}`)),
    );
    const answers = await Promise.all(many);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(20);
  });
});

test('a person who was made is not made again by an identical POST', async () => {
  const { okta1, sandbox } = await onStage();
  await okta1.send('POST', '/Users', person('grace'));
  const again = await okta1.send('POST', '/Users', person('grace'));
  expect(again).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
  const { body } = await okta1.send('GET', byFilter('userName eq "grace@example.com"'));
  expect(body.totalResults).toBe(1);
  const left = await okta1.send(
    'PATCH',
    `/Users/${String(body.Resources?.[0]?.id)}`,
    replace({ active: false }),
  );
  expect(left.status).toBe(200);
  expect(sandbox.userByName('grace@example.com')?.enabled).toBe(false);
});
