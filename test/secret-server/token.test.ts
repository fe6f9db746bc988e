import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFor, faultOf, password, rememberSignIns, userRecord } from './fixtures.ts';
import {
  html,
  refusal,
  startScripted,
  type Answer,
  type ScriptedServer,
  type Seen,
} from './scripted-server.ts';

const grants = 'POST /oauth2/token';
const user5 = 'GET /api/v1/users/5';
const expired = refusal(403, 'Authentication failed or expired token.');

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScripted({ [user5]: () => ({ json: userRecord(5) }) });
});
afterEach(() => server.close());

/** Answers in order; the last one for ever. */
function inOrder(...answers: readonly Answer[]): () => Answer {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)] ?? 'drop';
}

describe('the password grant', () => {
  it('sends account, domain and password as a form, and the token with each call', async () => {
    const client = clientFor(server.url, { domain: 'local' });
    await client.readUser(5);
    const [grant] = server.of(grants);
    expect(grant?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(grant?.body))).toEqual({
      grant_type: 'password',
      username: 'svc-scim',
      password,
      domain: 'local',
    });
    expect(server.of(user5)[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      accept: 'application/json',
    });
    await client.close();
  });

  it('is made once for calls that start together', async () => {
    const client = clientFor(server.url);
    await Promise.all(Array.from({ length: 20 }, () => client.readUser(5)));
    expect(server.of(grants)).toHaveLength(1);
    await client.close();
  });

  it.each([
    [1200, 1_140_000],
    [100, 90_000],
  ])('is renewed ahead of the end of %i s', async (seconds, lastUse) => {
    let clock = 0;
    server.on(grants, () => ({ json: { access_token: 't', expires_in: seconds } }));
    const client = clientFor(server.url, { now: () => clock });
    await client.readUser(5);
    clock = lastUse - 1;
    await client.readUser(5);
    expect(server.of(grants)).toHaveLength(1);
    clock = lastUse;
    await client.readUser(5);
    expect(server.of(grants)).toHaveLength(2);
    await client.close();
  });
});

describe('a stale token', () => {
  it.each([
    ['401', { status: 401, text: '' } as const],
    ['403 with the words for it', expired],
  ])('by %s: a read is sent once more with a new token', async (_, stale) => {
    server.on(user5, inOrder(stale, { json: userRecord(5) }));
    const client = clientFor(server.url);
    expect((await client.readUser(5))?.id).toBe(5);
    expect(server.of(user5).map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    await client.close();
  });

  it('a write is sent once more too, because the answer says that it was not done', async () => {
    server.on(
      'PATCH /api/v1/users/5',
      inOrder({ status: 401, text: '' }, { json: userRecord(5, { enabled: false }) }),
    );
    const client = clientFor(server.url);
    expect((await client.updateUser(5, { enabled: false })).enabled).toBe(false);
    expect(server.of('PATCH /api/v1/users/5')).toHaveLength(2);
    await client.close();
  });

  it('costs one grant for many calls that meet it together', async () => {
    server.on(user5, ({ headers }) =>
      headers.authorization === 'Bearer token-1' ? { status: 401, text: '' } : { json: userRecord(5) },
    );
    const client = clientFor(server.url);
    await Promise.all(Array.from({ length: 20 }, () => client.readUser(5)));
    expect(server.of(grants)).toHaveLength(2);
    await client.close();
  });

  it('costs no second grant for an answer that comes after the token was replaced', async () => {
    const stale = ({ headers }: Seen) => headers.authorization === 'Bearer token-1';
    server.on(user5, (seen) => (stale(seen) ? { status: 401, text: '' } : { json: userRecord(5) }));
    server.on('GET /api/v1/users/6', async (seen) => {
      if (!stale(seen)) return { json: userRecord(6) };
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { status: 401, text: '' };
    });
    const client = clientFor(server.url);
    const late = client.readUser(6);
    await client.readUser(5);
    expect(server.of(grants)).toHaveLength(2);
    expect((await late)?.id).toBe(6);
    expect(server.of(grants)).toHaveLength(2);
    await client.close();
  });

  it('that is refused again at once brings no storm of grants', async () => {
    server.on(user5, () => ({ status: 401, text: '' }));
    let clock = 0;
    const client = clientFor(server.url, { now: () => clock });
    for (let call = 0; call < 10; call += 1) {
      const fault = await faultOf(client.readUser(5)); // one after the other, as a schedule would
      expect(fault).toMatchObject({ kind: 'unusable', ambiguous: false, status: 401 });
    }
    expect(server.of(grants)).toHaveLength(2);
    clock += 60_000;
    await faultOf(client.readUser(5));
    expect(server.of(grants)).toHaveLength(3);
    await client.close();
  });

  it('is not what any other 403 means', async () => {
    server.on(user5, () => refusal(403, 'Access denied: expired token. You lack a permission'));
    const client = clientFor(server.url);
    const fault = await faultOf(client.readUser(5));
    expect(fault).toMatchObject({ kind: 'forbidden', status: 403 });
    expect(fault.said).toContain('lack a permission');
    expect(server.of(user5)).toHaveLength(1);
    expect(server.of(grants)).toHaveLength(1);
    await client.close();
  });
});

describe('a refused grant (D14)', () => {
  it.each([
    ['400', { status: 400, json: { error: 'Login failed.' } }],
    ['401', { status: 401, json: { message: 'Incorrect username or password.' } }],
    ['403', { status: 403, json: {} }],
    ['page with 403', { ...html, status: 403 }],
    ['empty 400', { status: 400, text: '' }],
    ['400 in plain words', { status: 400, text: 'Login failed.' }],
    ['200 with an error in place of a token', { status: 200, json: { error: 'Login failed.' } }],
  ])('by %s is not tried again, not even after a restart', async (_, answer) => {
    server.on(grants, () => answer);
    const signIns = rememberSignIns();
    const first = clientFor(server.url, { signIns });
    const second = clientFor(server.url, { signIns });
    for (const client of [first, first, second]) {
      const fault = await faultOf(client.readUser(5)); // in order: the second must find the first one's refusal
      expect(fault).toMatchObject({ kind: 'sign-in-refused', ambiguous: false });
      expect(fault.message).toContain('svc-scim');
    }
    expect(server.of(grants)).toHaveLength(1);
    expect(signIns.kept).toMatchObject({ tries: 1, revision: 'r1' });
    await Promise.all([first.close(), second.close()]);
  });

  it('is tried when a person presses Test, and forgotten when that works', async () => {
    const signIns = rememberSignIns({ at: Date.now(), tries: 3, revision: 'r1' });
    const client = clientFor(server.url, { signIns });
    expect((await faultOf(client.readUser(5))).kind).toBe('sign-in-refused');
    expect(server.of(grants)).toHaveLength(0);
    await client.probe({ force: true }).catch(() => undefined); // the rest of the probe is not scripted here
    expect(server.of(grants)).toHaveLength(1);
    expect(signIns.kept).toBeNull();
    expect((await client.readUser(5))?.id).toBe(5);
    await client.close();
  });

  it('keeps the password out of its words, even where the server repeats it', async () => {
    server.on(grants, () => ({ status: 400, json: { error: `Login failed for svc-scim with ${password}` } }));
    const fault = await faultOf(clientFor(server.url).readUser(5));
    expect(fault.said).toContain('Login failed');
    expect(`${fault.message} ${fault.said} ${JSON.stringify(fault)}`).not.toContain(password);
  });

  it.each([
    ['a 500', { status: 500, json: { message: 'boom' } } as const],
    ['a login page', html],
    ['an answer without a token', { json: {} } as const],
  ])('is not what %s means', async (_, answer) => {
    server.on(grants, () => answer);
    const signIns = rememberSignIns();
    const client = clientFor(server.url, { signIns });
    expect(await faultOf(client.createUser(newUser))).toMatchObject({ kind: 'unusable', ambiguous: false });
    expect(signIns.kept).toMatchObject({ tries: 0 });
    await client.close();
  });
});

describe('a grant without a usable answer (D14)', () => {
  it.each([
    ['a connection that breaks', 'drop', 15 * 60_000],
    ['a gateway that gave up', { status: 504, text: '' } as const, 15 * 60_000],
    ['an error of the server', { status: 503, text: '' } as const, 60_000],
    ['a page', html, 60_000],
  ] as const)('%s: many calls bring no storm of them', async (_, answer, waitMs) => {
    server.on(grants, () => answer);
    let clock = 0;
    const client = clientFor(server.url, { now: () => clock });
    for (let call = 0; call < 10; call += 1) {
      expect(await faultOf(client.readUser(5))).toMatchObject({ kind: 'unusable', ambiguous: false });
    }
    expect(server.of(grants)).toHaveLength(3);
    clock += waitMs - 1;
    await faultOf(client.readUser(5));
    expect(server.of(grants)).toHaveLength(3);
    server.on(grants, () => ({ json: { access_token: 't', expires_in: 1200 } }));
    clock += 1;
    expect((await client.readUser(5))?.id).toBe(5);
    await client.close();
  });

  it('is sent when a person presses Test, whatever there was before', async () => {
    const signIns = rememberSignIns({ at: Date.now(), tries: 0, unanswered: 3, lost: 3, revision: 'r1' });
    const client = clientFor(server.url, { signIns });
    await faultOf(client.readUser(5));
    expect(server.of(grants)).toHaveLength(0);
    await client.probe({ force: true }).catch(() => undefined); // the rest of the probe is not scripted here
    expect((await client.readUser(5))?.id).toBe(5);
    expect(signIns.kept).toBeNull();
    await client.close();
  });

  it('is counted before it is sent, so that it is known where this program ends meanwhile', async () => {
    const signIns = rememberSignIns();
    let during: unknown;
    server.on(grants, () => {
      during = signIns.kept;
      return { json: { access_token: 't', expires_in: 1200 } };
    });
    const client = clientFor(server.url, { signIns });
    await client.readUser(5);
    expect(during).toMatchObject({ lost: 1, revision: 'r1' });
    expect(signIns.kept).toBeNull();
    await client.close();
  });

  it('does not count where nothing listens', async () => {
    const signIns = rememberSignIns();
    await server.close();
    const client = clientFor(server.url, { signIns });
    for (let call = 0; call < 5; call += 1) {
      expect((await faultOf(client.readUser(5))).kind).toBe('unreachable');
    }
    expect(signIns.kept).toBeNull();
    await client.close();
    server = await startScripted();
  });
});

const newUser = { userName: 'ann', displayName: 'Ann', emailAddress: null, enabled: true, password: 'x-2-Y' };
