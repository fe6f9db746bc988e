import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFor, faultOf, groupRecord } from './fixtures.ts';
import { page, refusal, startScripted, type Answer, type ScriptedServer } from './scripted-server.ts';

const members = '/api/v1/groups/4/users';
const success: Answer = { json: { success: true } };

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScripted({ 'GET /api/v1/groups/4': () => ({ json: groupRecord(4) }) });
});
afterEach(() => server.close());

/** Method, last part of the path and body of each write, in the order of arrival. */
function writes(): unknown[] {
  const sent = server.seen.filter(({ method, path }) => method !== 'GET' && path.startsWith(members));
  return sent.map(({ method, path, body }) => [
    method,
    path.slice(members.length),
    body === '' ? null : (JSON.parse(body) as unknown),
  ]);
}

describe('changeMembers', () => {
  it('sends the difference by one PATCH, and nothing for none', async () => {
    server.on(`PATCH ${members}`, () => success);
    const client = clientFor(server.url);
    await client.changeMembers(4, { added: [7, 8], removed: [9] });
    await client.changeMembers(4, { added: [], removed: [] });
    expect(writes()).toEqual([['PATCH', '', { addedUserIds: [7, 8], removeUserIds: [9] }]]);
    await client.close();
  });

  it.each<[string, Answer, object]>([
    ['a refusal', refusal(400, 'User is disabled'), { kind: 'refused', ambiguous: false }],
    ['success: false', { json: { success: false } }, { kind: 'refused', ambiguous: true }],
    ['a lost answer', 'drop', { kind: 'unusable', ambiguous: true }],
  ])('%s is passed on without a second try', async (_, answer, fault) => {
    server.on(`PATCH ${members}`, () => answer);
    const client = clientFor(server.url);
    expect(await faultOf(client.changeMembers(4, { added: [7], removed: [] }))).toMatchObject(fault);
    expect(writes()).toHaveLength(1);
    await client.close();
  });
});

describe('changeMembers without PATCH (before 10.9)', () => {
  beforeEach(() => {
    server.on(`PATCH ${members}`, () => ({ status: 405, text: '' }));
    server.on(`GET ${members}`, () => page([{ userId: 1 }, { userId: 9 }]));
    server.on(`DELETE ${members}/9`, () => ({ json: { id: 9, objectType: 'GroupUser' } }));
    server.on(`POST ${members}`, ({ body }) =>
      body === '{"userId":7}' ? refusal(400, 'User is disabled') : { json: { groupId: 4, userId: 8 } },
    );
  });

  it('makes single calls, removals first, for what is not so yet, and remembers', async () => {
    const client = clientFor(server.url);
    await client.changeMembers(4, { added: [1, 8], removed: [9, 10] });
    await client.changeMembers(4, { added: [8], removed: [] });
    expect(writes()).toEqual([
      ['PATCH', '', { addedUserIds: [1, 8], removeUserIds: [9, 10] }],
      ['DELETE', '/9', null],
      ['POST', '', { userId: 8 }],
      ['POST', '', { userId: 8 }],
    ]);
    await client.close();
  });

  it('a refused user does not keep the others out, but is reported', async () => {
    const client = clientFor(server.url);
    const added = [7, 20, 21, 22, 23, 24];
    expect(await faultOf(client.changeMembers(4, { added, removed: [] }))).toMatchObject({ kind: 'refused' });
    const asked = server
      .of(`POST ${members}`)
      .map(({ body }) => (JSON.parse(body) as { userId: number }).userId);
    expect(asked.toSorted((a, b) => a - b)).toEqual(added);
    await client.close();
  });

  it('stops at a fault that is not about one user', async () => {
    server.on(`POST ${members}`, () => ({ status: 503, text: '' }));
    const client = clientFor(server.url);
    const added = [20, 21, 22, 23, 24, 25, 26, 27, 28];
    expect(await faultOf(client.changeMembers(4, { added, removed: [] }))).toMatchObject({
      kind: 'unusable',
      ambiguous: true,
    });
    expect(server.of(`POST ${members}`)).toHaveLength(4);
    await client.close();
  });

  it('of a group that is not there: the refusal itself, no single call', async () => {
    server.on('GET /api/v1/groups/4', () => refusal(400, 'Access Denied', 'API_AccessDenied'));
    server.on('GET /api/v1/groups', () => page([groupRecord(1)]));
    const client = clientFor(server.url);
    expect(await faultOf(client.changeMembers(4, { added: [8], removed: [] }))).toMatchObject({
      kind: 'refused',
      status: 405,
    });
    expect(writes()).toHaveLength(1);
    await client.close();
  });
});
