import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Okta } from '../okta/okta-client.ts';
import { setStage, type Stage } from './world.ts';

let stage: Stage;
let okta: Okta;
beforeEach(async () => {
  stage = await setStage({ budgetMs: 300 });
  ({ okta } = await stage.okta('testapp'));
});
afterEach(() => stage.close());

const body = { userName: 'slow@example.com', externalId: '00u1slow', displayName: 'Slow Server' };
const slow = (method: string, path: RegExp) =>
  stage.sandbox.fault({ method, path, effect: { kind: 'latency', ms: 900 } });
const creates = () =>
  stage.sandbox.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/users');

test('a create that takes too long goes on, and the retry gets its 201, once', async () => {
  slow('POST', /^\/v1\/users$/);
  const first = await okta.send('POST', '/Users', body);
  expect(first).toMatchObject({ status: 429, retryAfter: '30' });
  await expect.poll(() => stage.sandbox.userByName(body.userName)?.enabled, { timeout: 5_000 }).toBe(true);
  // The answer of Secret Server may still be on its way: the retry waits for it, or hears 429 again.
  await expect
    .poll(async () => (await okta.send('POST', '/Users', body)).status, { timeout: 5_000, interval: 200 })
    .toBe(201);
  expect(await okta.send('POST', '/Users', body)).toMatchObject({ status: 409 });
  expect(creates()).toHaveLength(1);
  expect(stage.sandbox.conduct()).toEqual([]);
});

test('the retry after a look-up, as Okta does it, links the user that was made meanwhile', async () => {
  slow('POST', /^\/v1\/users$/);
  expect((await okta.send('POST', '/Users', body)).status).toBe(429);
  await expect.poll(() => stage.sandbox.userByName(body.userName)?.enabled, { timeout: 5_000 }).toBe(true);
  stage.sandbox.clearFaults();
  const profile = { ...body, givenName: 'Slow', familyName: 'Server', email: body.userName };
  await expect
    .poll(async () => (await okta.assign(profile)).ok, { timeout: 5_000, interval: 200 })
    .toBe(true);
  expect(stage.sandbox.users().filter(({ userName }) => userName === body.userName)).toHaveLength(1);
});

test('a slow deactivation goes on, and the retry finds it done', async () => {
  const path = `/Users/${String(stage.sandbox.userByName('joanna')?.id)}`;
  slow('PATCH', /^\/v1\/users\//);
  const off = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', value: { active: false } }],
  };
  expect(await okta.send('PATCH', path, off)).toMatchObject({ status: 429, retryAfter: '30' });
  await expect.poll(() => stage.sandbox.userByName('joanna')?.enabled, { timeout: 5_000 }).toBe(false);
  stage.sandbox.clearFaults();
  await expect
    .poll(async () => (await okta.send('PATCH', path, off)).status, { timeout: 5_000, interval: 200 })
    .toBe(200);
});

test('a bulk request is answered when the time is up: what is under way goes on, what has not begun waits', async () => {
  slow('POST', /^\/v1\/users$/);
  const bulk = {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
    Operations: ['one', 'two'].map((name) => ({
      method: 'POST',
      path: '/Users',
      bulkId: name,
      data: {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: `${name}.bulk@example.com`,
        externalId: name,
      },
    })),
  };
  interface Result {
    readonly status: string;
    readonly response?: { readonly detail: string };
  }
  const send = async (): Promise<readonly Result[]> => {
    const answer = await okta.send('POST', '/Bulk', bulk);
    expect(answer.status).toBe(200);
    return (answer.body as { readonly Operations: readonly Result[] }).Operations;
  };
  const first = await send();
  expect(first.map(({ status, response }) => [status, response?.detail])).toEqual([
    ['429', expect.stringContaining('has not confirmed the change yet')],
    ['429', expect.stringContaining('has not begun')],
  ]);
  await expect.poll(() => creates().length && stage.sandbox.userByName('one.bulk@example.com')).toBeTruthy();
  expect(stage.sandbox.userByName('two.bulk@example.com')).toBeUndefined();
  stage.sandbox.clearFaults();
  const heard: [string[], string[]] = [[], []];
  const again = async (): Promise<boolean> => {
    for (const [index, { status }] of (await send()).entries()) heard[index]?.push(status);
    return heard.every((statuses) => statuses.includes('409'));
  };
  await expect.poll(again, { timeout: 5_000, interval: 200 }).toBe(true);
  // Each hears 201 once; the first may have to wait for the answer of Secret Server that is still on its way.
  for (const statuses of heard)
    expect(statuses.filter((one) => one !== '429').slice(0, 2)).toEqual(['201', '409']);
  expect(creates()).toHaveLength(2);
});

test.each(['filter=userName eq "nobody@example.com"', 'filter=displayName eq "Nobody"'])(
  'a look-up (%s) that takes too long is put off in time, too',
  async (query) => {
    const resource = query.includes('userName') ? 'Users' : 'Groups';
    slow('GET', /^\/v1\/(users|groups)$/);
    const began = performance.now();
    const answer = await okta.send('GET', `/${resource}?${encodeURI(query)}`);
    expect(answer).toMatchObject({ status: 429, retryAfter: '30' });
    expect(performance.now() - began).toBeLessThan(850);
  },
);

test('a user whom only Secret Server knows is asked for no longer than that', async () => {
  const { id } = stage.sandbox.addUser({ userName: 'made.by.hand' });
  const fault = slow('GET', /^\/v1\/users/);
  expect(await okta.send('GET', `/Users/${String(id)}`)).toMatchObject({ status: 429, retryAfter: '30' });
  fault.lift();
  await expect
    .poll(async () => (await okta.send('GET', `/Users/${String(id)}`)).status, {
      timeout: 5_000,
      interval: 200,
    })
    .toBe(200);
});
