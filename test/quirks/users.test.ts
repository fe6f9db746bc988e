import { describe, expect, test } from 'vitest';
import { groupStage, writes } from '../flows/group-stage.ts';
import { person, replace } from '../flows/stage.ts';
import { switches } from '../sandbox/switches.ts';

describe.each(switches.secondDelete)('where a second delete is answered with %s', (secondDelete) => {
  test('quirk 3: users are disabled, never deleted, and one who is disabled already is a success', async () => {
    const { app, sandbox, idOf } = await groupStage({ sandbox: { switches: { secondDelete } } });
    const [ann, joanna] = [idOf('ann'), idOf('joanna')];
    expect((await app.send('DELETE', `/Users/${ann}`)).status).toBe(204);
    expect(sandbox.userByName('ann')?.enabled).toBe(false);
    sandbox.change(Number(joanna), { enabled: false });
    expect((await app.send('DELETE', `/Users/${joanna}`)).status).toBe(204);
    expect((await app.send('DELETE', `/Users/${ann}`)).status).toBe(404);
    expect(writes(sandbox).filter((call) => call.startsWith('DELETE'))).toEqual([]);
  });

  test('quirk 3: a group that is disabled already is a success', async () => {
    const { app, sandbox, groupId } = await groupStage({ sandbox: { switches: { secondDelete } } });
    const id = groupId('Help Desk');
    // Disabled in the moment between our look and our delete.
    sandbox.fault({
      method: 'DELETE',
      path: `/v1/groups/${id}`,
      times: 1,
      effect: { kind: 'latency', ms: 100 },
    });
    const answering = app.send('DELETE', `/Groups/${id}`);
    await expect.poll(() => writes(sandbox).length, { interval: 5 }).toBe(1);
    sandbox.changeGroup(Number(id), { enabled: false });
    expect((await answering).status).toBe(204);
  });
});

test('quirk 4: the name of a disabled user or group is found although searches hide it, and taken up again', async () => {
  const { app, sandbox, post, inside, idOf } = await groupStage();
  const user = sandbox.addUser({ userName: 'gone@example.com', enabled: false });
  const group = sandbox.addGroup({ name: 'Gone', enabled: false });
  const revived = await app.send('POST', '/Users', person('gone'));
  expect(revived).toMatchObject({ status: 201, body: { id: String(user.id), active: true } });
  expect(sandbox.user(user.id)).toMatchObject({ enabled: true, displayName: 'Ada gone' });
  const pushed = await post('gone', [idOf('ann')]);
  expect(pushed).toMatchObject({ status: 201, body: { id: String(group.id) } });
  expect(inside(String(group.id))).toEqual(['ann']);
  expect(sandbox.users().filter(({ userName }) => userName === 'gone@example.com')).toHaveLength(1);
});

test('quirk 6: a new userName is refused as what it is, instead of a 200 that changes nothing', async () => {
  const { app, sandbox, idOf } = await groupStage();
  const id = idOf('ann');
  sandbox.forgetCalls();
  const { body } = await app.send('GET', `/Users/${id}`);
  for (const answer of [
    await app.send('PATCH', `/Users/${id}`, replace({ userName: 'ann.married' })),
    await app.send('PUT', `/Users/${id}`, { ...body, userName: 'ann.married' }),
  ]) {
    expect(answer).toMatchObject({ status: 400, body: { scimType: 'mutability' } });
  }
  expect(writes(sandbox)).toEqual([]);
  expect((await app.send('GET', `/Users/${id}`)).body['userName']).toBe('ann');
});

test('quirk 6: what Secret Server ignores with a 200 is no 200 of ours', async () => {
  const { app, sandbox, idOf, groupId, patch } = await groupStage();
  const [id, group] = [Number(idOf('ann')), groupId('Help Desk')];
  const user = {
    id,
    userName: 'ann',
    displayName: 'Ann Reed',
    emailAddress: null,
    enabled: true,
    domainId: -1,
  };
  const unchanged = {
    id: Number(group),
    name: 'Help Desk',
    enabled: true,
    domainId: -1,
    synchronized: false,
  };
  const answering = (body: object) => ({ kind: 'status', status: 200, body }) as const;
  sandbox.fault({ method: 'PATCH', path: `/v1/users/${String(id)}`, effect: answering(user) });
  sandbox.fault({ method: 'PATCH', path: `/v1/groups/${group}`, effect: answering(unchanged) });
  expect((await app.send('PATCH', `/Users/${String(id)}`, replace({ displayName: 'Ann B.' }))).status).toBe(
    400,
  );
  expect((await app.send('PATCH', `/Users/${String(id)}`, replace({ active: false }))).status).toBe(409);
  expect((await patch(group, { op: 'replace', value: { displayName: 'Other' } })).status).toBe(400);
});

test.each(['yes', 'no-405', 'no-404'] as const)(
  'quirk 7: a change of one value leaves all others as they were (PATCH %s)',
  async (patch) => {
    const stage = await groupStage({ sandbox: { switches: { patch } } });
    const { app, sandbox } = stage;
    const before = sandbox.userByName('two.factor');
    const id = stage.idOf('two.factor');
    const owners = sandbox.addGroup({ name: 'Owners' });
    sandbox.setMembers(owners.id, [sandbox.accountId]);
    const groupBefore = sandbox.changeGroup(Number(stage.groupId('Night Shift')), {
      ownerGroupIds: [owners.id],
    });
    expect((await app.send('PATCH', `/Users/${id}`, replace({ displayName: 'Tilda T.' }))).status).toBe(200);
    expect(sandbox.userByName('two.factor')).toEqual({ ...before, displayName: 'Tilda T.' });
    const rename = { op: 'replace', value: { displayName: 'Late Shift' } };
    expect((await stage.patch(String(groupBefore.id), rename)).status).toBe(200);
    expect(sandbox.group(groupBefore.id)).toEqual({ ...groupBefore, name: 'Late Shift' });
  },
);

describe('quirk 12', () => {
  test('a user whom Okta sends without a password gets one that fits the policy, shown or hidden', async () => {
    const settings = { passwordMinimumLength: 24 };
    const { app, sandbox } = await groupStage({ sandbox: { settings } });
    const { password: _, ...without } = person('nobody') as Record<string, unknown>;
    expect((await app.send('POST', '/Users', without)).status).toBe(201);
    for (let n = 0; n < 30; n += 1) {
      expect((await app.send('POST', '/Users', person(`p${String(n)}`))).status).toBe(201);
    }
    expect(writes(sandbox)).toHaveLength(31);
    const made = sandbox.users().slice(-31);
    expect(new Set(made.map(({ passwordDigest }) => passwordDigest)).size).toBe(31);
  });

  test('one that is refused is followed by a fresh one, three times at most', async () => {
    const { app, sandbox } = await groupStage();
    const body = { message: 'The password does not meet the policy.' };
    const refuse = (times: number) =>
      sandbox.fault({
        method: 'POST',
        path: '/v1/users',
        times,
        effect: { kind: 'status', status: 400, body },
      });
    const twice = refuse(2);
    expect((await app.send('POST', '/Users', person('late'))).status).toBe(201);
    expect(twice.hits).toBe(2);
    const always = refuse(99);
    expect((await app.send('POST', '/Users', person('never'))).status).toBe(400);
    expect(always.hits).toBe(3);
  });
});

test.each(switches.licenceExhausted)(
  'quirk 13: without a free licence a create or enable is never a success, and is not tried on and on (%s)',
  async (licenceExhausted) => {
    const { app, sandbox, idOf } = await groupStage({ sandbox: { switches: { licenceExhausted } } });
    const taken = sandbox
      .users()
      .filter(({ enabled, isApplicationAccount }) => enabled && !isApplicationAccount);
    sandbox.configure({ licences: taken.length });
    sandbox.forgetCalls();
    const created = await app.send('POST', '/Users', person('too.many'));
    expect(created.status).toBe(403);
    expect(created.body.detail).toContain('licence');
    expect(writes(sandbox)).toHaveLength(1);
    const enabled = await app.send('PATCH', `/Users/${idOf('left.local')}`, replace({ active: true }));
    expect(enabled.status).toBeGreaterThanOrEqual(400);
    expect(enabled.status).not.toBe(429);
    expect(enabled.body.detail).toContain('licen');
    expect((await app.send('GET', `/Users/${idOf('left.local')}`)).body['active']).toBe(false);
  },
);
