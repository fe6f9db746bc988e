import { fault } from './faults.ts';
import { isObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { asObject } from './resource.ts';

/** The URN of every PATCH body. */
export const PATCH_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const OPS = ['add', 'replace', 'remove'] as const;

export type PatchOp = (typeof OPS)[number];

/** One operation of a PATCH. `value` undefined: there is none; `path` undefined: the whole resource. */
export interface Operation {
  readonly op: PatchOp;
  readonly path?: string | undefined;
  readonly value: unknown;
  /**
   * Whether a value that the filter in the path misses is to be made of it. RFC 7644 has `replace` fail there
   * (section 3.5.2.3); Entra ID, which begins its operations with a capital, expects it to be made.
   */
  readonly makes: boolean;
}

/** Throws ScimError invalidSyntax when the body does not say that it is a PatchOp message. */
export function checkPatchSchemas(body: unknown): void {
  if (names(member(asObject(body), 'schemas'), PATCH_URN)) return;
  throw fault('messageSchema', { urn: PATCH_URN, what: 'a PATCH' });
}

/**
 * The operations of a PatchOp message, unread (RFC 7644 section 3.5.2). Names are read in any letter case.
 * Throws ScimError invalidSyntax, tooMany.
 */
export function readOperations(body: unknown): readonly unknown[] {
  const operations = member(asObject(body), 'operations');
  if (!Array.isArray(operations) || operations.length === 0) throw fault('noOperations');
  if (operations.length > LIMITS.operations) throw fault('tooManyOperations');
  return operations;
}

/** One operation. Throws ScimError invalidSyntax, invalidPath. */
export function readOperation(raw: unknown): Operation {
  if (!isObject(raw)) throw fault('operationNoObject', { parts: 'op, path and value' });
  const given = member(raw, 'op');
  const word = typeof given === 'string' ? given : '';
  const op = OPS.find((known) => known === word.toLowerCase());
  if (!op) throw fault('op');
  const path = member(raw, 'path') ?? '';
  if (typeof path !== 'string') throw fault('pathNoText');
  return {
    op,
    path: path.trim() === '' ? undefined : path.trim(),
    value: member(raw, 'value'),
    makes: op === 'add' || word !== op,
  };
}

function member(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1];
}

function names(schemas: unknown, urn: string): boolean {
  const list: readonly unknown[] = Array.isArray(schemas) ? schemas : [schemas];
  return list.some((one) => typeof one === 'string' && one.toLowerCase() === urn.toLowerCase());
}
