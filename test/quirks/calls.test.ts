import { expect, test } from 'vitest';
import { groupStage, writes } from '../flows/group-stage.ts';
import { playJourney } from '../flows/journey.ts';
import { person, replace } from '../flows/stage.ts';
import { trueState } from '../flows/world.ts';
import { switches } from '../sandbox/switches.ts';

test.each(switches.expiredToken)(
  'quirk 14: a token that ran out (%s) is renewed once and the call made; a missing right is not',
  async (expiredToken) => {
    const { app, sandbox, idOf } = await groupStage({ sandbox: { switches: { expiredToken } } });
    const { id } = sandbox.addUser({ userName: 'by.hand' });
    sandbox.forgetCalls();
    sandbox.expireTokens();
    expect((await app.send('GET', `/Users/${String(id)}`)).status).toBe(200);
    expect(sandbox.grants).toBe(1);
    sandbox.expireTokens();
    const changed = await app.send('PATCH', `/Users/${idOf('ann')}`, replace({ displayName: 'Ann B.' }));
    expect(changed.status).toBe(200);
    expect(sandbox.userByName('ann')?.displayName).toBe('Ann B.');
    expect(sandbox.grants).toBe(2);
    sandbox.setRights(['View Users', 'View Groups', 'Unrestricted by Teams']);
    const refused = await app.send('PATCH', `/Users/${idOf('ann')}`, replace({ displayName: 'Ann C.' }));
    expect(refused.status).toBe(403);
    expect(sandbox.grants).toBe(2);
  },
);

test('quirk 15: a refused sign-in is not repeated: the account is not locked out', async () => {
  const { app, sandbox, host, patch, groupId, idOf } = await groupStage();
  sandbox.setPassword(sandbox.accountId, 'Changed-By-Hand_42!');
  sandbox.expireTokens();
  sandbox.forgetCalls();
  const add = { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] };
  const answers = await Promise.all([
    ...Array.from({ length: 10 }, (_, n) => app.send('GET', `/Users/${String(70_000 + n)}`)),
    ...Array.from({ length: 10 }, () => patch(groupId('Help Desk'), add)),
  ]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([429]));
  await expect(host.calls['import.run']({})).rejects.toThrow();
  expect(sandbox.grants).toBe(1);
  expect(sandbox.user(sandbox.accountId)?.isLockedOut).toBe(false);
});

test('quirk 15: many calls at the same time share one sign-in', async () => {
  const { app, sandbox } = await groupStage();
  const people = Array.from({ length: 20 }, (_, n) => sandbox.addUser({ userName: `by.hand.${String(n)}` }));
  sandbox.forgetCalls();
  sandbox.expireTokens();
  const answers = await Promise.all(people.map(({ id }) => app.send('GET', `/Users/${String(id)}`)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(sandbox.grants).toBe(1);
});

test.each([
  ['lost after it was done', { kind: 'dropAfter' }],
  ['never answered properly', { kind: 'status', status: 502 }],
] as const)('quirk 16: a write that was %s is looked up, not sent again', async (_, effect) => {
  const { app, sandbox, post, patch, groupId, idOf } = await groupStage();
  sandbox.fault({ method: 'POST', effect });
  sandbox.fault({ method: 'PATCH', effect });
  sandbox.forgetCalls();
  const done = effect.kind === 'dropAfter';
  const answers = [
    await app.send('POST', '/Users', person('once')),
    await app.send('PATCH', `/Users/${idOf('ann')}`, replace({ displayName: 'Ann B.' })),
    await post('Once', []),
    await patch(groupId('Help Desk'), { op: 'add', path: 'members', value: [{ value: idOf('joanna') }] }),
    await patch(groupId('Finance'), { op: 'replace', value: { displayName: 'Treasury' } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(done ? [201, 200, 201, 200, 200] : Array(5).fill(429));
  expect(writes(sandbox)).toHaveLength(5);
  expect(sandbox.userByName('once@example.com') !== undefined).toBe(done);
  expect(sandbox.groupByName('Treasury') !== undefined).toBe(done);
});

test('quirk 20: folders, secrets, reports and whatever cannot be undone are never called', async () => {
  const stage = await groupStage();
  const { sandbox } = stage;
  for (const [flavour, name] of [
    ['testapp', 'sam.rivers@example.com'],
    ['aiw', 'hana.sato'],
  ] as const) {
    const { okta } = await stage.okta(flavour, `journey-${flavour}`);
    const existing = sandbox.userByName(name);
    if (!existing) throw new Error('the seed lacks the person to link');
    for await (const step of playJourney({ okta, flavour, ...trueState(sandbox), existing })) {
      expect(step.broken).toBeUndefined();
    }
  }
  await stage.host.calls['import.run']({});
  const known =
    /^\/(oauth2\/token|v1\/(users|groups|roles|version|healthcheck|configuration|directory-services)(\/.*)?)$/;
  expect(sandbox.calls.length).toBeGreaterThan(50);
  expect(sandbox.calls.filter(({ path }) => !known.test(path)).map(({ path }) => path)).toEqual([]);
  const final = /delete-pii|bulk|folders|secrets|reports/;
  expect(sandbox.calls.filter(({ path }) => final.test(path))).toEqual([]);
  const written = new Set(writes(sandbox).map((call) => /^\w+ \/v1\/(\w+)/.exec(call)?.[1]));
  expect(written).toEqual(new Set(['groups', 'users']));
});
