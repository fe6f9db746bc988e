import { describe, expect, test } from 'vitest';
import { byFilter, intents, onStage, person, replace, writes } from './stage.ts';

const post = { method: 'POST', path: '/v1/users' } as const;
const lookups = { method: 'GET', path: '/v1/users' } as const;
const named = byFilter('userName eq "grace@example.com"');

/** A stage on which the create is carried out, its answer lost, and no look-up after it answers. */
async function afterLostCreate() {
  const stage = await onStage();
  stage.sandbox.fault({ ...post, times: 1, effect: { kind: 'dropAfter' } });
  // The look-up before the create answers.
  stage.sandbox.fault({ ...lookups, times: 1, effect: { kind: 'latency', ms: 1 } });
  const outage = stage.sandbox.fault({ ...post, times: 1, effect: { kind: 'latency', ms: 150 } });
  const answer = stage.okta1.send('POST', '/Users', person('grace', { title: 'Admiral' }));
  await expect.poll(() => outage.hits).toBe(1);
  const failing = stage.sandbox.fault({ ...lookups, effect: { kind: 'status', status: 503 } });
  expect(await answer).toMatchObject({ status: 429, retryAfter: '30' });
  expect(stage.sandbox.userByName('grace@example.com')?.enabled).toBe(true);
  failing.lift();
  return stage;
}

test('an answer that was lost is looked up instead of asked for again: 201, one POST', async () => {
  const stage = await onStage();
  stage.sandbox.fault({ ...post, times: 1, effect: { kind: 'dropAfter' } });
  const made = await stage.okta1.send('POST', '/Users', person('grace'));
  expect(made).toMatchObject({ status: 201, body: { externalId: '00u1grace' } });
  expect(made.body.id).toBe(String(stage.sandbox.userByName('grace@example.com')?.id));
  expect(writes(stage)).toEqual(['POST /v1/users']);
});

test('a namesake in a directory is never taken for the user whose create was lost', async () => {
  const stage = await onStage();
  stage.sandbox.fault({ ...post, times: 1, effect: { kind: 'dropBefore' } });
  const lost = await stage.okta1.send('POST', '/Users', person('x', { userName: 'alice.corp' }));
  expect(lost).toMatchObject({ status: 429, retryAfter: '30' });
  const made = await stage.okta1.send('POST', '/Users', person('x', { userName: 'alice.corp' }));
  expect(made).toMatchObject({ status: 201, body: { userName: 'alice.corp', displayName: 'Ada x' } });
  expect(made.body.id).toBe(String(stage.sandbox.userByName('alice.corp')?.id));
});

describe('after a create whose outcome nobody could see', () => {
  test("Okta's retry with a look-up finds the user", async () => {
    const stage = await afterLostCreate();
    const found = await stage.okta1.send('GET', named);
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ userName: 'grace@example.com' }] });
    const linked = await stage.okta1.send(
      'PUT',
      `/Users/${String(found.body.Resources?.[0]?.id)}`,
      person('grace'),
    );
    expect(linked).toMatchObject({ status: 200, body: { externalId: '00u1grace' } });
    await stage.host.calls['import.run']({});
    expect(intents(stage.dataDir).filter(({ state }) => state === 'open')).toEqual([]);
    expect(writes(stage).filter((write) => write.startsWith('POST'))).toHaveLength(1);
  });

  test.each([false, true])('an identical POST gets 201 once, then 409 (look-up first: %s)', async (looks) => {
    const stage = await afterLostCreate();
    if (looks) await stage.okta1.send('GET', named);
    const retry = await stage.okta1.send('POST', '/Users', person('grace', { title: 'Admiral' }));
    expect(retry).toMatchObject({
      status: 201,
      body: { externalId: '00u1grace', title: 'Admiral', active: true },
    });
    expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(409);
    expect(writes(stage)).toEqual(['POST /v1/users']);
    expect(intents(stage.dataDir).filter(({ state }) => state === 'open')).toEqual([]);
  });

  test('the same holds when a refresh has settled it in between', async () => {
    const stage = await afterLostCreate();
    await stage.host.calls['import.run']({});
    expect(intents(stage.dataDir)).toMatchObject([{ kind: 'create', state: 'done', heard: 429 }]);
    expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(201);
    expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(409);
  });

  test('a POST for another person is a 409', async () => {
    const stage = await afterLostCreate();
    const other = await stage.okta1.send('POST', '/Users', person('grace', { externalId: '00u1another' }));
    expect(other.status).toBe(409);
  });

  test('a POST of another client is a 409', async () => {
    const stage = await afterLostCreate();
    const { okta } = await stage.okta('aiw', 'second client');
    expect((await okta.send('POST', '/Users', person('grace'))).status).toBe(409);
  });
});

describe('a create that never reached Secret Server', () => {
  test('is made once by the retry, and settling the first does not undo later changes', async () => {
    const stage = await onStage();
    stage.sandbox.fault({ ...post, times: 1, effect: { kind: 'dropBefore' } });
    expect((await stage.okta1.send('POST', '/Users', person('grace', { title: 'First' }))).status).toBe(429);
    const made = await stage.okta1.send('POST', '/Users', person('grace', { title: 'First' }));
    expect(made.status).toBe(201);
    const path = `/Users/${String(made.body.id)}`;
    await stage.okta1.send('PATCH', path, replace({ title: 'Second' }));
    await stage.host.calls['import.run']({});
    expect((await stage.okta1.send('GET', path)).body['title']).toBe('Second');
    expect(intents(stage.dataDir).filter(({ state }) => state === 'open')).toEqual([]);
    expect(stage.sandbox.users().filter(({ userName }) => userName === 'grace@example.com')).toHaveLength(1);
  });

  test('is left to the client: nobody is made behind its back', async () => {
    const stage = await onStage();
    stage.sandbox.fault({ ...post, times: 1, effect: { kind: 'dropBefore' } });
    expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(429);
    await stage.host.calls['import.run']({});
    expect(stage.sandbox.userByName('grace@example.com')).toBeUndefined();
    expect(intents(stage.dataDir)).toMatchObject([{ state: 'dropped' }]);
  });
});

test('an answer that the client did not wait for counts as never heard', async () => {
  const stage = await onStage();
  stage.sandbox.fault({ ...post, times: 1, effect: { kind: 'latency', ms: 300, after: true } });
  const impatient = fetch(`${stage.scimBaseUrl}/Users`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${stage.token}`, 'Content-Type': 'application/scim+json' },
    body: JSON.stringify(person('grace')),
    signal: AbortSignal.timeout(100),
  });
  await expect(impatient).rejects.toThrow();
  await expect.poll(() => intents(stage.dataDir)[0]?.state).toBe('done');
  expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(201);
  expect((await stage.okta1.send('POST', '/Users', person('grace'))).status).toBe(409);
});
