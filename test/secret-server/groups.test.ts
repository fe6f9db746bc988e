import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFor, faultOf, groupRecord } from './fixtures.ts';
import { page, refusal, startScripted, type ScriptedServer } from './scripted-server.ts';

const search = 'GET /api/v1/groups';
const group4 = 'GET /api/v1/groups/4';
const members = 'GET /api/v1/groups/4/users';
const denied = refusal(400, 'Access Denied', 'API_AccessDenied');

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScripted();
});
afterEach(() => server.close());

describe('readGroup', () => {
  it('tells whether members can be edited', async () => {
    server.on(group4, () => ({ json: groupRecord(4, { canEditMembers: false, systemGroup: false }) }));
    const client = clientFor(server.url);
    expect(await client.readGroup(4)).toMatchObject({ id: 4, canEditMembers: false, systemGroup: false });
    await client.close();
  });

  it('after a 400: absent only when the whole list lacks it', async () => {
    server.on(group4, () => denied);
    server.on(search, () => page([groupRecord(1), groupRecord(4, { enabled: false })]));
    const client = clientFor(server.url);
    expect(await client.readGroup(4)).toMatchObject({ id: 4, enabled: false });
    server.on(search, () => page([groupRecord(1)]));
    expect(await client.readGroup(4)).toBeUndefined();
    server.on(search, () => page([groupRecord(1)], { total: 9 }));
    expect((await faultOf(client.readGroup(4))).kind).toBe('unusable');
    await client.close();
  });
});

describe('findGroupsByName and listGroups', () => {
  it('find the exact name, disabled groups included', async () => {
    server.on(search, () =>
      page([groupRecord(1, { name: 'R&D' }), groupRecord(2, { name: 'R&D "North"', enabled: false })]),
    );
    const client = clientFor(server.url);
    expect((await client.findGroupsByName('r&d "north"')).map(({ id }) => id)).toEqual([2]);
    const query = server.of(search)[0]?.query;
    expect(query?.get('filter.includeInactive')).toBe('true');
    expect(query?.has('filter.searchFields')).toBe(false);
    await client.close();
  });

  it('take 404 for none by name, and for a fault in a list', async () => {
    server.on(search, ({ query }) =>
      query.has('filter.searchText') ? { status: 404, text: '' } : page([groupRecord(1)]),
    );
    const client = clientFor(server.url);
    expect(await client.findGroupsByName('x')).toEqual([]);
    server.on(search, () => page([]));
    expect((await faultOf(client.listGroups())).kind).toBe('unusable');
    await client.close();
  });
});

describe('listMembers', () => {
  it('gives the ids of all members, disabled ones included, ascending', async () => {
    server.on(members, () => page([{ userId: 30 }, { userId: 7, enabled: false }, { userId: 100 }]));
    const client = clientFor(server.url);
    expect(await client.listMembers(4)).toEqual([7, 30, 100]);
    expect(server.of(members)[0]?.query.get('filter.includeInactiveUsersForGroup')).toBe('true');
    await client.close();
  });

  it('is empty for an empty group, also where the server says 404', async () => {
    server.on(members, () => page([]));
    server.on(group4, () => ({ json: groupRecord(4) }));
    const client = clientFor(server.url);
    expect(await client.listMembers(4)).toEqual([]);
    server.on(members, () => ({ status: 404, text: '' }));
    expect(await client.listMembers(4)).toEqual([]);
    await client.close();
  });

  it('fails for a group that is not there, and for a cut list', async () => {
    server.on(members, () => ({ status: 404, text: '' }));
    server.on(group4, () => denied);
    server.on(search, () => page([groupRecord(1)]));
    const client = clientFor(server.url);
    expect(await faultOf(client.listMembers(4))).toMatchObject({ kind: 'refused', status: 404 });
    server.on(members, () => page([{ userId: 7 }], { total: 3 }));
    expect((await faultOf(client.listMembers(4))).kind).toBe('unusable');
    await client.close();
  });
});
