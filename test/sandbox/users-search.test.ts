import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { column, memberOf, rawClient, recordsIn, signIn, type RawClient } from './raw-client.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let client: RawClient;

beforeAll(async () => {
  sandbox = await startSandbox();
  client = await signIn(sandbox);
});

afterAll(async () => {
  await sandbox.stop();
});

const names = async (query: string) => column(await client.get(`/v1/users?take=1000&${query}`), 'userName');

describe('search text', () => {
  test('is contained in user name, display name or e-mail, in any case', async () => {
    expect(await names('filter.searchText=ANN')).toEqual(
      expect.arrayContaining(['ann', 'joanna', 'ann_lee']),
    );
    expect(await names('filter.searchText=orla')).toEqual(["o'malley"]);
  });

  test('is held against the given fields alone', async () => {
    expect(await names('filter.searchText=team.mailbox&filter.searchFields=userName')).toEqual([]);
    expect(await names('filter.searchText=team.mailbox&filter.searchFields=Email')).toHaveLength(3);
    expect(
      await names('filter.searchText=madonna&filter.searchFields=userName&filter.searchFields=Email'),
    ).toEqual(['madonna']);
  });

  test('means % and _ as they are', async () => {
    expect(await names('filter.searchText=ann_lee&filter.searchFields=userName')).toEqual(['ann_lee']);
    expect(await names('filter.searchText=%25&filter.searchFields=userName')).toEqual(['rate%card']);
  });
});

test('ids and domains narrow a search', async () => {
  const [first, second] = sandbox.users();
  expect(
    column(await client.get(`/v1/users?filter.userIds=${first?.id}&filter.userIds=${second?.id}`), 'id'),
  ).toHaveLength(2);
  expect(await names('filter.searchText=jsmith&filter.searchFields=userName&filter.domainId=2')).toHaveLength(
    1,
  );
  expect(
    await names('filter.searchText=jsmith&filter.searchFields=userName&filter.domainId=-1'),
  ).toHaveLength(1);
});

describe('paging', () => {
  test('gives ten by display name when nothing is said', async () => {
    const page = await client.get('/v1/users');
    const shown = column(page, 'displayName').map((name) => String(name).toLowerCase());
    expect(shown).toHaveLength(10);
    expect(shown).toEqual(shown.toSorted());
  });

  test('tells where it stands, and leads to every user once', async () => {
    const seen: unknown[] = [];
    let query = '/v1/users?take=25&sortBy[0].name=id&sortBy[0].direction=Asc&filter.includeInactive=true';
    for (let turn = 0; turn < 10; turn += 1) {
      const page = await client.get(`${query}&skip=${seen.length}`);
      seen.push(...column(page, 'id'));
      expect(page.body).toMatchObject({ take: 25, total: 64, pageCount: 3, success: true, severity: 'None' });
      if (memberOf(page.body, 'hasNext') === false) break;
      expect(memberOf(page.body, 'nextSkip')).toBe(seen.length);
    }
    expect(seen).toEqual(sandbox.users().map((user) => user.id));
  });

  test('sorts down as well, by other fields, and refuses what it does not know', async () => {
    const page = await client.get('/v1/users?take=3&sortBy[0].name=id&sortBy[0].direction=Desc');
    const ids = column(page, 'id').map(Number);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    expect((await client.get('/v1/users?sortBy[0].name=shoeSize')).status).toBe(400);
  });

  test('refuses a number that is none', async () => {
    const reply = await client.get('/v1/users?take=many');
    expect([reply.status, memberOf(reply.body, 'modelState')]).toEqual([
      400,
      { take: ["The value 'many' is not valid."] },
    ]);
  });

  test('shows a page that follows a change', async () => {
    const before = await names('filter.searchText=fresh');
    sandbox.addUser({ userName: 'fresh' });
    expect([before, await names('filter.searchText=fresh')]).toEqual([[], ['fresh']]);
  });
});

test('a summary has no adGuid, and nulls where nothing is known', async () => {
  const [record] = recordsIn(await client.get('/v1/users?filter.searchText=no.mail.one'));
  expect(record).toMatchObject({ emailAddress: null, domainName: null, domainId: -1 });
  expect(record).not.toHaveProperty('adGuid');
});

test('lookup gives ids with user names', async () => {
  const [record] = recordsIn(await client.get('/v1/users/lookup?filter.searchText=madonna'));
  expect(record).toEqual({ id: sandbox.userByName('madonna')?.id, value: 'madonna' });
});

describe('addresses', () => {
  test('compare without case, with or without a slash at the end', async () => {
    expect((await client.get('/V1/Users/')).status).toBe(200);
    const other = await fetch(sandbox.url.replace('SecretServer', 'secretserver') + '/API/v1/HealthCheck');
    expect(other.status).toBe(200);
  });

  test('that do not exist answer 404 without a body, a wrong verb 405', async () => {
    const unknown = await client.get('/v1/nothing');
    expect([unknown.status, unknown.text]).toEqual([404, '']);
    expect((await client.call('PUT', '/v1/users')).status).toBe(405);
  });

  test('beside the API are pages', async () => {
    const page = await fetch(`${sandbox.url}/login.aspx`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await fetch(new URL('/elsewhere', sandbox.url))).status).toBe(404);
  });

  test('of health need no token', async () => {
    const health = await rawClient(sandbox, undefined).get('/v1/healthcheck');
    expect(health.body).toMatchObject({ healthy: true, readOnlyMode: false });
  });
});
