import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query, startService, urn, type Service } from './client.ts';

/** RFC 7644 section 4 and RFC 7643 sections 5 to 8: what a client can find out about the service. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const get = async (path: string) => (await service.call(path)).body;

test('ServiceProviderConfig has every attribute that the RFC asks for', async () => {
  const config = await get('/ServiceProviderConfig');
  expect(config).toMatchObject({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: true },
    filter: { supported: true, maxResults: 1000 },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    meta: { resourceType: 'ServiceProviderConfig', location: `${service.scimBaseUrl}/ServiceProviderConfig` },
  });
  for (const scheme of config.authenticationSchemes)
    expect(scheme).toMatchObject({
      type: 'oauthbearertoken',
      name: expect.any(String),
      description: expect.any(String),
    });
});

describe('ResourceTypes', () => {
  test('are a list', async () => {
    const { Resources, ...list } = await get('/ResourceTypes');
    expect(list).toEqual({ schemas: [urn.list], totalResults: 2, startIndex: 1, itemsPerPage: 2 });
    expect(
      Resources.map(({ id, endpoint, schema }: Record<string, string>) => [id, endpoint, schema]),
    ).toEqual([
      ['User', '/Users', urn.user],
      ['Group', '/Groups', urn.group],
    ]);
    expect(Resources[0].schemaExtensions).toEqual([{ schema: urn.enterprise, required: false }]);
  });

  test.each(['User', 'Group'])('%s alone, where its location says', async (id) => {
    const type = await get(`/ResourceTypes/${id}`);
    expect(type).toMatchObject({
      id,
      name: id,
      meta: { resourceType: 'ResourceType', location: `${service.scimBaseUrl}/ResourceTypes/${id}` },
    });
    expect((await service.call(type.meta.location)).body).toEqual(type);
  });
});

describe('Schemas', () => {
  test.each([urn.user, urn.group, urn.enterprise])('%s alone, where its location says', async (id) => {
    const schema = await get(`/Schemas/${id}`);
    expect(schema).toMatchObject({
      id,
      meta: { resourceType: 'Schema', location: `${service.scimBaseUrl}/Schemas/${id}` },
    });
    expect((await service.call(schema.meta.location)).body).toEqual(schema);
    expect((await service.call(`/Schemas/${encodeURIComponent(id)}`)).body).toEqual(schema);
  });

  test('are described as in RFC 7643 section 8.7, which tools look for', async () => {
    const { body } = await service.call('/Schemas');
    const described = body.Resources.map((one: { name: string; description: string }) => [
      one.name,
      one.description,
    ]);
    expect(described).toEqual([
      ['User', 'User Account'],
      ['Group', 'Group'],
      ['EnterpriseUser', 'Enterprise User'],
    ]);
  });

  test('every attribute says all that a client has to know', async () => {
    const { Resources } = await get('/Schemas');
    const check = (attribute: Record<string, unknown>): void => {
      expect(attribute).toEqual(
        expect.objectContaining({
          name: expect.stringMatching(/^\$?\w+$/),
          type: expect.stringMatching(/^(string|boolean|dateTime|reference|binary|complex)$/),
          multiValued: expect.any(Boolean),
          description: expect.any(String),
          required: expect.any(Boolean),
          caseExact: expect.any(Boolean),
          mutability: expect.stringMatching(/^(readOnly|readWrite|immutable|writeOnly)$/),
          returned: expect.stringMatching(/^(always|never|default|request)$/),
          uniqueness: expect.stringMatching(/^(none|server|global)$/),
        }),
      );
      if (attribute['type'] === 'reference') expect(attribute['referenceTypes']).toEqual(expect.any(Array));
      const subAttributes = attribute['subAttributes'];
      if (attribute['type'] === 'complex') expect(subAttributes).toEqual(expect.any(Array));
      if (Array.isArray(subAttributes)) subAttributes.forEach(check);
    };
    for (const { attributes } of Resources) attributes.forEach(check);
  });

  test('what users and groups hold is what the schemas declare', async () => {
    const { Resources: schemas } = await get('/Schemas');
    const declared = (id: string): string[] =>
      schemas
        .find((one: { id: string }) => one.id === id)
        .attributes.map(({ name }: { name: string }) => name);
    const common = ['schemas', 'id', 'meta'];
    for (const [path, id] of [
      ['/Users', urn.user],
      ['/Groups', urn.group],
    ] as const) {
      for (const resource of (await get(`${path}?count=100`)).Resources)
        expect([...common, ...declared(id), urn.enterprise]).toEqual(
          expect.arrayContaining(Object.keys(resource)),
        );
    }
  });

  test.each([
    [urn.user, true],
    [urn.group, true],
    [urn.enterprise, false],
  ])('%s lists externalId, which Entra ID looks for: %s', async (id, isListed) => {
    const { attributes } = await get(`/Schemas/${id}`);
    const found = attributes.filter(({ name }: { name: string }) => name === 'externalId');
    expect(found).toEqual(
      isListed ? [expect.objectContaining({ type: 'string', caseExact: true, mutability: 'readWrite' })] : [],
    );
  });
});

describe('queries', () => {
  test.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas', `/Schemas/${urn.user}`])(
    'a filter on %s is refused, paging and order are ignored',
    async (path) => {
      const refused = await service.call(`${path}${query({ filter: 'id pr' })}`);
      expect({ status: refused.status, in: refused.body.status }).toEqual({ status: 403, in: '403' });
      expect(await get(`${path}${query({ startIndex: 2, count: 0, sortBy: 'id' })}`)).toEqual(
        await get(path),
      );
    },
  );

  test.each(['/ResourceTypes/Pet', '/Schemas/urn:example:Pet', '/ServiceProviderConfig/1', '/Pets'])(
    '%s is a 404',
    async (path) => {
      const { status, body } = await service.call(path);
      expect({ status, schemas: body.schemas, in: body.status }).toEqual({
        status: 404,
        schemas: [urn.error],
        in: '404',
      });
    },
  );

  test.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])(
    '%s cannot be written',
    async (path) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const { status, headers } = await service.call(path, {
          method,
          ...(method === 'DELETE' ? {} : { body: {} }),
        });
        expect(status).toBe(405);
        expect(headers.get('Allow')).toContain('GET');
      }
    },
  );
});
