import { describe, expect, test } from 'vitest';
import { apply, everything, jobIn, preview, rowOf, rowsOf } from './job-stage.ts';
import { onStage, person, read, replace, writes } from './stage.ts';

type OneStage = Awaited<ReturnType<typeof onStage>>;

/** Every row that clients can see. */
const mirror = (stage: OneStage): unknown[] => [
  ...read(stage.dataDir, 'SELECT id, revision, enabled, json, groups_json FROM users ORDER BY id'),
  ...read(stage.dataDir, 'SELECT id, revision, json, members_json FROM groups ORDER BY id'),
];

const idOf = (stage: OneStage, name: string): number => Number(stage.sandbox.userByName(name)?.id);

const groupOf = (stage: OneStage, name: string): number => Number(stage.sandbox.groupByName(name)?.id);

/** What a person did in Secret Server since the last refresh: one of each. */
async function changedByHand() {
  const stage = await onStage();
  const { sandbox } = stage;
  const made = sandbox.addUser({ userName: 'by.hand', displayName: 'Bo Hand' });
  sandbox.change(idOf(stage, 'hana.sato'), { displayName: 'Hana Changed', emailAddress: null });
  sandbox.change(idOf(stage, 'ivan.petrov'), { enabled: false });
  sandbox.setMembers(groupOf(stage, 'Finance'), [idOf(stage, 'hana.sato'), made.id]);
  sandbox.changeGroup(groupOf(stage, 'Help Desk'), { enabled: false });
  sandbox.addGroup({ name: 'Fresh' });
  return { ...stage, made };
}

describe('a preview', () => {
  test('tells what is new, updated and gone, and why the rest is left out, and changes nothing', async () => {
    const stage = await changedByHand();
    const before = mirror(stage);
    const job = await preview(stage.host);
    expect(job).toMatchObject({
      kind: 'import',
      by: 'kim',
      plan: { counts: { New: 2, Updated: 2, Gone: 2 }, ticked: 4, stale: 0, limit: null },
    });
    const rows = await rowsOf(stage.host);
    expect(rows['by.hand']).toMatchObject({ kind: 'New', ticked: true, name: 'Bo Hand', type: 'User' });
    expect(rows['hana.sato']).toMatchObject({ kind: 'Updated', ticked: true });
    expect(rows['ivan.petrov']).toMatchObject({
      kind: 'Gone',
      ticked: false,
      why: 'Disabled in Secret Server',
    });
    expect(rows['Help Desk']).toMatchObject({ kind: 'Gone', ticked: false, type: 'Group' });
    expect(rows['Fresh']).toMatchObject({ kind: 'New', type: 'Group' });
    expect(rows['Finance']).toMatchObject({ kind: 'Updated' });
    expect(rows['Everyone']).toMatchObject({ kind: 'Skipped', why: 'Everybody is in it', ticked: null });
    expect(rows['svc-scim']).toMatchObject({ kind: 'Skipped', why: expect.stringContaining('signs in') });
    expect(rows['svc-reports']).toMatchObject({
      kind: 'Skipped',
      why: expect.stringContaining('Application'),
    });
    expect(Object.values(rows)).toContainEqual(
      expect.objectContaining({ kind: 'Skipped', why: 'Disabled user' }),
    );
    expect(mirror(stage)).toEqual(before);
    expect(writes(stage)).toEqual([]);
  });

  test('shows each row attribute by attribute, here and there', async () => {
    const stage = await changedByHand();
    await preview(stage.host);
    const user = await stage.host.calls['plan.row']({ id: (await rowOf(stage.host, 'hana.sato')).id });
    expect(user.differences).toEqual([
      { attribute: 'displayName', here: 'Hana Sato', there: 'Hana Changed', changed: true },
      { attribute: 'emails', here: 'hana.sato@example.com', there: null, changed: true },
      { attribute: 'userName', here: 'hana.sato', there: 'hana.sato', changed: false },
      { attribute: 'active', here: 'true', there: 'true', changed: false },
    ]);
    const group = await stage.host.calls['plan.row']({ id: (await rowOf(stage.host, 'Finance')).id });
    expect(group.differences).toContainEqual(
      expect.objectContaining({ attribute: 'members', here: null, there: 'hana.sato, by.hand' }),
    );
  });

  test.for([
    ['users only', { groups: false }, 'Finance', undefined],
    ['groups only', { users: false }, 'by.hand', undefined],
    ['a group by its text', { groupText: 'fres' }, 'Finance', 'Its name does not hold "fres"'],
    ['a domain', { domains: ['CORP'] }, 'by.hand', 'Local account, not chosen'],
  ] as const)('of %s leaves out the rest', async ([, over, name, why]) => {
    const stage = await changedByHand();
    const choice = { ...everything, ...over, ...('domains' in over ? { domains: [...over.domains] } : {}) };
    await preview(stage.host, choice);
    const row = (await rowsOf(stage.host))[name];
    if (why === undefined) expect(row).toBeUndefined();
    else expect(row).toMatchObject({ kind: 'Skipped', why });
  });

  test('of inactive users too brings the ones that are new', async () => {
    const stage = await onStage();
    stage.sandbox.addUser({ userName: 'left.already', enabled: false });
    await preview(stage.host, { ...everything, inactive: true });
    expect(await rowOf(stage.host, 'left.already')).toMatchObject({ kind: 'New' });
    await apply(stage.host);
    expect(read(stage.dataDir, "SELECT enabled FROM users WHERE user_name = 'left.already'")).toEqual([
      { enabled: 0 },
    ]);
  });

  test('is found in by kind and text, page by page', async () => {
    const stage = await onStage();
    await preview(stage.host);
    const all = await stage.host.calls['plan.rows']({ kind: 'No change', limit: 10 });
    expect(all).toMatchObject({ total: 76 });
    expect(all.rows).toHaveLength(10);
    const rest = await stage.host.calls['plan.rows']({ kind: 'No change', offset: 70, limit: 10 });
    expect(rest.rows).toHaveLength(6);
    const found = await stage.host.calls['plan.rows']({ text: 'HANA' });
    expect(found.rows.map(({ signInName }) => signInName)).toEqual(['hana.sato']);
  });

  test('is exported with its differences, and no name becomes a formula', async () => {
    const stage = await changedByHand();
    stage.sandbox.change(idOf(stage, 'hana.sato'), { displayName: '=HYPERLINK("x")' });
    await preview(stage.host);
    const file = await stage.host.calls['plan.export']();
    expect(file).toMatchObject({
      mediaType: 'text/csv; charset=utf-8',
      fileName: expect.stringMatching(/csv$/),
    });
    const line = file.text.split('\r\n').find((text) => text.includes('hana.sato,'));
    expect(line).toMatch(
      /^Updated,User,\d+,"'=HYPERLINK\(""x""\)",hana\.sato,,yes,no,"displayName: Hana Sato \| =H/,
    );
  });
});

describe('applying a preview', () => {
  test('brings what is ticked, and nothing else', async () => {
    const stage = await changedByHand();
    await preview(stage.host);
    const { id } = await rowOf(stage.host, 'hana.sato');
    expect(await stage.host.calls['plan.tick']({ ids: [id], ticked: false })).toMatchObject({ ticked: 3 });
    const job = await apply(stage.host);
    expect(job).toMatchObject({ stage: 'Done', plan: null, result: { done: 3, failed: 0, leftOut: 0 } });
    expect(job.result?.sentence).toBe(
      '57 users scanned: 1 new, 0 updated, 55 unchanged, 0 removed. 19 groups scanned: 1 new, 1 updated, 17 unchanged, 0 removed.',
    );
    const shown = await stage.okta1.send('GET', `/Users/${String(stage.made.id)}`);
    expect(shown.body).toMatchObject({ displayName: 'Bo Hand', groups: [{ display: 'Finance' }] });
    const hana = await stage.okta1.send('GET', `/Users/${String(idOf(stage, 'hana.sato'))}`);
    expect(hana.body).toMatchObject({ displayName: 'Hana Sato' });
    const ivan = await stage.okta1.send('GET', `/Users/${String(idOf(stage, 'ivan.petrov'))}`);
    expect(ivan.body).toMatchObject({ active: true });
    expect(writes(stage)).toEqual([]);
  });

  test('tells every window what is ticked', async () => {
    const stage = await changedByHand();
    await preview(stage.host);
    const { id } = await rowOf(stage.host, 'hana.sato');
    const told: unknown[] = [];
    stage.host.events.on('job', (job) => told.push(job?.plan));
    const plan = await stage.host.calls['plan.tick']({ ids: [id], ticked: false });
    expect(told).toEqual([plan]);
    const unfit = (await rowOf(stage.host, 'Everyone')).id;
    await expect(stage.host.calls['plan.tick']({ ids: [unfit], kind: 'Gone', ticked: true })).rejects.toThrow(
      'cannot be ticked',
    );
    expect(told).toHaveLength(1);
    expect((await rowOf(stage.host, 'ivan.petrov')).ticked).toBe(false);
  });

  test('takes away what is ticked as gone: disabled users, and those whom nobody sees any more', async () => {
    const stage = await changedByHand();
    const hidden = idOf(stage, 'hana.sato');
    stage.sandbox.removeUser(hidden);
    await preview(stage.host);
    expect(await rowOf(stage.host, 'hana.sato')).toMatchObject({
      kind: 'Gone',
      why: 'Secret Server no longer shows this user',
    });
    await stage.host.calls['plan.tick']({ kind: 'Gone', ticked: true });
    expect(await apply(stage.host)).toMatchObject({ stage: 'Done', result: { failed: 0, leftOut: 0 } });
    const ivan = await stage.okta1.send('GET', `/Users/${String(idOf(stage, 'ivan.petrov'))}`);
    expect(ivan.body).toMatchObject({ active: false });
    expect((await stage.okta1.send('GET', `/Users/${String(hidden)}`)).status).toBe(404);
    expect((await stage.okta1.send('GET', `/Groups/${String(groupOf(stage, 'Help Desk'))}`)).status).toBe(
      404,
    );
  });

  test('holds at the limit until the number is confirmed', async () => {
    const stage = await onStage();
    const enabled = stage.sandbox.users().filter((user) => user.enabled && !user.isApplicationAccount);
    for (const { id } of enabled.slice(0, 8)) stage.sandbox.change(id, { enabled: false });
    await preview(stage.host);
    const plan = await stage.host.calls['plan.tick']({ kind: 'Gone', ticked: true });
    expect(plan.limit).toEqual({
      removals: 8,
      of: 57 + 19,
      sentence:
        'This would mark 8 of 57 users as gone. Usual cause: a filter or a lost right of the application account.',
    });
    for (const removals of [undefined, 7]) {
      await expect(stage.host.calls['plan.apply']({ by: 'kim', removals })).rejects.toMatchObject({
        code: 'SS-MANY',
      });
    }
    expect(await apply(stage.host, 8)).toMatchObject({ stage: 'Done', result: { done: 8 } });
    // What was held back is accepted, so nothing is a problem any more.
    await expect.poll(async () => (await stage.host.calls['status.get']()).problems).toEqual([]);
  });

  test('leaves out what a client changed since the preview', async () => {
    const stage = await changedByHand();
    const hana = idOf(stage, 'hana.sato');
    await preview(stage.host);
    await stage.okta1.send('PATCH', `/Users/${String(hana)}`, replace({ displayName: 'Hana by Okta' }));
    expect(await rowOf(stage.host, 'hana.sato')).toMatchObject({ stale: true });
    expect((await stage.host.calls['job.get']())?.plan).toMatchObject({ stale: 1, ticked: 3 });
    expect(await apply(stage.host)).toMatchObject({ stage: 'Done', result: { done: 3, leftOut: 1 } });
    const shown = await stage.okta1.send('GET', `/Users/${String(hana)}`);
    expect(shown.body).toMatchObject({ displayName: 'Hana by Okta' });
  });

  test('leaves out what changed in Secret Server since the preview', async () => {
    const stage = await changedByHand();
    const hana = idOf(stage, 'hana.sato');
    await preview(stage.host);
    stage.sandbox.change(hana, { displayName: 'Hana once more' });
    stage.sandbox.setMembers(groupOf(stage, 'Finance'), []);
    expect(await apply(stage.host)).toMatchObject({ stage: 'Done', result: { done: 2, leftOut: 2 } });
    const shown = await stage.okta1.send('GET', `/Users/${String(hana)}`);
    expect(shown.body).toMatchObject({ displayName: 'Hana Sato' });
  });

  test('goes on while changes of clients are paused', async () => {
    const stage = await changedByHand();
    await stage.host.calls['pause.begin']({ by: 'kim' });
    await preview(stage.host);
    expect(await apply(stage.host)).toMatchObject({ stage: 'Done' });
  });

  test('needs a preview, and something ticked', async () => {
    const stage = await onStage();
    await expect(stage.host.calls['plan.apply']({ by: 'kim' })).rejects.toMatchObject({ code: 'APP-INPUT' });
    await preview(stage.host);
    await expect(stage.host.calls['plan.apply']({ by: 'kim' })).rejects.toThrow('No row is ticked');
    const { id } = await rowOf(stage.host, 'Everyone');
    await expect(stage.host.calls['plan.tick']({ ids: [id], ticked: true })).rejects.toThrow(
      'cannot be ticked',
    );
    await expect(stage.host.calls['plan.row']({ id: 9_999 })).rejects.toThrow('no row 9999');
  });
});

test('a user who was made by a client while the preview was read is no row of it', async () => {
  const stage = await onStage();
  const slow = stage.sandbox.fault({
    method: 'GET',
    path: '/v1/groups',
    times: 1,
    effect: { kind: 'latency', ms: 200 },
  });
  await stage.host.calls['import.preview']({ choice: everything, by: 'kim' });
  await expect.poll(() => slow.hits).toBe(1);
  await stage.okta1.send('POST', '/Users', person('grace'));
  await jobIn(stage.host, 'Review');
  expect(await rowsOf(stage.host)).not.toHaveProperty('grace@example.com');
});
