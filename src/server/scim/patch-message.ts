import { fault } from './faults.ts';
import { isObject } from './json.ts';
import { LIMITS } from './limits.ts';
import { asObject } from './resource.ts';

const PATCH_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const OPS = ['add', 'replace', 'remove'] as const;

export type PatchOp = (typeof OPS)[number];

/** One operation of a PATCH. `value` undefined: there is none; `path` undefined: the whole resource. */
export interface Operation {
  readonly op: PatchOp;
  readonly path?: string | undefined;
  readonly value: unknown;
}

/**
 * The operations of a PatchOp message, unread (RFC 7644 section 3.5.2). Names are read in any letter case and
 * `schemas` may be missing. Throws ScimError invalidSyntax, tooMany.
 */
export function readOperations(body: unknown): readonly unknown[] {
  const message = asObject(body);
  const schemas = member(message, 'schemas');
  if (schemas !== undefined && !names(schemas, PATCH_URN)) {
    throw fault(
      'invalidSyntax',
      `schemas has to hold ${PATCH_URN} in a PATCH: send that, or PUT the whole resource`,
    );
  }
  const operations = member(message, 'operations');
  if (!Array.isArray(operations) || operations.length === 0) {
    throw fault(
      'invalidSyntax',
      'Operations has to be a list with at least one operation: send what is to change in it',
    );
  }
  if (operations.length > LIMITS.operations) {
    throw fault(
      'tooMany',
      `A PATCH may hold ${LIMITS.operations} operations: send the others in a second request`,
    );
  }
  return operations;
}

/** One operation. Throws ScimError invalidSyntax, invalidPath. */
export function readOperation(raw: unknown): Operation {
  if (!isObject(raw))
    throw fault('invalidSyntax', 'an operation has to be a JSON object: send op, path and value');
  const word = member(raw, 'op');
  const op = OPS.find((known) => typeof word === 'string' && known === word.toLowerCase());
  if (!op) throw fault('invalidSyntax', 'op has to be add, replace or remove: send one of them');
  const path = member(raw, 'path') ?? '';
  if (typeof path !== 'string')
    throw fault('invalidPath', 'path has to be text: send it in quotation marks, or leave it out');
  return { op, path: path.trim() === '' ? undefined : path.trim(), value: member(raw, 'value') };
}

function member(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1];
}

function names(schemas: unknown, urn: string): boolean {
  const list: readonly unknown[] = Array.isArray(schemas) ? schemas : [schemas];
  return list.some((one) => typeof one === 'string' && one.toLowerCase() === urn.toLowerCase());
}
