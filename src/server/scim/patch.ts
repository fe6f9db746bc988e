import { Draft } from './draft.ts';
import type { ScimError } from './errors.ts';
import { collect, fault } from './faults.ts';
import { isEmpty, isObject } from './json.ts';
import { changeEntries } from './patch-entries.ts';
import { type Operation, checkPatchSchemas, readOperation, readOperations } from './patch-message.ts';
import { changeSingle } from './patch-single.ts';
import { type Path, readPath } from './path.ts';
import type { Reading, Resource } from './resource.ts';
import { type ResourceKind, findExtension, findTarget, isCoreUrn, topName } from './schemas.ts';

interface Open {
  readonly kind: ResourceKind;
  readonly draft: Draft;
  readonly asked: Set<string>;
  readonly faults: ScimError[];
}

/**
 * A PATCH on a copy of `current` (RFC 7644 section 3.5.2), in the forms of Okta (reference: okta, sections 6 and 9)
 * and Entra ID. An operation, or one attribute of an operation without path, that has a fault is left out; the others
 * are applied. `userName` can be changed here: whether that is a rename is the caller's to say (D9).
 * Throws ScimError for a body that is no PATCH message, and tooMany.
 */
export function applyPatch(kind: ResourceKind, current: Resource, body: unknown): Reading {
  const open: Open = { kind, draft: new Draft(kind, current), asked: new Set(), faults: [] };
  const operations = readOperations(body);
  collect(open.faults, () => checkPatchSchemas(body));
  for (const [index, raw] of operations.entries()) {
    const prefix = `Operation ${index + 1}: `;
    collect(open.faults, () => applyOperation(open, readOperation(raw), prefix), prefix);
  }
  return { resource: open.draft.resource(), asked: open.asked, faults: open.faults };
}

function applyOperation(open: Open, operation: Operation, prefix: string): void {
  const { op, path, value } = operation;
  // The schema of the type stands for the whole resource.
  if (path !== undefined && !isCoreUrn(open.kind, path)) {
    const urn = findExtension(open.kind, path);
    if (urn !== undefined) applyExtension(open, { ...operation, urn, prefix });
    else applyAt(open, operation, readPath(open.kind, path));
    return;
  }
  if (op === 'remove') throw fault('removeNothing');
  if (!isObject(value)) throw fault('valueNoObject');
  for (const [name, given] of Object.entries(value)) {
    // The name of an attribute may hold a filter here, which only Entra ID writes.
    const inner = { op, path: name, value: given, makes: true };
    const urn = findExtension(open.kind, name);
    if (urn !== undefined) applyExtension(open, { ...inner, urn, prefix });
    else if (isCoreUrn(open.kind, name)) applyOperation(open, inner, prefix);
    else collect(open.faults, () => applyMember(open, inner), prefix);
  }
}

/** An attribute of an operation without path. As in a whole resource, unknown and read-only ones are ignored. */
function applyMember(open: Open, operation: Operation & { readonly path: string }): void {
  const { path: name } = operation;
  if (!name.includes('[') && !findTarget(open.kind, name)) return;
  const path = readPath(open.kind, name);
  if (path.attribute.mutability !== 'readOnly' && path.sub?.mutability !== 'readOnly')
    applyAt(open, operation, path);
}

/** A whole extension object: its attributes are changed one by one, null takes all of them away. */
function applyExtension(
  open: Open,
  { op, value, urn, prefix }: Operation & { readonly urn: string; readonly prefix: string },
): void {
  if (op === 'remove' || (value !== undefined && isEmpty(value))) {
    open.draft.dropExtension(urn);
    open.asked.add(urn);
  } else if (isObject(value)) {
    for (const [name, given] of Object.entries(value)) {
      const inner = { op, path: `${urn}:${name}`, value: given, makes: true };
      collect(open.faults, () => applyMember(open, inner), prefix);
    }
  } else {
    throw fault('extensionNoObject', { urn });
  }
}

function applyAt(open: Open, operation: Operation, path: Path): void {
  checkAllowed(operation, path);
  const { op, value, makes } = operation;
  const change = { ...path, op, value, makes };
  if (path.attribute.multiValued) changeEntries(open.draft, change);
  else changeSingle(open.draft, change);
  open.asked.add(topName(path));
}

function checkAllowed({ op, value }: Operation, { attribute, sub, filter }: Path): void {
  const name = sub ? `${attribute.name}.${sub.name}` : attribute.name;
  if (attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly') {
    throw fault('readOnly', { name });
  }
  if (sub?.mutability === 'immutable') {
    throw fault('immutable', { name, list: attribute.name });
  }
  if (op !== 'remove' && value === undefined) {
    throw fault('valueMissing', { op, name });
  }
  if (!attribute.required || sub || filter) return;
  if (op === 'remove') throw fault('requiredStays', { name });
  if (isEmpty(value)) throw fault('requiredEmpty', { name });
}
