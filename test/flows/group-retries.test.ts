import { describe, expect, test } from 'vitest';
import { adding, expectAgreement, helpDesk, removing, writes } from './group-stage.ts';

describe('a deletion while Secret Server is down', () => {
  test('is kept, shown, and applied by itself; its retry hears 204 once', async () => {
    const stage = await helpDesk();
    const { id, app, sandbox, host } = stage;
    await sandbox.down();
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(429);
    expect((await app.send('GET', `/Groups?filter=displayName eq "Help Desk"`)).status).toBe(429);
    await sandbox.up();
    await host.calls['import.run']({});
    expect(sandbox.group(Number(id))?.enabled).toBe(false);
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(404);
  });

  test('is applied by its retry where that comes first', async () => {
    const { id, app, sandbox } = await helpDesk();
    await sandbox.down();
    await app.send('DELETE', `/Groups/${id}`);
    await sandbox.up();
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect(sandbox.group(Number(id))?.enabled).toBe(false);
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(404);
  });

  test('is not turned back by what another endpoint changes of the group meanwhile', async () => {
    const stage = await helpDesk();
    const { id, app, idOf, sandbox, host } = stage;
    const { okta: other } = await stage.okta('testapp', 'other');
    await sandbox.down();
    expect((await app.send('DELETE', `/Groups/${id}`)).status).toBe(429);
    await sandbox.up();
    const body = { Operations: [adding(idOf('joanna'))] };
    expect((await other.send('PATCH', `/Groups/${id}`, body)).status).toBe(200);
    await host.calls['import.run']({});
    expect(sandbox.group(Number(id))?.enabled).toBe(false);
  });

  test('is turned back by pushing the group again', async () => {
    const stage = await helpDesk();
    const { id, app, idOf, sandbox, host } = stage;
    await sandbox.down();
    await app.send('DELETE', `/Groups/${id}`);
    await sandbox.up();
    expect((await stage.post('Help Desk', [idOf('joanna')])).status).toBe(201);
    await host.calls['import.run']({});
    expect(sandbox.group(Number(id))?.enabled).toBe(true);
    expect(stage.inside(id)).toEqual(['joanna']);
  });
});

describe('an answer that was lost', () => {
  test('to a change of members is settled by a look, without a second PATCH', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox } = stage;
    sandbox.fault({ method: 'PATCH', times: 1, effect: { kind: 'dropAfter' } });
    expect((await stage.patch(id, removing(idOf('ann')), adding(idOf('joanna')))).status).toBe(200);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith', 'joanna']);
    expect(writes(sandbox)).toHaveLength(1);
    await expectAgreement(stage);
  });

  test('to a create and its members makes one group, 201', async () => {
    const stage = await helpDesk();
    const { idOf, sandbox } = stage;
    sandbox.fault({ method: 'POST', path: '/v1/groups', times: 1, effect: { kind: 'dropAfter' } });
    sandbox.fault({ method: 'PATCH', times: 1, effect: { kind: 'dropAfter' } });
    const answer = await stage.post('Vault Ops', [idOf('ann')]);
    expect(answer.status).toBe(201);
    expect(stage.inside(String(answer.body.id))).toEqual(['ann']);
    expect(writes(sandbox)).toHaveLength(2);
  });

  test('to enabling a deleted group is settled by a look', async () => {
    const stage = await helpDesk();
    const { app, id, idOf, sandbox } = stage;
    await app.deleteGroup(id);
    sandbox.fault({ method: 'PATCH', path: `/v1/groups/${id}`, times: 1, effect: { kind: 'dropAfter' } });
    expect((await stage.post('Help Desk', [idOf('ann')])).status).toBe(201);
    expect(stage.inside(id)).toEqual(['ann']);
  });

  test('and no look possible: 429, then the retry ends as if nothing had happened', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox } = stage;
    const members = `/v1/groups/${id}/users`;
    const operations = [removing(idOf('ann')), adding(idOf('joanna'))];
    sandbox.fault({
      method: 'PATCH',
      path: members,
      times: 1,
      effect: { kind: 'latency', ms: 50, after: true },
    });
    sandbox.fault({ method: 'PATCH', path: members, times: 1, effect: { kind: 'dropAfter' } });
    const answering = stage.patch(id, ...operations);
    while (writes(sandbox).length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    sandbox.fault({ method: 'GET', path: members, times: 1, effect: { kind: 'status', status: 503 } });
    expect(await answering).toMatchObject({ status: 429, retryAfter: '30' });
    expect((await stage.patch(id, ...operations)).status).toBe(200);
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith', 'joanna']);
    expect(writes(sandbox)).toHaveLength(1);
    await expectAgreement(stage);
  });
});

describe('a push of a new group that breaks off after the group was made', () => {
  test.each(['with', 'without'])('gets its 201 on the retry %s a look-up before, once', async (lookUp) => {
    const stage = await helpDesk();
    const { app, idOf, sandbox } = stage;
    const members = /\/v1\/groups\/\d+\/users/;
    sandbox.fault({ method: 'PATCH', path: members, times: 1, effect: { kind: 'dropBefore' } });
    expect((await stage.post('Vault Ops', [idOf('ann')])).status).toBe(429);
    if (lookUp === 'with') await app.send('GET', '/Groups?filter=displayName eq "Vault Ops"');
    const again = await stage.post('Vault Ops', [idOf('ann')]);
    expect(again.status).toBe(201);
    expect(stage.inside(String(again.body.id))).toEqual(['ann']);
    expect((await stage.post('Vault Ops', [idOf('ann')])).status).toBe(409);
    expect(sandbox.groups().filter(({ name }) => name === 'Vault Ops')).toHaveLength(1);
  });

  test('gets its 201 on the retry also where nothing of the members was sent', async () => {
    const { idOf, sandbox, post, inside } = await helpDesk();
    sandbox.fault({
      method: 'POST',
      path: '/v1/groups',
      times: 1,
      effect: { kind: 'latency', ms: 200, after: true },
    });
    const answering = post('Vault Ops', [idOf('ann')]);
    await expect.poll(() => sandbox.groupByName('Vault Ops'), { interval: 5 }).toBeDefined();
    sandbox.setReadOnly(true);
    expect((await answering).status).toBe(429);
    sandbox.setReadOnly(false);
    const again = await post('Vault Ops', [idOf('ann')]);
    expect(again.status).toBe(201);
    expect(inside(String(again.body.id))).toEqual(['ann']);
  });

  test('gets its 201 also where a retry before it met the next outage', async () => {
    const { idOf, sandbox, post, inside } = await helpDesk();
    const members = /\/v1\/groups\/\d+\/users/;
    sandbox.fault({ method: 'PATCH', path: members, times: 1, effect: { kind: 'dropBefore' } });
    expect((await post('Vault Ops', [idOf('ann')])).status).toBe(429);
    sandbox.fault({ path: /^\/v1\/groups\/\d+$/, times: 1, effect: { kind: 'status', status: 503 } });
    expect((await post('Vault Ops', [idOf('ann')])).status).toBe(429);
    const again = await post('Vault Ops', [idOf('ann')]);
    expect(again.status).toBe(201);
    expect(inside(String(again.body.id))).toEqual(['ann']);
  });

  test('does not overwrite what the client asked of the group meanwhile', async () => {
    const stage = await helpDesk();
    const { app, idOf, sandbox, host } = stage;
    sandbox.fault({ method: 'PATCH', path: /users/, times: 1, effect: { kind: 'dropBefore' } });
    expect((await stage.post('Vault Ops', [idOf('ann')])).status).toBe(429);
    const pushed = await app.pushGroup('Vault Ops', [{ value: idOf('joanna'), display: 'joanna' }]);
    expect(pushed.ok).toBe(true);
    await host.calls['import.run']({});
    expect(stage.inside(String(pushed.id))).toEqual(['joanna']);
  });
});
