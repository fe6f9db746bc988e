import { describe, expect, test } from 'vitest';
import { switches } from '../sandbox/switches.ts';
import { byFilter, onStage, person, replace, writes } from './stage.ts';

const post = { method: 'POST', path: '/v1/users' } as const;

describe.each(switches.licenceExhausted)('without a free licence (%s)', (licenceExhausted) => {
  const options = { sandbox: { switches: { licenceExhausted } } };
  const freeLicence = 1_000;

  test('a create is refused with the reason, and succeeds once a licence is free', async () => {
    const { okta1, sandbox } = await onStage(options);
    sandbox.configure({ licences: 1 });
    const refused = await okta1.send('POST', '/Users', person('grace'));
    expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringMatching(/licence/) } });
    const half = sandbox.userByName('grace@example.com');
    expect(half?.enabled ?? false).toBe(false);

    sandbox.configure({ licences: freeLicence });
    const made = await okta1.send('POST', '/Users', person('grace'));
    expect(made).toMatchObject({ status: 201, body: { active: true, externalId: '00u1grace' } });
    expect(sandbox.userByName('grace@example.com')).toMatchObject({
      id: Number(made.body.id),
      enabled: true,
    });
    if (half) expect(made.body.id).toBe(String(half.id));
  });

  test('enabling is refused and shows what is true, and succeeds once a licence is free', async () => {
    const { okta1, sandbox } = await onStage(options);
    const { body } = await okta1.send('POST', '/Users', person('grace'));
    const path = `/Users/${String(body.id)}`;
    await okta1.send('PATCH', path, replace({ active: false }));
    sandbox.configure({ licences: 1 });

    const refused = await okta1.send('PATCH', path, replace({ active: true }));
    expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringMatching(/licence/) } });
    expect((await okta1.send('GET', path)).body['active']).toBe(false);
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(403);

    sandbox.configure({ licences: freeLicence });
    expect(await okta1.send('PATCH', path, replace({ active: true }))).toMatchObject({
      status: 200,
      body: { active: true },
    });
    expect(sandbox.user(Number(body.id))?.enabled).toBe(true);
  });

  test('disabling goes on', async () => {
    const { okta1, sandbox } = await onStage(options);
    const { body } = await okta1.send('POST', '/Users', person('grace'));
    sandbox.configure({ licences: 1 });
    expect((await okta1.send('PATCH', `/Users/${String(body.id)}`, replace({ active: false }))).status).toBe(
      200,
    );
    expect(sandbox.user(Number(body.id))?.enabled).toBe(false);
  });
});

describe('password', () => {
  const refusal = { kind: 'status', status: 400, body: { message: 'The value is not acceptable.' } } as const;

  test('is tried afresh when Secret Server does not say why it refuses', async () => {
    const stage = await onStage();
    stage.sandbox.fault({ ...post, times: 2, effect: refusal });
    expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(201);
    expect(writes(stage)).toHaveLength(3);
  });

  test('is tried three times at most', async () => {
    const stage = await onStage();
    stage.sandbox.fault({ ...post, effect: refusal });
    const refused = await stage.okta1.send('POST', '/Users', person('grace'));
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    expect(refused.body.detail).toContain('The value is not acceptable.');
    expect(writes(stage)).toHaveLength(3);
  });

  test('is not tried again when a name was taken meanwhile', async () => {
    const stage = await onStage();
    stage.sandbox.fault({ ...post, times: 1, effect: { kind: 'latency', ms: 200 } });
    const answer = stage.okta1.send('POST', '/Users', person('grace'));
    await expect.poll(() => writes(stage).length).toBe(1);
    stage.sandbox.addUser({ userName: 'Grace@example.com' });
    expect(await answer).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    expect(writes(stage)).toHaveLength(1);
  });

  test.each([{ passwordMinimumLength: 50 }, { passwordMinimumLength: 1 }, { passwordRequireSymbols: false }])(
    'fits the policy %j at the first try',
    async (settings) => {
      const stage = await onStage({ sandbox: { settings } });
      for (const name of ['password', 'admin', 'qwerty12345', 'a']) {
        expect((await stage.okta1.send('POST', '/Users', person(name))).status).toBe(201);
      }
      expect(writes(stage)).toHaveLength(4);
    },
  );
});

test.each([
  ['userName', { userName: 'n'.repeat(251) }],
  ['displayName', { displayName: 'n'.repeat(251) }],
])('a %s that Secret Server refuses is a 400 with its words', async (_, over) => {
  const { okta1, sandbox } = await onStage();
  const before = sandbox.users().length;
  const refused = await okta1.send('POST', '/Users', person('grace', over));
  expect(refused).toMatchObject({ status: 400, body: { detail: expect.stringContaining('250 characters') } });
  expect(sandbox.users()).toHaveLength(before);
  expect((await okta1.send('GET', byFilter('userName eq "grace@example.com"'))).body.totalResults).toBe(0);
});

test('a right that is missing is a 403 that names it', async () => {
  const stage = await onStage();
  stage.sandbox.setRights(['View Users', 'View Groups', 'Unrestricted by Teams']);
  const refused = await stage.okta1.send('POST', '/Users', person('grace'));
  expect(refused).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('Administer Users') },
  });
  expect(writes(stage)).toHaveLength(1);
});
