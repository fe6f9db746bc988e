import { describe, expect, test } from 'vitest';
import { onStage, person, replace } from './stage.ts';

type OneStage = Awaited<ReturnType<typeof onStage>>;

const refresh = (stage: OneStage, acceptRemovals = false) =>
  stage.host.calls['import.run']({ acceptRemovals });

const activeCount = async (stage: OneStage): Promise<number> => {
  const { body } = await stage.okta1.send('GET', '/Users?count=1000');
  return (body.Resources ?? []).filter((user) => user['active'] === true).length;
};

const groupCount = async (stage: OneStage): Promise<number> =>
  (await stage.okta1.send('GET', '/Groups?count=0')).body.totalResults ?? -1;

function disableByHand(stage: OneStage, many: number): void {
  const enabled = stage.sandbox.users().filter((user) => user.enabled && !user.isApplicationAccount);
  for (const { id } of enabled.slice(0, many)) stage.sandbox.change(id, { enabled: false });
}

function disableGroupsByHand(stage: OneStage, many: number): void {
  const enabled = stage.sandbox.groups().filter((group) => group.enabled && group.name !== 'Everyone');
  for (const { id } of enabled.slice(0, many)) stage.sandbox.changeGroup(id, { enabled: false });
}

describe('users who were disabled by hand', () => {
  test('arrive by themselves while they are few', async () => {
    const stage = await onStage();
    disableByHand(stage, 5);
    expect(await refresh(stage)).toMatchObject({ users: { removed: 5 }, held: { usersDisabled: 0 } });
    expect(await activeCount(stage)).toBe(52);
  });

  test('are held when they are more than a tenth, until a person accepts them', async () => {
    const stage = await onStage();
    disableByHand(stage, 8);
    stage.sandbox.addUser({ userName: 'by.hand' });
    expect(await refresh(stage)).toMatchObject({
      users: { added: 1, removed: 0 },
      held: { usersDisabled: 8 },
    });
    expect(await activeCount(stage)).toBe(58);
    expect(await stage.host.calls['status.get']()).toMatchObject({
      state: 'Needs attention',
      problems: [{ code: 'SS-MANY', title: expect.stringContaining('8 users disabled') }],
    });
    // Still held the next time, and shown with everything else that is true.
    expect(await refresh(stage)).toMatchObject({ held: { usersDisabled: 8 } });

    expect(await refresh(stage, true)).toMatchObject({ users: { removed: 8 }, held: { usersDisabled: 0 } });
    expect(await activeCount(stage)).toBe(50);
    expect(await stage.host.calls['status.get']()).toMatchObject({ state: 'Running', problems: [] });
  });

  test('are held when they are more than 25, however many there are', async () => {
    const stage = await onStage({ sandbox: { size: { users: 400 } } });
    disableByHand(stage, 26);
    expect(await refresh(stage)).toMatchObject({ held: { usersDisabled: 26 } });
    expect(await activeCount(stage)).toBe(400);
  });

  test('are accepted although an import was running when the person said so', async () => {
    const stage = await onStage();
    disableByHand(stage, 8);
    const slow = stage.sandbox.fault({
      method: 'GET',
      path: '/v1/groups',
      times: 1,
      effect: { kind: 'latency', ms: 200 },
    });
    const running = refresh(stage);
    await expect.poll(() => slow.hits).toBe(1);
    const accepted = await refresh(stage, true);
    expect((await running).held.usersDisabled).toBe(8);
    expect(accepted.held.usersDisabled).toBe(0);
    expect(await activeCount(stage)).toBe(49);
  });

  test('do not count when the client disabled them', async () => {
    const stage = await onStage();
    for (let n = 0; n < 10; n += 1) {
      const { body } = await stage.okta1.send('POST', '/Users', person(`crowd${String(n)}`));
      await stage.okta1.send('PATCH', `/Users/${String(body.id)}`, replace({ active: false }));
    }
    expect(await refresh(stage)).toMatchObject({ held: { usersDisabled: 0 }, users: { removed: 0 } });
  });

  test('are enabled again at once when held ones are enabled by hand', async () => {
    const stage = await onStage();
    disableByHand(stage, 8);
    await refresh(stage);
    for (const user of stage.sandbox.users()) stage.sandbox.change(user.id, { enabled: true });
    expect(await refresh(stage)).toMatchObject({ held: { usersDisabled: 0 } });
  });
});

describe('groups that are gone', () => {
  test('leave by themselves while they are few', async () => {
    const stage = await onStage();
    disableGroupsByHand(stage, 1);
    expect(await refresh(stage)).toMatchObject({
      groups: { scanned: 18, removed: 1 },
      held: { groupsGone: 0 },
    });
    expect(await groupCount(stage)).toBe(18);
  });

  test('are held when they are more than a tenth, until a person accepts them', async () => {
    const stage = await onStage();
    disableGroupsByHand(stage, 3);
    expect(await refresh(stage)).toMatchObject({ groups: { removed: 0 }, held: { groupsGone: 3 } });
    expect(await groupCount(stage)).toBe(19);
    expect(await refresh(stage, true)).toMatchObject({ groups: { removed: 3 }, held: { groupsGone: 0 } });
    expect(await groupCount(stage)).toBe(16);
  });

  test('take their memberships from what users show, and give them back', async () => {
    const stage = await onStage();
    const hana = `/Users/${String(stage.sandbox.userByName('hana.sato')?.id)}`;
    const group = Number(stage.sandbox.groupByName('Engineering')?.id);
    stage.sandbox.changeGroup(group, { enabled: false });
    await refresh(stage);
    expect((await stage.okta1.send('GET', hana)).body['groups']).toEqual([]);
    stage.sandbox.changeGroup(group, { enabled: true });
    await refresh(stage);
    expect((await stage.okta1.send('GET', hana)).body['groups']).toMatchObject([{ display: 'Engineering' }]);
  });
});
