import { ENTERPRISE_USER_URN } from './enterprise-user-schema.ts';
import { GROUP_URN } from './group-schema.ts';
import { CURSOR_TIMEOUT, DEFAULT_COUNT, LIST_URN, MAX_COUNT } from './list.ts';
import { LIMITS } from './limits.ts';
import { EXTERNAL_ID, type ResourceKind, SCHEMAS, type Schema } from './schemas.ts';
import { USER_URN } from './user-schema.ts';

const CONFIG_URN = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const RESOURCE_TYPE_URN = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SCHEMA_URN = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

const KINDS: readonly ResourceKind[] = ['User', 'Group'];

/** What this server can do (RFC 7643 section 5; `pagination`: RFC 9865 section 4). `base` is the SCIM base URL. */
export function serviceProviderConfig(base: string): object {
  return {
    schemas: [CONFIG_URN],
    patch: { supported: true },
    bulk: { supported: true, maxOperations: LIMITS.operations, maxPayloadSize: LIMITS.bulkBytes },
    filter: { supported: true, maxResults: MAX_COUNT },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: DEFAULT_COUNT,
      maxPageSize: MAX_COUNT,
      cursorTimeout: CURSOR_TIMEOUT,
    },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Endpoint token',
        description: 'The token of an endpoint, as a bearer token in the Authorization header.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${trimmed(base)}/ServiceProviderConfig` },
  };
}

/** The list of resource types (RFC 7643 section 6). */
export function resourceTypes(base: string): object {
  return listOf(KINDS.map((kind) => typeOf(base, kind)));
}

/** One resource type by its id, in any letter case; undefined: there is none. */
export function resourceType(base: string, id: string): object | undefined {
  const kind = KINDS.find((name) => name.toLowerCase() === id.toLowerCase());
  return kind && typeOf(base, kind);
}

/** The list of schemas (RFC 7643 section 7). */
export function schemas(base: string): object {
  return listOf(SCHEMAS.map((one) => shown(base, one)));
}

/** One schema by its URN, in any letter case; undefined: there is none. */
export function schema(base: string, id: string): object | undefined {
  const found = SCHEMAS.find((one) => one.id.toLowerCase() === id.toLowerCase());
  return found && shown(base, found);
}

function typeOf(base: string, kind: ResourceKind): object {
  const isUser = kind === 'User';
  return {
    schemas: [RESOURCE_TYPE_URN],
    id: kind,
    name: kind,
    endpoint: isUser ? '/Users' : '/Groups',
    description: isUser ? 'Users of Secret Server' : 'Groups of Secret Server',
    schema: isUser ? USER_URN : GROUP_URN,
    schemaExtensions: isUser ? [{ schema: ENTERPRISE_USER_URN, required: false }] : [],
    meta: { resourceType: 'ResourceType', location: `${trimmed(base)}/ResourceTypes/${kind}` },
  };
}

/** `externalId` is listed too, as RFC 7643 section 3.1 allows: Entra ID maps to no attribute that is not. */
function shown(base: string, one: Schema): object {
  const isExtension = one.id === ENTERPRISE_USER_URN;
  const attributes = isExtension ? one.attributes : [EXTERNAL_ID, ...one.attributes];
  const meta = { resourceType: 'Schema', location: `${trimmed(base)}/Schemas/${one.id}` };
  return { schemas: [SCHEMA_URN], ...one, attributes, meta };
}

function listOf(resources: readonly object[]): object {
  const size = resources.length;
  return { schemas: [LIST_URN], totalResults: size, startIndex: 1, itemsPerPage: size, Resources: resources };
}

function trimmed(base: string): string {
  return base.replace(/\/$/, '');
}
