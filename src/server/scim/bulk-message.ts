import { fault, quoted } from './faults.ts';
import { isObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { PATCH_URN } from './patch-message.ts';
import { asObject } from './resource.ts';
import type { ResourceKind } from './schemas.ts';

const BULK_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

type Method = (typeof METHODS)[number];

/** One operation of a bulk request (RFC 7644 section 3.7), its references not resolved yet. */
export interface BulkOperation {
  readonly method: Method;
  /** The name by which other operations refer to what a POST makes. */
  readonly bulkId: string | undefined;
  readonly kind: ResourceKind;
  /** The last part of the path: an id, or `bulkId:` and a name; undefined for a POST. */
  readonly target: string | undefined;
  readonly version: string | undefined;
  readonly data: unknown;
}

export interface BulkMessage {
  /** After how many errors to stop; undefined: never. */
  readonly failOnErrors: number | undefined;
  /** Unread, as one that cannot be read fails alone. */
  readonly operations: readonly unknown[];
}

/** A bulk request. Throws ScimError invalidSyntax, invalidValue; 413 for too many operations (section 3.7.4). */
export function readBulkMessage(body: unknown): BulkMessage {
  const message = foldNames(asObject(body));
  const schemas = message.get('schemas');
  if (!(Array.isArray(schemas) && schemas.includes(BULK_URN)))
    throw fault('messageSchema', { urn: BULK_URN, what: 'a bulk request' });
  const operations = message.get('operations');
  if (!Array.isArray(operations) || operations.length === 0) throw fault('noOperations');
  if (operations.length > LIMITS.operations) throw fault('bulkTooMany');
  return { failOnErrors: readFailOnErrors(message.get('failonerrors')), operations };
}

function readFailOnErrors(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw fault('failOnErrors');
}

/** What a result repeats of an operation, however wrong the operation is. */
export function labelsOf(raw: unknown): { readonly method?: string; readonly bulkId?: string } {
  const members = foldNames(isObject(raw) ? raw : {});
  const method = members.get('method');
  const bulkId = members.get('bulkid');
  return {
    ...(typeof method === 'string' ? { method: method.slice(0, 20) } : {}),
    ...(typeof bulkId === 'string' ? { bulkId } : {}),
  };
}

/** One operation. Throws ScimError invalidSyntax, invalidValue, invalidPath. */
export function readBulkOperation(raw: unknown): BulkOperation {
  if (!isObject(raw)) throw fault('operationNoObject', { parts: 'method, path and data' });
  const members = foldNames(raw);
  const method = METHODS.find((known) => known === String(members.get('method')).toUpperCase());
  if (!method) throw fault('bulkMethod');
  const { kind, target } = readPath(members.get('path'), method);
  const bulkId = textOf(members, 'bulkId');
  if (method === 'POST' && !bulkId) throw fault('bulkIdMissing');
  const data = dataOf(members.get('data'), method);
  if (method !== 'DELETE' && !isObject(data)) throw fault('bulkData', { method });
  return { method, bulkId, kind, target, version: textOf(members, 'version'), data };
}

/** The RFC's own example has a PATCH carry its operations bare (RFC 7644 section 3.7.3). */
function dataOf(data: unknown, method: Method): unknown {
  return method === 'PATCH' && Array.isArray(data) ? { schemas: [PATCH_URN], Operations: data } : data;
}

function readPath(path: unknown, method: Method): Pick<BulkOperation, 'kind' | 'target'> {
  const parts = /^\/?(Users|Groups)(?:\/([^/?#]+))?\/?$/i.exec(typeof path === 'string' ? path.trim() : '');
  const target = parts?.[2];
  if (!parts || (target === undefined) !== (method === 'POST')) {
    const wanted = method === 'POST' ? '/Users or /Groups' : '/Users/{id} or /Groups/{id}';
    const sent = typeof path === 'string' ? ` ${quoted(path)}` : '';
    throw fault('bulkPath', { path: sent, method, wanted });
  }
  return { kind: parts[1]?.toLowerCase() === 'users' ? 'User' : 'Group', target };
}

function textOf(members: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = members.get(name.toLowerCase());
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw fault('noText', { name });
}

function foldNames(object: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]));
}
