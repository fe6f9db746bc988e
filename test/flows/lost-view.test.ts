import { describe, expect, test } from 'vitest';
import { connectorRights } from '../sandbox/rights.ts';
import { groupStage, helpDesk, removing } from './group-stage.ts';
import { onStage, person, replace } from './stage.ts';
import type { Stage } from './world.ts';

const later = { status: 429, retryAfter: '300' };
const withoutTeams = connectorRights.filter((right) => !right.startsWith('Unrestricted'));

/** Somebody whom the account no longer sees once its right is gone. */
async function unseen() {
  const stage = await onStage();
  const id = stage.sandbox.addUser({ userName: 'other.team', inTeam: false }).id;
  await stage.host.calls['import.run']({});
  const path = `/Users/${String(id)}`;
  return { ...stage, id, path };
}

describe('who is known and is not shown any more is out of sight, not gone', () => {
  test.each([
    ['a first write', false],
    ['a later write', true],
  ])('%s waits, and a deactivation is kept', async (_, linked) => {
    const { okta1, sandbox, host, id, path } = await unseen();
    if (linked) await okta1.send('PATCH', path, replace({ displayName: 'Other Team' }));
    sandbox.setRights(withoutTeams);
    expect(await okta1.send('PATCH', path, replace({ displayName: 'O.' }))).toMatchObject(later);
    expect(await okta1.send('PATCH', path, replace({ active: false }))).toMatchObject(later);
    expect(await host.calls['status.get']()).toMatchObject({ problems: [{ code: 'SS-RIGHT' }] });
    sandbox.setRights(connectorRights);
    await host.calls['import.run']({});
    expect(sandbox.user(id)?.enabled).toBe(false);
    expect((await okta1.send('PATCH', path, replace({ displayName: 'O.' }))).status).toBe(200);
  });

  test('a member is not taken for removed', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox, host } = stage;
    for (const name of ['ann', 'bsmith', 'amelia.stone'])
      sandbox.change(Number(idOf(name)), { inTeam: name !== 'ann' });
    sandbox.changeGroup(Number(id), { inTeam: true });
    sandbox.setRights(withoutTeams);
    expect(await stage.patch(id, removing(idOf('ann')))).toMatchObject(later);
    sandbox.setRights(connectorRights);
    await host.calls['import.run']({});
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith']);
  });

  test('a group is not taken for deleted', async () => {
    const { id, app, sandbox, host } = await helpDesk();
    sandbox.changeGroup(Number(id), { inTeam: false });
    sandbox.setRights(withoutTeams);
    expect(await app.send('DELETE', `/Groups/${id}`)).toMatchObject(later);
    expect(sandbox.group(Number(id))?.enabled).toBe(true);
    sandbox.setRights(connectorRights);
    await host.calls['import.run']({});
    expect(sandbox.group(Number(id))?.enabled).toBe(false);
  });
});

describe('where the right comes back between the look and the check of it, nothing is missed', () => {
  const whileChecked = ({ sandbox }: Pick<Stage, 'sandbox'>): void => {
    sandbox.setRights(withoutTeams);
    sandbox.watch(async (moment, { path }) => {
      if (moment === 'arrived' && path === '/v1/users/current') sandbox.setRights(connectorRights);
      await Promise.resolve();
    });
  };

  test('a member is removed', async () => {
    const stage = await helpDesk();
    const { id, idOf, sandbox } = stage;
    for (const name of ['ann', 'bsmith', 'amelia.stone'])
      sandbox.change(Number(idOf(name)), { inTeam: name !== 'ann' });
    sandbox.changeGroup(Number(id), { inTeam: true });
    whileChecked(stage);
    expect(await stage.patch(id, removing(idOf('ann')))).toMatchObject({ status: 200 });
    expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith']);
  });

  test('a group is deleted', async () => {
    const { id, app, sandbox } = await helpDesk();
    sandbox.changeGroup(Number(id), { inTeam: false });
    whileChecked({ sandbox });
    expect(await app.send('DELETE', `/Groups/${id}`)).toMatchObject({ status: 204 });
    expect(sandbox.group(Number(id))?.enabled).toBe(false);
  });

  test('a user is disabled', async () => {
    const stage = await unseen();
    whileChecked(stage);
    const { okta1, sandbox, id, path } = stage;
    expect(await okta1.send('PATCH', path, replace({ active: false }))).toMatchObject({ status: 200 });
    expect(sandbox.user(id)?.enabled).toBe(false);
  });
});

test('a list of members that answers 404 once is no empty list', async () => {
  const stage = await helpDesk();
  const { id, idOf, sandbox } = stage;
  sandbox.fault({ method: 'GET', path: /users$/, times: 1, effect: { kind: 'status', status: 404 } });
  const first = await stage.patch(id, removing(idOf('ann')));
  expect(first.status).toBe(429);
  expect((await stage.patch(id, removing(idOf('ann')))).status).toBe(200);
  expect(stage.inside(id)).toEqual(['amelia.stone', 'bsmith']);
});

test('where empty lists are 404, a group without members is found empty', async () => {
  const stage = await groupStage({ sandbox: { switches: { emptySearch: '404' } } });
  const { id } = (await stage.post('Vault Ops')).body;
  expect(
    (await stage.patch(String(id), { op: 'add', path: 'members', value: [{ value: stage.idOf('ann') }] }))
      .status,
  ).toBe(200);
  expect(stage.inside(String(id))).toEqual(['ann']);
});

/** Grace was made after the backup that is back now. */
async function restored() {
  // The date of creation tells people apart.
  let now = Date.now();
  const stage = await onStage({ sandbox: { now: () => now } });
  const restore = stage.sandbox.backUp();
  const made = await stage.okta1.send('POST', '/Users', person('grace'));
  const path = `/Users/${String(made.body.id)}`;
  const present = stage.sandbox.backUp();
  restore();
  now += 60_000;
  return { ...stage, path, id: Number(made.body.id), bringBack: present };
}

describe('a Secret Server that was restored from an older backup, whose token is still good', () => {
  test('a write to somebody who is missing there finds out, and from then on every write waits', async () => {
    const { okta1, sandbox, host, path, id, bringBack } = await restored();
    expect(await okta1.send('PATCH', path, replace({ active: false }))).toMatchObject(later);
    const ann = `/Users/${String(sandbox.userByName('ann')?.id)}`;
    expect(await okta1.send('PATCH', ann, replace({ displayName: 'Ann' }))).toMatchObject(later);
    expect(await okta1.send('POST', '/Users', person('hopper'))).toMatchObject(later);
    expect(await host.calls['status.get']()).toMatchObject({
      state: 'Blocked',
      problems: [{ code: 'SS-OTHER' }],
    });
    bringBack();
    await host.calls['secretServer.connect']({ url: sandbox.url, ...sandbox.account });
    await host.calls['import.run']({});
    expect(sandbox.user(id)?.enabled).toBe(false);
  });

  test('an import finds out and changes nothing', async () => {
    const { okta1, host, path } = await restored();
    await expect(host.calls['import.run']({})).rejects.toThrow();
    expect((await okta1.send('GET', path)).body).toMatchObject({ active: true, displayName: 'Ada grace' });
    expect(await host.calls['status.get']()).toMatchObject({
      state: 'Blocked',
      problems: [{ code: 'SS-OTHER' }],
    });
  });

  test('a new user who gets the number of somebody known is given to nobody', async () => {
    const { okta1, sandbox, host } = await restored();
    const answer = await okta1.send('POST', '/Users', person('hopper'));
    expect(answer.status).toBe(429);
    expect(sandbox.userByName('hopper@example.com')?.id).toBeDefined();
    expect(await host.calls['status.get']()).toMatchObject({ state: 'Blocked' });
  });
});
