import { Draft } from './draft.ts';
import { readEntries } from './entries.ts';
import type { ScimError } from './errors.ts';
import { collect, fault } from './faults.ts';
import { type JsonObject, isEmpty, isObject } from './json.ts';
import {
  type ResourceKind,
  type Slot,
  coreUrn,
  findExtension,
  findSlot,
  isCoreUrn,
  requiredAttributes,
  topName,
} from './schemas.ts';
import { readSingle } from './values.ts';

/** A user or group as clients and the mirror see it, attribute names in the schema's spelling. */
export type Resource = JsonObject;

/** What a request says. An attribute with a fault is not in `asked`, and in `resource` only as it was before. */
export interface Reading {
  readonly resource: Resource;
  /** Top-level names and extension URNs that the request mentions; asked and not in `resource`: to be cleared. */
  readonly asked: ReadonlySet<string>;
  /** All that has to be refused; the caller decides what still counts (D3). */
  readonly faults: readonly ScimError[];
}

/** A reading while it grows. */
interface Open {
  readonly kind: ResourceKind;
  readonly draft: Draft;
  readonly held: Draft;
  readonly seen: Set<Slot['attribute']>;
  readonly asked: Set<string>;
  readonly bad: Map<string, Slot>;
  readonly faults: ScimError[];
}

/**
 * A resource out of a POST or PUT body. Unknown and read-only attributes are ignored: Okta sends its own GET answer
 * back (reference: okta, section 5). Texts that `current` holds already are taken as they are.
 * Throws ScimError invalidSyntax when the body is no JSON object; everything else is collected.
 */
export function readResource(kind: ResourceKind, body: unknown, current: Resource = {}): Reading {
  const open: Open = {
    kind,
    draft: new Draft(kind),
    held: new Draft(kind, current),
    seen: new Set(),
    asked: new Set(),
    bad: new Map(),
    faults: [],
  };
  const members = Object.entries(asObject(body));
  for (const [name, value] of members) readMember(open, name, value);
  const [, schemas] = members.find(([name]) => name.toLowerCase() === 'schemas') ?? [];
  collect(open.faults, () => checkSchemas(kind, schemas));
  for (const [top, slot] of open.bad) {
    open.draft.drop(slot);
    open.asked.delete(top);
  }
  const resource = open.draft.resource();
  return { resource, asked: open.asked, faults: [...open.faults, ...missing(open, resource)] };
}

/**
 * One member of the body: an attribute, an extension object, or something that no schema knows. Some clients hold the
 * attributes of the core schema in an object of their own too.
 */
function readMember(open: Open, name: string, value: unknown): void {
  const extension = findExtension(open.kind, name);
  const urn = extension ?? (isCoreUrn(open.kind, name) ? coreUrn(open.kind) : undefined);
  if (urn === undefined) {
    readAttribute(open, name, value);
    return;
  }
  if (extension !== undefined && (isEmpty(value) || isObject(value))) open.asked.add(extension);
  if (isObject(value)) {
    for (const [inner, given] of Object.entries(value)) readAttribute(open, `${urn}:${inner}`, given);
  } else if (!isEmpty(value)) {
    open.faults.push(fault('extensionNoObject', { urn }));
  }
}

/** Every resource names the schema of its type (RFC 7643 section 3). */
function checkSchemas(kind: ResourceKind, value: unknown): void {
  const urn = coreUrn(kind);
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  if (!list.some((one) => typeof one === 'string' && isCoreUrn(kind, one))) throw fault('schema', { urn });
}

function readAttribute(open: Open, name: string, value: unknown): void {
  const slot = findSlot(open.kind, name);
  if (!slot || slot.attribute.mutability === 'readOnly') return;
  const isRead = collect(open.faults, () => store(open, slot, value));
  if (isRead) open.asked.add(topName(slot));
  else open.bad.set(topName(slot), slot);
}

function store({ draft, held, seen }: Open, slot: Slot, value: unknown): void {
  const { attribute } = slot;
  if (seen.has(attribute)) {
    throw fault('twice', { name: attribute.name });
  }
  seen.add(attribute);
  const now = held.get(slot);
  if (attribute.multiValued) draft.setEntries(slot, readEntries(attribute, value, now));
  else draft.set(slot, readSingle(attribute, value, { path: attribute.name, held: now }));
}

function missing({ kind, bad }: Open, resource: Resource): readonly ScimError[] {
  return requiredAttributes(kind)
    .filter(({ name }) => resource[name] === undefined && !bad.has(name))

    .map(({ name }) => fault('required', { name, kind: kind.toLowerCase() }));
}

/** The body as a JSON object. Throws ScimError invalidSyntax for anything else. */
export function asObject(body: unknown): Readonly<Record<string, unknown>> {
  if (isObject(body)) return body;
  throw fault('noObject');
}
