import { describe, expect, test } from 'vitest';
import {
  resourceType,
  resourceTypes,
  schema,
  schemas,
  serviceProviderConfig,
} from '../../src/server/scim/discovery.ts';
import { readPaging } from '../../src/server/scim/list.ts';

const base = 'https://scim.example.com/scim/v2';
const user = 'urn:ietf:params:scim:schemas:core:2.0:User';
const group = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('serviceProviderConfig', () => {
  const config = serviceProviderConfig(`${base}/`);

  test('says what is there and what is not', () => {
    expect(config).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 1_048_576 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      pagination: { cursor: true, index: true },
      meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
    });
    expect(config).toHaveProperty('authenticationSchemes.0.type', 'oauthbearertoken');
  });

  test('names the page sizes that lists really have', () => {
    expect(config).toHaveProperty('filter', {
      supported: true,
      maxResults: readPaging({ count: '999999' }).count,
    });
    expect(config).toHaveProperty('pagination.defaultPageSize', readPaging({}).count);
  });
});

describe('resource types', () => {
  test('are a list of User and Group', () => {
    expect(resourceTypes(base)).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 2,
      startIndex: 1,
      itemsPerPage: 2,
      Resources: [
        {
          id: 'User',
          endpoint: '/Users',
          schema: user,
          schemaExtensions: [{ schema: enterprise, required: false }],
        },
        { id: 'Group', endpoint: '/Groups', schema: group, schemaExtensions: [] },
      ],
    });
  });

  test('are found one by one in any letter case', () => {
    expect(resourceType(base, 'user')).toHaveProperty('meta.location', `${base}/ResourceTypes/User`);
    expect(resourceType(base, 'Device')).toBeUndefined();
    expect(resourceType(base, '__proto__')).toBeUndefined();
  });
});

describe('schemas', () => {
  test('are the three that are served', () => {
    const { Resources } = schemas(base) as { Resources: { id: string; meta: { location: string } }[] };
    expect(Resources.map(({ id }) => id)).toEqual([user, group, enterprise]);
    expect(Resources[0]?.meta.location).toBe(`${base}/Schemas/${user}`);
  });

  test('are found one by one in any letter case', () => {
    expect(schema(base, group.toUpperCase())).toMatchObject({ id: group, name: 'Group' });
    expect(schema(base, 'urn:example:nothing')).toBeUndefined();
  });

  test('say that a user name is required and cannot change, and that a password is never returned', () => {
    const { attributes } = schema(base, user) as { attributes: { name: string }[] };
    const named = (wanted: string): unknown => attributes.find(({ name }) => name === wanted);
    expect(named('userName')).toMatchObject({
      required: true,
      mutability: 'immutable',
      uniqueness: 'server',
      caseExact: false,
    });
    expect(named('password')).toMatchObject({ mutability: 'writeOnly', returned: 'never' });
    expect(named('groups')).toMatchObject({ mutability: 'readOnly', multiValued: true });
  });

  test('give every attribute all characteristics of RFC 7643 section 7, down to the parts', () => {
    const { Resources } = schemas(base) as { Resources: { attributes: readonly object[] }[] };
    const all = Resources.flatMap(({ attributes }) => attributes);
    const parts = all.flatMap((one) => ('subAttributes' in one ? (one.subAttributes as object[]) : []));
    expect(all.length).toBeGreaterThan(25);
    expect(parts.length).toBeGreaterThan(30);
    for (const one of [...all, ...parts]) {
      for (const key of [
        'name',
        'type',
        'multiValued',
        'description',
        'required',
        'caseExact',
        'mutability',
        'returned',
        'uniqueness',
      ]) {
        expect(one).toHaveProperty(key);
      }
      expect('subAttributes' in one).toBe((one as { type: string }).type === 'complex');
    }
  });
});
