import { describe, expect, test } from 'vitest';
import { intents, onStage, person, replace, writes } from './stage.ts';

const later = { status: 429, retryAfter: '300' };

async function withGrace() {
  const stage = await onStage();
  const made = await stage.okta1.send('POST', '/Users', person('grace'));
  const id = Number(made.body.id);
  const path = `/Users/${String(id)}`;
  stage.sandbox.forgetCalls();
  return {
    ...stage,
    id,
    path,
    user: () => stage.sandbox.user(id),
    shown: async () => (await stage.okta1.send('GET', path)).body,
    refresh: () => stage.host.calls['import.run']({}),
    open: () => intents(stage.dataDir).filter(({ state }) => state === 'open'),
  };
}

describe('while Secret Server is down, a deactivation', () => {
  test.each([
    ['PATCH', replace({ active: false })],
    ['PUT', person('grace', { active: false })],
    ['DELETE', undefined],
  ] as const)('by %s waits, is shown as asked, and is applied by itself', async (verb, body) => {
    const stage = await withGrace();
    await stage.sandbox.down();
    expect(await stage.okta1.send(verb, stage.path, body)).toMatchObject(later);
    expect(await stage.shown()).toMatchObject({ active: false });
    expect(stage.user()?.enabled).toBe(true);
    await stage.sandbox.up();
    await stage.refresh();
    expect(stage.user()?.enabled).toBe(false);
    expect(stage.open()).toEqual([]);
    expect((await stage.okta1.send('GET', stage.path)).status).toBe(verb === 'DELETE' ? 404 : 200);
  });

  test('as the first write of a client waits just so', async () => {
    const stage = await onStage();
    const id = Number(stage.sandbox.userByName('hana.sato')?.id);
    await stage.sandbox.down();
    expect(await stage.okta1.send('PATCH', `/Users/${String(id)}`, replace({ active: false }))).toMatchObject(
      later,
    );
    await stage.sandbox.up();
    await stage.host.calls['import.run']({});
    expect(stage.sandbox.user(id)?.enabled).toBe(false);
  });

  test('is applied before anything else that the client sends', async () => {
    const stage = await withGrace();
    await stage.sandbox.down();
    await stage.okta1.send('PATCH', stage.path, replace({ active: false }));
    await stage.sandbox.up();
    expect((await stage.okta1.send('PATCH', stage.path, replace({ displayName: 'Grace H.' }))).status).toBe(
      200,
    );
    expect(stage.user()).toMatchObject({ enabled: false, displayName: 'Grace H.' });
    expect(stage.open()).toEqual([]);
  });

  test('is turned back by a later request for active:true alone', async () => {
    const stage = await withGrace();
    await stage.sandbox.down();
    await stage.okta1.send('PATCH', stage.path, replace({ active: false }));
    await stage.sandbox.up();
    expect(await stage.okta1.send('PUT', stage.path, person('grace'))).toMatchObject({
      status: 200,
      body: { active: true },
    });
    await stage.refresh();
    expect(stage.user()?.enabled).toBe(true);
    expect(stage.open()).toEqual([]);
  });

  test('is turned back by a POST that revives the user', async () => {
    const stage = await withGrace();
    await stage.sandbox.down();
    await stage.okta1.send('DELETE', stage.path);
    await stage.sandbox.up();
    expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(201);
    await stage.refresh();
    expect(stage.user()?.enabled).toBe(true);
    expect(stage.open()).toEqual([]);
  });

  test('answers the retry with 200 once it has been applied', async () => {
    const stage = await withGrace();
    await stage.sandbox.down();
    await stage.okta1.send('PATCH', stage.path, replace({ active: false }));
    await stage.sandbox.up();
    await stage.refresh();
    expect((await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).status).toBe(200);
  });

  test('that is refused for good holds up no other, and the truth is shown', async () => {
    const stage = await withGrace();
    const other = await stage.okta1.send('POST', '/Users', person('hopper'));
    await stage.sandbox.down();
    for (const path of [stage.path, `/Users/${String(other.body.id)}`]) {
      await stage.okta1.send('PATCH', path, replace({ active: false }));
    }
    await stage.sandbox.up();
    const effect = { kind: 'status', status: 400, body: { message: 'No.' } } as const;
    stage.sandbox.fault({ method: 'PATCH', path: `/v1/users/${String(stage.id)}`, effect });
    await stage.refresh();
    expect(stage.sandbox.user(Number(other.body.id))?.enabled).toBe(false);
    expect(intents(stage.dataDir).map(({ state }) => state)).toEqual(['done', 'done', 'failed', 'done']);
    expect(await stage.shown()).toMatchObject({ active: true });
  });

  test('that breaks Secret Server each time holds up no other, and goes on being shown as asked', async () => {
    const stage = await withGrace();
    const other = await stage.okta1.send('POST', '/Users', person('hopper'));
    await stage.sandbox.down();
    for (const path of [stage.path, `/Users/${String(other.body.id)}`]) {
      await stage.okta1.send('PATCH', path, replace({ active: false }));
    }
    await stage.sandbox.up();
    const effect = { kind: 'status', status: 500 } as const;
    const broken = stage.sandbox.fault({ method: 'PATCH', path: `/v1/users/${String(stage.id)}`, effect });
    await stage.refresh();
    expect(stage.sandbox.user(Number(other.body.id))?.enabled).toBe(false);
    expect(await stage.shown()).toMatchObject({ active: false });
    broken.lift();
    await stage.refresh();
    expect(stage.user()?.enabled).toBe(false);
  });
});

describe('while Secret Server is down, any other change', () => {
  test.each([
    ['PATCH', replace({ displayName: 'Grace H.' })],
    ['PATCH', replace({ active: true, displayName: 'Grace H.' })],
    ['PUT', person('grace', { displayName: 'Grace H.', title: 'Admiral' })],
  ] as const)('by %s waits for the client and is not applied by itself', async (verb, body) => {
    const stage = await withGrace();
    await stage.sandbox.down();
    expect(await stage.okta1.send(verb, stage.path, body)).toMatchObject(later);
    expect(await stage.shown()).toMatchObject({ displayName: 'Ada grace' });
    expect(await stage.shown()).not.toHaveProperty('title');
    await stage.sandbox.up();
    await stage.refresh();
    expect(stage.user()?.displayName).toBe('Ada grace');
    expect(stage.open()).toEqual([]);
    expect(await stage.okta1.send(verb, stage.path, body)).toMatchObject({
      status: 200,
      body: { displayName: 'Grace H.' },
    });
  });

  test('a create waits for the client too', async () => {
    const stage = await withGrace();
    await stage.sandbox.down();
    expect(await stage.okta1.send('POST', '/Users', person('hopper'))).toMatchObject(later);
    await stage.sandbox.up();
    await stage.refresh();
    expect(stage.sandbox.userByName('hopper@example.com')).toBeUndefined();
    expect((await stage.okta1.send('POST', '/Users', person('hopper'))).status).toBe(201);
  });

  test('the mirror alone is changed without Secret Server', async () => {
    const stage = await withGrace();
    await stage.sandbox.down();
    expect((await stage.okta1.send('PATCH', stage.path, replace({ title: 'Admiral' }))).status).toBe(200);
    await stage.sandbox.up();
  });
});

test.each([
  ['an error page with 200', { kind: 'html' }],
  ['a server error', { kind: 'status', status: 500 }],
  ['too many requests', { kind: 'status', status: 429 }],
  ['a connection that breaks', { kind: 'dropBefore' }],
] as const)('%s to a change is a 429 soon, and the client’s retry does it', async (_, effect) => {
  const stage = await withGrace();
  stage.sandbox.fault({ method: 'PATCH', path: /users/, times: 1, effect });
  const body = replace({ displayName: 'Grace H.' });
  expect(await stage.okta1.send('PATCH', stage.path, body)).toMatchObject({ status: 429, retryAfter: '30' });
  expect(await stage.okta1.send('PATCH', stage.path, body)).toMatchObject({ status: 200 });
  expect(stage.user()?.displayName).toBe('Grace H.');
  expect(stage.open()).toEqual([]);
});

test('a change that was carried out although nobody could see it is a 200 at the retry, without another call', async () => {
  const stage = await withGrace();
  stage.sandbox.fault({ method: 'PATCH', path: /users/, times: 1, effect: { kind: 'dropAfter' } });
  const blind = stage.sandbox.fault({ method: 'GET', effect: { kind: 'status', status: 503 } });
  const body = replace({ displayName: 'Grace H.' });
  expect(await stage.okta1.send('PATCH', stage.path, body)).toMatchObject({ status: 429, retryAfter: '30' });
  blind.lift();
  expect(await stage.okta1.send('PATCH', stage.path, body)).toMatchObject({
    status: 200,
    body: { displayName: 'Grace H.' },
  });
  expect(writes(stage)).toHaveLength(1);
});

test.each(['400', '403', 'html'] as const)(
  'in read-only mode (%s) changes wait, and a deactivation is kept',
  async (readOnlyWrite) => {
    const stage = await withGrace();
    stage.sandbox.setSwitches({ readOnlyWrite });
    stage.sandbox.setReadOnly(true);
    expect((await stage.okta1.send('PATCH', stage.path, replace({ displayName: 'Grace H.' }))).status).toBe(
      429,
    );
    expect((await stage.okta1.send('POST', '/Users', person('hopper'))).status).toBe(429);
    expect((await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).status).toBe(429);
    expect(await stage.shown()).toMatchObject({ displayName: 'Ada grace', active: false });
    stage.sandbox.setReadOnly(false);
    await stage.refresh();
    expect(stage.user()).toMatchObject({ displayName: 'Ada grace', enabled: false });
    expect(stage.sandbox.userByName('hopper@example.com')).toBeUndefined();
  },
);

test('after a refused sign-in nobody tries again, and clients wait', async () => {
  const stage = await withGrace();
  stage.sandbox.setPassword(stage.sandbox.accountId, 'Changed-Meanwhile_1');
  stage.sandbox.expireTokens();
  for (let n = 0; n < 4; n += 1) {
    expect(await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).toMatchObject(later);
    await stage.refresh().catch(() => undefined);
  }
  expect(stage.sandbox.grants).toBe(1);
  expect(stage.open().length).toBeGreaterThan(0);
});
