import { describe, expect, test } from 'vitest';
import { onStage, patch, person, replace, writes } from './stage.ts';

async function withGrace() {
  const stage = await onStage();
  const made = await stage.okta1.send('POST', '/Users', person('grace'));
  stage.sandbox.forgetCalls();
  const id = Number(made.body.id);
  return {
    ...stage,
    id,
    path: `/Users/${String(id)}`,
    body: made.body,
    enabled: () => stage.sandbox.user(id)?.enabled,
  };
}

describe('a deactivation', () => {
  test.each(['PUT', 'PATCH', 'DELETE'])('by %s is one call', async (verb) => {
    const stage = await withGrace();
    const body = {
      PUT: person('grace', { active: false }),
      PATCH: replace({ active: false }),
      DELETE: undefined,
    }[verb];
    const answer = await stage.okta1.send(verb, stage.path, body);
    expect(answer.status).toBe(verb === 'DELETE' ? 204 : 200);
    expect(stage.enabled()).toBe(false);
    expect(stage.sandbox.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `PATCH /v1/users/${String(stage.id)}`,
    ]);
  });

  test('repeated is a success', async () => {
    const stage = await withGrace();
    for (let n = 0; n < 2; n += 1) {
      expect(await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).toMatchObject({
        status: 200,
        body: { active: false },
      });
    }
  });

  test('goes to Secret Server although the mirror says disabled already', async () => {
    const stage = await withGrace();
    await stage.okta1.send('PATCH', stage.path, replace({ active: false }));
    stage.sandbox.change(stage.id, { enabled: true });
    await stage.okta1.send('PUT', stage.path, { ...stage.body, active: false });
    expect(stage.enabled()).toBe(false);
  });

  test.each([
    ['a rename', { userName: 'hopper@example.com' }],
    ['a bad value', { emails: [{ value: 7 }] }],
    ['an unreadable name', { name: 'Grace' }],
  ])('wins over %s in the same PUT', async (_, over) => {
    const stage = await withGrace();
    const answer = await stage.okta1.send('PUT', stage.path, { ...stage.body, ...over, active: false });
    expect(answer).toMatchObject({
      status: 200,
      body: { active: false, userName: 'grace@example.com', emails: [{ value: 'grace@example.com' }] },
    });
    expect(stage.enabled()).toBe(false);
  });

  test('wins over a bad operation in the same PATCH', async () => {
    const stage = await withGrace();
    const body = patch(
      { op: 'replace', path: 'nonsense[', value: 1 },
      { op: 'replace', path: 'active', value: 'False' },
    );
    expect(await stage.okta1.send('PATCH', stage.path, body)).toMatchObject({
      status: 200,
      body: { active: false },
    });
    expect(stage.enabled()).toBe(false);
  });

  test('is sent alone when Secret Server refuses it together with an e-mail', async () => {
    const stage = await withGrace();
    const effect = { kind: 'status', status: 400, body: { message: 'The e-mail is not valid.' } } as const;
    stage.sandbox.fault({ method: 'PATCH', path: /users/, times: 1, effect });
    const body = replace({ active: false, emails: [{ value: 'bad@example.com', primary: true }] });
    expect(await stage.okta1.send('PATCH', stage.path, body)).toMatchObject({
      status: 200,
      body: { active: false, emails: [{ value: 'grace@example.com' }] },
    });
    expect(stage.enabled()).toBe(false);
    expect(writes(stage)).toHaveLength(2);
  });

  test('is sent alone when Secret Server breaks down over it together with an e-mail', async () => {
    const stage = await withGrace();
    stage.sandbox.fault({
      method: 'PATCH',
      path: /users/,
      times: 1,
      effect: { kind: 'status', status: 500 },
    });
    const body = replace({ active: false, emails: [{ value: 'bad@example.com', primary: true }] });
    expect(await stage.okta1.send('PATCH', stage.path, body)).toMatchObject({
      status: 200,
      body: { active: false },
    });
    expect(stage.enabled()).toBe(false);
  });

  test('that was carried out without the rest of its PATCH is a success', async () => {
    const stage = await withGrace();
    stage.sandbox.fault({ method: 'PATCH', path: /users/, times: 1, effect: { kind: 'latency', ms: 150 } });
    const half = {
      method: 'PATCH',
      path: /users/,
      times: 1,
      effect: { kind: 'status', status: 500 },
    } as const;
    const struck = stage.sandbox.fault(half);
    const answer = stage.okta1.send('PATCH', stage.path, replace({ active: false, displayName: 'Grace H.' }));
    await expect.poll(() => struck.hits).toBe(1);
    stage.sandbox.change(stage.id, { enabled: false });
    expect(await answer).toMatchObject({ status: 200, body: { active: false, displayName: 'Ada grace' } });
    expect(writes(stage)).toHaveLength(1);
  });

  test('whose answer is lost is looked up instead of sent again', async () => {
    const stage = await withGrace();
    stage.sandbox.fault({ method: 'PATCH', path: /users/, times: 1, effect: { kind: 'dropAfter' } });
    expect((await stage.okta1.send('PATCH', stage.path, replace({ active: false }))).status).toBe(200);
    expect(writes(stage)).toHaveLength(1);
  });
});

describe('somebody who was disabled by hand', () => {
  test('is not enabled again by a stale echo', async () => {
    const stage = await withGrace();
    stage.sandbox.change(stage.id, { enabled: false });
    const echo = await stage.okta1.send('PUT', stage.path, { ...stage.body, title: 'Admiral' });
    expect(echo.status).toBe(200);
    expect(stage.enabled()).toBe(false);
    await stage.host.calls['import.run']({});
    expect((await stage.okta1.send('GET', stage.path)).body).toMatchObject({
      active: false,
      title: 'Admiral',
    });
  });

  test('is enabled again by a PATCH that asks for it', async () => {
    const stage = await withGrace();
    stage.sandbox.change(stage.id, { enabled: false });
    expect((await stage.okta1.send('PATCH', stage.path, replace({ active: true }))).status).toBe(200);
    expect(stage.enabled()).toBe(true);
  });

  test('is enabled again by a PUT once the client could know', async () => {
    const stage = await withGrace();
    stage.sandbox.change(stage.id, { enabled: false });
    await stage.host.calls['import.run']({});
    expect((await stage.okta1.send('PUT', stage.path, { ...stage.body, active: true })).status).toBe(200);
    expect(stage.enabled()).toBe(true);
  });
});

describe('a lock-out', () => {
  test('stays while an enabled user is told to be active', async () => {
    const stage = await withGrace();
    stage.sandbox.change(stage.id, { isLockedOut: true });
    await stage.okta1.send('PATCH', stage.path, replace({ active: true }));
    await stage.okta1.send('PUT', stage.path, { ...stage.body, displayName: 'Grace H.' });
    expect(stage.sandbox.user(stage.id)).toMatchObject({ isLockedOut: true, displayName: 'Grace H.' });
  });

  test('is cleared when a disabled user is enabled', async () => {
    const stage = await withGrace();
    await stage.okta1.send('PATCH', stage.path, replace({ active: false }));
    stage.sandbox.change(stage.id, { isLockedOut: true });
    await stage.okta1.send('PATCH', stage.path, replace({ active: true }));
    expect(stage.sandbox.user(stage.id)).toMatchObject({ isLockedOut: false, enabled: true });
  });
});
