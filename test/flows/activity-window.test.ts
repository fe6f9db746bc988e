import { describe, expect, onTestFinished, test } from 'vitest';
import { rowsOf } from './activity-stage.ts';
import { restartable } from './restart-stage.ts';
import { onStage, person, replace } from './stage.ts';

describe('numbers', () => {
  test('tell what happened today, and how fast Secret Server was', async () => {
    const { host, okta1, sandbox } = await onStage();
    const { id } = (await okta1.send('POST', '/Users', person('grace'))).body;
    await okta1.send('GET', `/Users/${String(id)}`);
    await okta1.send('GET', '/Users?count=1');
    await okta1.send('GET', '/Users/4711');
    await okta1.send('PATCH', `/Users/${String(id)}`, replace({ userName: 'other' }));
    // Setting up and importing are in Activity too, but are no changes.
    const filter = { results: ['Done'], sources: ['Client', 'Resync'] } as const;
    const { rows } = await host.calls['activity.list']({ filter });
    expect(rows).toHaveLength(1);
    const numbers = await host.calls['activity.numbers']();
    expect(numbers.today).toEqual({ Done: 1, 'No change': 0, Skipped: 0, Failed: 1, Waiting: 0 });
    expect(numbers.week).toEqual(numbers.today);
    expect(numbers.readsToday).toBe(2);
    expect(numbers.hours).toHaveLength(24);
    expect(numbers.hours.at(-1)?.latencyP95).toBeGreaterThan(0);
    expect(numbers.users).toEqual({ linked: 1, notLinked: expect.any(Number) });
    const listed = await okta1.send('GET', '/Users?count=0');
    expect(numbers.users.notLinked).toBe(Number(listed.body.totalResults) - 1);
    expect(sandbox.groups().length).toBeGreaterThan(numbers.groups.notLinked);
  });

  test('outlive a restart', async () => {
    const { host, okta, again } = await restartable();
    await okta.send('POST', '/Users', person('grace'));
    await host.stop();
    const second = await again();
    expect((await second.calls['activity.numbers']()).today.Done).toBe(1);
  });
});

describe('failed changes', () => {
  test('are a problem until the same user goes well', async () => {
    const { host, okta1, sandbox } = await onStage();
    const path = `/Users/${String(sandbox.userByName('hana.sato')?.id)}`;
    await okta1.send('PATCH', path, replace({ userName: 'other' }));
    // A second later at most: what is refused is written down behind the answer.
    await expect
      .poll(async () => (await host.calls['status.get']()).sentence, { timeout: 5_000 })
      .toBe('SCIM Tray: 1 change failed');
    expect((await host.calls['status.get']()).state).toBe('Needs attention');
    await okta1.send('PATCH', path, replace({ title: 'Admiral' }));
    expect((await host.calls['status.get']()).sentence).toMatch(
      /^SCIM Tray: running\. 1 change today, last \d\d:\d\d$/,
    );
    expect((await rowsOf(host)).map(({ dealtWith }) => dealtWith)).toEqual([true, false]);
  });

  test('are a problem until a person has dealt with them', async () => {
    const { host, okta1, sandbox } = await onStage();
    for (const name of ['hana.sato', 'ann']) {
      await okta1.send(
        'PATCH',
        `/Users/${String(sandbox.userByName(name)?.id)}`,
        replace({ userName: 'other' }),
      );
    }
    const open = { results: ['Failed'], dealtWith: false } as const;
    const { rows } = await host.calls['activity.list']({ filter: open });
    expect(rows).toHaveLength(2);
    expect(await host.calls['activity.dismiss']({ ids: [Number(rows[0]?.id)] })).toEqual({ dismissed: 1 });
    expect((await host.calls['activity.list']({ filter: open })).rows).toHaveLength(1);
    expect(await host.calls['activity.dismiss']({})).toEqual({ dismissed: 1 });
    expect((await host.calls['status.get']()).state).toBe('Running');
  });
});

test('what a person does has rows too, with who did it', async () => {
  const { host, okta1, sandbox } = await onStage();
  const id = Number(sandbox.userByName('hana.sato')?.id);
  await okta1.send('PATCH', `/Users/${String(id)}`, replace({ externalId: '00uHana' }));
  await host.calls['pause.begin']({ minutes: 30, by: 'kim' });
  await host.calls['pause.end']();
  await host.calls['people.unlink']({ type: 'User', id, endpoint: 'okta-testapp', by: 'kim' });
  await host.calls['protection.set']({ add: { users: ['hana.sato'] } });
  await host.calls['endpoints.replaceToken']({ name: 'okta-testapp', expiresInDays: 30 });
  const { rows } = await host.calls['activity.list']({ filter: { sources: ['You'] } });
  expect(rows.toReversed().map(({ action, sentence }) => `${action}: ${sentence}`)).toEqual([
    'Settings: The connection to Secret Server was tested and saved.',
    'Settings: The endpoint okta-testapp was added.',
    'Pause: kim paused changes for 30 minutes.',
    'Resume: Changes were resumed.',
    'Unlink: kim unlinked Hana Sato from okta-testapp.',
    'Settings: Who is protected from changes was changed.',
    'Settings: The token of the endpoint okta-testapp was replaced.',
  ]);
});

test('an import has a row when it changed something', async () => {
  const { host, sandbox } = await onStage();
  const filter = { sources: ['Import'] } as const;
  await host.calls['import.run']({});
  const imports = async () =>
    (await host.calls['activity.list']({ filter })).rows.map(({ sentence }) => sentence);
  expect(await imports()).toEqual([
    expect.stringMatching(/^57 users scanned: 57 new, .* 19 groups scanned: 19 new, /),
  ]);
  sandbox.addUser({ userName: 'by.hand' });
  await host.calls['import.run']({});
  expect((await imports())[0]).toMatch(/^58 users scanned: 1 new, /);
});

test('a file holds what the filter finds', async () => {
  const { host, okta1 } = await onStage();
  await okta1.send('POST', '/Users', person('grace', { displayName: '=1+1' }));
  await okta1.send('POST', '/Users', person('hopper'));
  const filter = { text: 'grace' };
  const csv = await host.calls['activity.export']({ filter, format: 'csv' });
  expect(csv).toMatchObject({ rows: 1, complete: true });
  expect(csv.text).toContain(",'=1+1,grace@example.com,Done,");
  const json = await host.calls['activity.export']({ filter, format: 'json' });
  expect(JSON.parse(json.text)).toEqual((await host.calls['activity.list']({ filter })).rows);
});

test('whoever listens hears of the newest row', async () => {
  const { host, okta1 } = await onStage();
  const heard: number[] = [];
  onTestFinished(host.events.on('activity', ({ newest }) => void heard.push(newest)));
  await okta1.send('POST', '/Users', person('grace'));
  await expect.poll(() => heard.at(-1)).toBe((await rowsOf(host)).at(-1)?.id);
});

test('a row that is not there is a problem with a remedy', async () => {
  const { host } = await onStage();
  await expect(host.calls['activity.get']({ id: 4711 })).rejects.toMatchObject({ code: 'APP-INPUT' });
});
