import { describe, expect, test } from 'vitest';
import { byFilter, onStage, person, replace, writes } from './stage.ts';

const taken = { status: 409, body: { scimType: 'uniqueness' } };

describe('a name that is taken', () => {
  test.each([
    ['by a listed user', 'hana.sato'],
    ['in another letter case', 'HANA.Sato'],
    ['by a user with a wildcard in the name', 'rate%card'],
    ['by a user of a directory, with the domain', String.raw`CORP.example.com\alice.corp`],
  ])('%s is a 409, and nothing is written', async (_, userName) => {
    const stage = await onStage();
    expect(await stage.okta1.send('POST', '/Users', person('x', { userName }))).toMatchObject(taken);
    expect(writes(stage)).toEqual([]);
  });

  test('by a user who was made by hand since the import is a 409', async () => {
    const stage = await onStage();
    stage.sandbox.addUser({ userName: 'by.hand@example.com' });
    expect(await stage.okta1.send('POST', '/Users', person('by.hand'))).toMatchObject(taken);
    expect(writes(stage)).toEqual([]);
  });

  test.each(['svc-reports', 'svc-scim'])(
    'by the application account %s is a 409 that says so',
    async (userName) => {
      const stage = await onStage();
      const answer = await stage.okta1.send('POST', '/Users', person('x', { userName }));
      expect(answer).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('does not manage') },
      });
      expect(writes(stage)).toEqual([]);
    },
  );

  test('by a user of a directory is free for a local user', async () => {
    const { okta1, sandbox } = await onStage();
    const made = await okta1.send('POST', '/Users', person('x', { userName: 'alice.corp' }));
    expect(made.status).toBe(201);
    expect(sandbox.userByName('alice.corp')?.id).toBe(Number(made.body.id));
  });
});

describe('the name of a disabled user', () => {
  test('revives that user: same id, attributes as sent, memberships kept', async () => {
    const stage = await onStage();
    const before = stage.sandbox.userByName('left.member');
    const revived = await stage.okta1.send(
      'POST',
      '/Users',
      person('x', { userName: 'left.member', displayName: 'Milo Back', title: 'Returner' }),
    );
    expect(revived).toMatchObject({
      status: 201,
      body: {
        id: String(before?.id),
        userName: 'left.member',
        displayName: 'Milo Back',
        title: 'Returner',
        externalId: '00u1x',
        active: true,
        groups: [{ display: 'Engineering' }],
      },
    });
    expect(stage.sandbox.userByName('left.member')).toMatchObject({
      id: before?.id,
      enabled: true,
      displayName: 'Milo Back',
      emailAddress: 'x@example.com',
    });
    expect(writes(stage)).toEqual([`PATCH /v1/users/${String(before?.id)}`]);
  });

  test('keeps the user disabled when the POST says active:false', async () => {
    const { okta1, sandbox } = await onStage();
    const body = person('x', { userName: 'left.local', active: false });
    expect(await okta1.send('POST', '/Users', body)).toMatchObject({ status: 201, body: { active: false } });
    expect(sandbox.userByName('left.local')).toMatchObject({ enabled: false, displayName: 'Ada x' });
  });

  test('of a directory enables it and leaves its own attributes alone', async () => {
    const { okta1, sandbox } = await onStage();
    const userName = String.raw`corp.example.com\left.corp`;
    const before = sandbox.users().find((user) => user.userName === 'left.corp');
    const revived = await okta1.send('POST', '/Users', person('x', { userName }));
    expect(revived).toMatchObject({
      status: 201,
      body: { userName, displayName: 'Cora Left', active: true },
    });
    expect(sandbox.user(Number(before?.id))).toEqual({ ...before, enabled: true });
  });

  test('is another person under another externalId: 409, and stays disabled', async () => {
    const { okta1, sandbox } = await onStage();
    const { body } = await okta1.send('POST', '/Users', person('grace'));
    await okta1.send('PATCH', `/Users/${String(body.id)}`, replace({ active: false }));
    const answer = await okta1.send('POST', '/Users', person('grace', { externalId: '00u1somebodyelse' }));
    expect(answer).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('another Okta user') },
    });
    expect(sandbox.userByName('grace@example.com')?.enabled).toBe(false);
  });

  test('clears a lock-out only together with the enabling', async () => {
    const { okta1, sandbox } = await onStage();
    const user = sandbox.userByName('left.local');
    sandbox.change(Number(user?.id), { isLockedOut: true });
    expect((await okta1.send('POST', '/Users', person('x', { userName: 'left.local' }))).status).toBe(201);
    expect(sandbox.userByName('left.local')).toMatchObject({ enabled: true, isLockedOut: false });
  });
});

describe('a user whom this client deleted', () => {
  test('is gone for this client alone, and a POST revives it', async () => {
    const stage = await onStage();
    const { okta: other } = await stage.okta('testapp', 'second client');
    const { body } = await stage.okta1.send('POST', '/Users', person('grace'));
    const path = `/Users/${String(body.id)}`;

    expect((await stage.okta1.send('DELETE', path)).status).toBe(204);
    expect(stage.sandbox.userByName('grace@example.com')?.enabled).toBe(false);
    for (const [method, sent] of [
      ['GET'],
      ['PUT', person('grace')],
      ['PATCH', replace({ active: true })],
      ['DELETE'],
    ] as const) {
      expect((await stage.okta1.send(method, path, sent)).status).toBe(404);
    }
    const filter = byFilter('userName eq "grace@example.com"');
    expect((await stage.okta1.send('GET', filter)).body.totalResults).toBe(0);
    expect((await other.send('GET', filter)).body).toMatchObject({
      totalResults: 1,
      Resources: [{ active: false }],
    });

    const back = await stage.okta1.send('POST', '/Users', person('grace', { displayName: 'Grace Again' }));
    expect(back).toMatchObject({
      status: 201,
      body: { id: body.id, displayName: 'Grace Again', active: true },
    });
    expect((await stage.okta1.send('GET', path)).status).toBe(200);
  });

  test('is revived without touching a lock-out when somebody enabled it by hand', async () => {
    const { okta1, sandbox } = await onStage();
    const { body } = await okta1.send('POST', '/Users', person('grace'));
    await okta1.send('DELETE', `/Users/${String(body.id)}`);
    sandbox.change(Number(body.id), { enabled: true, isLockedOut: true });
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(201);
    expect(sandbox.user(Number(body.id))).toMatchObject({ enabled: true, isLockedOut: true });
  });
});
