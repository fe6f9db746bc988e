import { describe, expect, test } from 'vitest';
import { groupStage } from './group-stage.ts';
import { onStage, person, replace } from './stage.ts';

const slow = (method: string, path: RegExp) =>
  ({ method, path, times: 1, effect: { kind: 'latency', ms: 500 } }) as const;

describe('what was only ever answered 429', () => {
  test.each(['before it is done', 'when it is done'] as const)(
    'a create: 201 to its retry %s, once',
    async (when) => {
      const { okta1, sandbox, host } = await onStage({ budgetMs: 150 });
      sandbox.fault(slow('POST', /^\/v1\/users$/));
      expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(429);
      if (when === 'when it is done') {
        await expect
          .poll(() => sandbox.userByName('grace@example.com')?.enabled, { timeout: 5_000 })
          .toBe(true);
        await host.calls['import.run']({});
      }
      const retried = () => okta1.send('POST', '/Users', person('grace')).then(({ status }) => status);
      await expect.poll(retried, { timeout: 5_000 }).toBe(201);
      expect(await retried()).toBe(409);
    },
  );

  test('a push of a new group: 201 to the retry that waits for it, once', async () => {
    const { post, idOf, sandbox } = await groupStage({ budgetMs: 150 });
    sandbox.fault(slow('POST', /^\/v1\/groups$/));
    const members = [idOf('ann')];
    expect((await post('Vault Ops', members)).status).toBe(429);
    const retried = () => post('Vault Ops', members).then(({ status }) => status);
    await expect.poll(retried, { timeout: 5_000 }).toBe(201);
    expect(await retried()).toBe(409);
    expect(sandbox.groups().filter(({ name }) => name === 'Vault Ops')).toHaveLength(1);
  });

  test('a revival that was not carried out: the retry carries it out', async () => {
    const { okta1, sandbox } = await onStage();
    const { body } = await okta1.send('POST', '/Users', person('grace'));
    await okta1.send('DELETE', `/Users/${String(body.id)}`);
    sandbox.fault({ method: 'PATCH', path: /users/, times: 1, effect: { kind: 'dropBefore' } });
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(429);
    expect(await okta1.send('POST', '/Users', person('grace'))).toMatchObject({
      status: 201,
      body: { id: body.id },
    });
    expect(sandbox.user(Number(body.id))?.enabled).toBe(true);
  });

  test('a deletion: 204 to its retry, once', async () => {
    const { okta1, sandbox, host } = await onStage();
    const { body } = await okta1.send('POST', '/Users', person('grace'));
    const path = `/Users/${String(body.id)}`;
    await sandbox.down();
    expect((await okta1.send('DELETE', path)).status).toBe(429);
    await sandbox.up();
    await host.calls['import.run']({});
    expect((await okta1.send('DELETE', path)).status).toBe(204);
    expect((await okta1.send('DELETE', path)).status).toBe(404);
    expect(sandbox.user(Number(body.id))?.enabled).toBe(false);
  });

  test('is nothing that another endpoint may claim', async () => {
    const stage = await onStage({ budgetMs: 150 });
    const { okta: other } = await stage.okta('testapp', 'other');
    stage.sandbox.fault(slow('POST', /^\/v1\/users$/));
    expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(429);
    await expect
      .poll(() => stage.sandbox.userByName('grace@example.com')?.enabled, { timeout: 5_000 })
      .toBe(true);
    const theirs = () => other.send('POST', '/Users', person('grace')).then(({ status }) => status);
    await expect.poll(theirs, { timeout: 5_000 }).toBe(409);
    expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(201);
  });
});

test('two creates of one name at the same time: one 201, the other is not the retry of the first', async () => {
  const { okta1 } = await onStage();
  const both = await Promise.all([1, 2].map(() => okta1.send('POST', '/Users', person('grace'))));
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
});

describe('success: false', () => {
  test('that was applied all the same is a success', async () => {
    const { okta1, sandbox } = await onStage();
    sandbox.fault({ writes: true, times: 1, effect: { kind: 'spoil', how: 'unsuccessful' } });
    const made = await okta1.send('POST', '/Users', person('grace'));
    expect(made.status).toBe(201);
    sandbox.fault({ writes: true, times: 1, effect: { kind: 'spoil', how: 'unsuccessful' } });
    const body = replace({ displayName: 'Grace H.' });
    expect((await okta1.send('PATCH', `/Users/${String(made.body.id)}`, body)).status).toBe(200);
  });

  test('that was not is a refusal', async () => {
    const { okta1, sandbox } = await onStage();
    const no = { kind: 'status', status: 200, body: { success: false, message: 'Not today.' } } as const;
    sandbox.fault({ writes: true, path: /^\/v1/, effect: no });
    expect(await okta1.send('POST', '/Users', person('grace'))).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('Not today.') },
    });
    expect(sandbox.userByName('grace@example.com')).toBeUndefined();
  });
});

test('a push whose members are refused leaves no group behind', async () => {
  const { post, idOf, sandbox } = await groupStage();
  const no = { kind: 'status', status: 400, body: { message: 'Not them.' } } as const;
  const refusing = sandbox.fault({ method: 'PATCH', path: /users$/, effect: no });
  expect((await post('Vault Ops', [idOf('ann')])).status).toBe(400);
  expect(sandbox.groupByName('Vault Ops')?.enabled ?? false).toBe(false);
  refusing.lift();
  expect((await post('Vault Ops', [idOf('ann')])).status).toBe(201);
});
