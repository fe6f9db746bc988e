import { describe, expect, test } from 'vitest';
import { groupStage } from './group-stage.ts';
import { onStage, person } from './stage.ts';

const late = (method: string, path: string, ms: number) =>
  ({ method, path, times: 1, effect: { kind: 'doneLate', ms } }) as const;
const slow = (method: string, path: string, ms: number) =>
  ({ method, path, times: 1, effect: { kind: 'latency', ms } }) as const;

/** Secret Server goes on with what its client gave up on: a create may come true at any time. */
describe('a user who is made late', () => {
  test('while the retry is at it is the one of the retry', async () => {
    const { okta1, sandbox } = await onStage();
    sandbox.fault(late('POST', '/v1/users', 100));
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(429);
    sandbox.fault(slow('POST', '/v1/users', 250));
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(201);
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(409);
    expect(sandbox.users().filter(({ userName }) => userName === 'grace@example.com')).toHaveLength(1);
  });

  test('after it was settled as not made is still the client’s own', async () => {
    const { okta1, sandbox, host } = await onStage();
    sandbox.fault(late('POST', '/v1/users', 400));
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(429);
    await host.calls['import.run']({});
    await expect.poll(() => sandbox.userByName('grace@example.com')).toBeDefined();
    const again = await okta1.send('POST', '/Users', person('grace'));
    expect(again).toMatchObject({ status: 201, body: { externalId: '00u1grace' } });
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(409);
  });
});

describe('a group that is made late', () => {
  test('while the retry is at it is the one of the retry', async () => {
    const { post, idOf, sandbox, inside } = await groupStage();
    sandbox.fault(late('POST', '/v1/groups', 100));
    expect((await post('Vault Ops', [idOf('ann')])).status).toBe(429);
    sandbox.fault(slow('POST', '/v1/groups', 250));
    const again = await post('Vault Ops', [idOf('ann')]);
    expect(again.status).toBe(201);
    expect(inside(String(again.body.id))).toEqual(['ann']);
    expect((await post('Vault Ops', [idOf('ann')])).status).toBe(409);
  });

  test('after it was settled as not made is still the client’s own', async () => {
    const { post, idOf, sandbox, host, inside } = await groupStage();
    sandbox.fault(late('POST', '/v1/groups', 400));
    expect((await post('Vault Ops', [idOf('ann')])).status).toBe(429);
    await host.calls['import.run']({});
    await expect.poll(() => sandbox.groupByName('Vault Ops')).toBeDefined();
    const again = await post('Vault Ops', [idOf('ann')]);
    expect(again.status).toBe(201);
    expect(inside(String(again.body.id))).toEqual(['ann']);
  });
});

describe('what a person made meanwhile under the same name', () => {
  test('is no user of the client', async () => {
    const { okta1, sandbox, host } = await onStage();
    sandbox.fault({ method: 'POST', path: '/v1/users', times: 1, effect: { kind: 'dropBefore' } });
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(429);
    const theirs = sandbox.addUser({ userName: 'grace@example.com', displayName: 'Another Grace' });
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(409);
    await host.calls['import.run']({});
    expect((await okta1.send('POST', '/Users', person('grace'))).status).toBe(409);
    expect(sandbox.user(theirs.id)).toEqual(theirs);
  });

  test('is no group of the client, and keeps its members', async () => {
    const { post, idOf, sandbox, host, inside } = await groupStage();
    sandbox.fault({ method: 'POST', path: '/v1/groups', times: 1, effect: { kind: 'dropBefore' } });
    expect((await post('Vault Ops', [idOf('ann')])).status).toBe(429);
    const theirs = sandbox.addGroup({ name: 'Vault Ops' });
    sandbox.setMembers(theirs.id, [Number(idOf('joanna'))]);
    expect((await post('Vault Ops', [idOf('ann')])).status).toBe(409);
    await host.calls['import.run']({});
    expect((await post('Vault Ops', [idOf('ann')])).status).toBe(409);
    expect(inside(String(theirs.id))).toEqual(['joanna']);
  });
});
