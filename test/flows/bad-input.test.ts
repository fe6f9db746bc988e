import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setStage, type Stage } from './world.ts';

let stage: Stage;
let token: string;
beforeAll(async () => {
  stage = await setStage();
  ({ token } = await stage.okta('testapp'));
});
afterAll(() => stage.close());

interface Raw {
  readonly method?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly type?: string | null;
  readonly authorization?: string | null;
}

async function call(path: string, { method = 'GET', body, type, authorization }: Raw = {}) {
  const headers = new Headers();
  if (authorization !== null) headers.set('Authorization', authorization ?? `Bearer ${token}`);
  if (type !== null && body !== undefined) headers.set('Content-Type', type ?? 'application/scim+json');
  const url = path.startsWith('/') ? `${stage.scimBaseUrl}${path}` : path;
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}

const user = (over: object): string =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'bad.input@example.com',
    name: { givenName: 'Bad', familyName: 'Input' },
    active: true,
    ...over,
  });

/** Every refusal is a SCIM error that tells an admin what to do, and writes nothing to Secret Server. */
function expectScimError(answer: Awaited<ReturnType<typeof call>>, status: number, scimType?: string): void {
  expect(answer.body).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType ? { scimType } : {}),
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Content-Type')).toBe('application/scim+json; charset=utf-8');
  expect(answer.body.detail).toMatch(/^.{20,200}$/s);
  expect(answer.body.detail).not.toMatch(/node_modules|\.ts|at \w+ \(/);
}

describe('bodies', () => {
  const bodies: [string, Raw, number, string?][] = [
    ['malformed JSON', { body: '{"userName": ' }, 400, 'invalidSyntax'],
    ['an empty body', { body: '' }, 400, 'invalidSyntax'],
    ['an array', { body: '[]' }, 400, 'invalidSyntax'],
    ['null', { body: 'null' }, 400, 'invalidSyntax'],
    [
      'bytes that are no UTF-8',
      { body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) },
      400,
      'invalidSyntax',
    ],
    ['a form', { body: 'a=b', type: 'application/x-www-form-urlencoded' }, 415],
    ['more than 1 MiB', { body: user({ title: 'x'.repeat(1024 * 1024) }) }, 413],
    ['no userName', { body: user({ userName: undefined }) }, 400, 'invalidValue'],
    ['a null userName', { body: user({ userName: null }) }, 400, 'invalidValue'],
    ['a number as userName', { body: user({ userName: 42 }) }, 400, 'invalidValue'],
    ['a word as active', { body: user({ active: 'perhaps' }) }, 400, 'invalidValue'],
    ['a number as e-mail', { body: user({ emails: [{ value: 7 }] }) }, 400, 'invalidValue'],
    ['a control character in userName', { body: user({ userName: 'a\u0000b' }) }, 400, 'invalidValue'],
  ];
  test.each(bodies)('%s', async (...[, raw, status, scimType]) => {
    const before = stage.sandbox.users().length;
    expectScimError(await call('/Users', { method: 'POST', ...raw }), status, scimType);
    expect(stage.sandbox.users()).toHaveLength(before);
  });

  test('a duplicate userName in another letter case', async () => {
    const [first] = stage.sandbox.users().filter((one) => one.enabled && one.userName.includes('.'));
    const body = user({ userName: String(first?.userName).toUpperCase() });
    expectScimError(await call('/Users', { method: 'POST', body }), 409, 'uniqueness');
  });

  test('read-only attributes and nulls are ignored', async () => {
    const body = user({
      id: '1',
      groups: [{ value: '1' }],
      meta: { resourceType: 'Group' },
      title: null,
      nickName: null,
    });
    const made = await call('/Users', { method: 'POST', body });
    expect(made.status).toBe(201);
    expect(made.body.id).not.toBe('1');
    expect(made.body.groups.some((group: { value: string }) => group.value === '1')).toBe(false);
    expect(made.body).not.toHaveProperty('title');
    expect(made.body).not.toHaveProperty('password');
  });
});

describe('addresses', () => {
  const ids = [
    '0',
    '-1',
    '01',
    '1.0',
    '1e3',
    'abc',
    '2147483648',
    '010101001010101011001010101011',
    '9'.repeat(3000),
    '%00',
    '1%20',
  ];
  test.each(ids)('the id %.40s is a 404', async (id) => {
    const calls = stage.sandbox.calls.length;
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const body = method === 'PUT' || method === 'PATCH' ? user({}) : undefined;
      expectScimError(await call(`/Users/${id}`, { method, ...(body ? { body } : {}) }), 404);
      expectScimError(await call(`/Groups/${id}`, { method, ...(body ? { body } : {}) }), 404);
    }
    expect(stage.sandbox.calls).toHaveLength(calls);
  });

  test('an id that cannot be decoded is a 404', async () => {
    expectScimError(await call('/Users/%E0%A4%A'), 404);
  });

  test('an unknown int32 id is a 404 after Secret Server was asked', async () => {
    expectScimError(await call('/Users/2147483647'), 404);
  });

  test('an unknown place is a 404, an unsupported method a 405 with Allow', async () => {
    expectScimError(await call('/Nothing'), 404);
    const answer = await call('/Users', { method: 'DELETE' });
    expectScimError(answer, 405);
    expect(answer.headers.get('Allow')).toContain('GET');
  });
});

describe('filters and paging', () => {
  const filters = [
    'shoeSize eq "42"',
    'userName',
    'userName eq',
    'userName eq ada',
    'userName eq "a',
    'active gt true',
    '',
    '()',
    `userName eq "${'x'.repeat(9000)}"`,
  ];
  test.each(filters)('the filter %.40s is refused', async (filter) => {
    expectScimError(await call(`/Users?filter=${encodeURIComponent(filter)}`), 400, 'invalidFilter');
  });

  test('SQL in a literal is a literal', async () => {
    const filter = encodeURIComponent(`userName eq "x' OR '1'='1"`);
    const answer = await call(`/Users?filter=${filter}`);
    expect(answer.body.totalResults).toBe(0);
  });

  test('odd pages', async () => {
    expectScimError(await call('/Users?startIndex=one'), 400, 'invalidValue');
    expect((await call('/Users?startIndex=0&count=1')).body).toMatchObject({
      startIndex: 1,
      itemsPerPage: 1,
    });
    expect((await call('/Users?count=-3')).body).toMatchObject({ itemsPerPage: 0, Resources: [] });
    expect((await call('/Users?startIndex=100000&count=5')).body).toMatchObject({
      itemsPerPage: 0,
      Resources: [],
    });
  });
});

describe('tokens', () => {
  test.each([null, '', 'Bearer', 'Bearer ', 'Basic x', 'wrong', 'Bearer wrong'])(
    '%s is a 401',
    async (authorization) => {
      const answer = await call('/Users', { authorization });
      expectScimError(answer, 401);
    },
  );

  test.each([(t: string) => t, (t: string) => `Bearer ${t}`, (t: string) => `bEaReR ${t}`])(
    'a known one is taken',
    async (form) => {
      expect((await call('/Users?count=1', { authorization: form(token) })).status).toBe(200);
    },
  );

  test('the older mount works too, and each names itself in meta.location', async () => {
    const base = stage.scimBaseUrl.replace('/scim/v2', '/v2');
    const { body } = await call(`${base}/Users?count=1`);
    expect(body.Resources[0].meta.location).toBe(`${base}/Users/${body.Resources[0].id}`);
  });
});
