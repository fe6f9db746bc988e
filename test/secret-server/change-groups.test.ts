import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFor, faultOf, groupRecord } from './fixtures.ts';
import { page, refusal, startScripted, type ScriptedServer } from './scripted-server.ts';

const get = 'GET /api/v1/groups/4';
const put = 'PUT /api/v1/groups/4';
const patch = 'PATCH /api/v1/groups/4';

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScripted();
});
afterEach(() => server.close());

function bodies(route: string): unknown[] {
  return server.of(route).map(({ body }) => JSON.parse(body) as unknown);
}

describe('createGroup', () => {
  it('makes an enabled local group, once, whatever comes of it', async () => {
    server.on('POST /api/v1/groups', () => ({ json: groupRecord(9, { name: 'R&D' }) }));
    const client = clientFor(server.url);
    expect(await client.createGroup('R&D')).toMatchObject({ id: 9, name: 'R&D', enabled: true });
    expect(bodies('POST /api/v1/groups')).toEqual([{ name: 'R&D', enabled: true }]);
    server.on('POST /api/v1/groups', () => 'drop');
    expect(await faultOf(client.createGroup('R&D'))).toMatchObject({ kind: 'unusable', ambiguous: true });
    expect(server.of('POST /api/v1/groups')).toHaveLength(2);
    await client.close();
  });
});

describe('updateGroup', () => {
  it('sends only what changes, marked dirty, under data', async () => {
    server.on(patch, () => ({ json: groupRecord(4, { name: 'New' }) }));
    const client = clientFor(server.url);
    expect((await client.updateGroup(4, { name: 'New' })).name).toBe('New');
    await client.updateGroup(4, { enabled: true });
    expect(bodies(patch)).toEqual([
      { data: { name: { dirty: true, value: 'New' } } },
      { data: { enabled: { dirty: true, value: true } } },
    ]);
    await client.close();
  });

  it.each([404, 405])(
    'without PATCH (%i): sends everything back by PUT, owners included, and remembers',
    async (status) => {
      server.on(patch, () => ({ status, text: '' }));
      server.on(get, () => ({
        json: groupRecord(4, {
          hasGroupOwners: true,
          ownerGroups: { 7: 'Owners' },
          ownerUsers: {},
          adGuid: null,
          systemGroup: false,
        }),
      }));
      server.on(put, () => ({ json: groupRecord(4, { name: 'New' }) }));
      const client = clientFor(server.url);
      await client.updateGroup(4, { name: 'New' });
      await client.updateGroup(4, { name: 'New' });
      const sent = {
        id: 4,
        name: 'New',
        enabled: true,
        domainId: -1,
        synchronized: false,
        hasGroupOwners: true,
        ownerGroupIds: [7],
      };
      expect(bodies(put)).toEqual([sent, sent]);
      expect(server.of(patch)).toHaveLength(1);
      await client.close();
    },
  );

  it('of a group that is not there: the refusal itself', async () => {
    server.on(patch, () => ({ status: 404, text: '' }));
    server.on(get, () => refusal(400, 'Access Denied', 'API_AccessDenied'));
    server.on('GET /api/v1/groups', () => page([groupRecord(1)]));
    const client = clientFor(server.url);
    expect(await faultOf(client.updateGroup(4, { name: 'New' }))).toMatchObject({
      kind: 'refused',
      status: 404,
    });
    expect(server.of(put)).toEqual([]);
    await client.close();
  });
});

describe('deleteGroup', () => {
  it('deletes, and passes on the refusal of a second delete', async () => {
    server.on('DELETE /api/v1/groups/4', () => ({
      json: { id: 4, objectType: 'Group', responseCodes: null },
    }));
    const client = clientFor(server.url);
    await client.deleteGroup(4);
    server.on('DELETE /api/v1/groups/4', () => refusal(400, 'Access Denied', 'API_AccessDenied'));
    expect(await faultOf(client.deleteGroup(4))).toMatchObject({
      kind: 'refused',
      errorCode: 'API_AccessDenied',
    });
    await client.close();
  });
});
