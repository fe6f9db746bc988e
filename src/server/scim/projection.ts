import type { Attribute } from './attribute.ts';
import { fault } from './faults.ts';
import { type Json, type JsonObject, isObject } from './json.ts';
import {
  type ResourceKind,
  type Slot,
  coreAttributes,
  findExtension,
  findSlot,
  findTarget,
  isCoreUrn,
} from './schemas.ts';

/** Which attributes an answer holds (RFC 7644 section 3.9): these alone, or all but these. Names as the client wrote them. */
export interface Projection {
  readonly mode: 'only' | 'without';
  readonly names: readonly string[];
}

/**
 * `attributes` and `excludedAttributes`, each a list separated by commas; undefined: everything that is returned by
 * default. Throws ScimError invalidValue when both are given.
 */
export function readProjection(
  attributes: string | undefined,
  excludedAttributes: string | undefined,
): Projection | undefined {
  const only = namesIn(attributes);
  const without = namesIn(excludedAttributes);
  if (only.length > 0 && without.length > 0) {
    throw fault('twoProjections');
  }
  if (only.length > 0) return { mode: 'only', names: only };
  return without.length > 0 ? { mode: 'without', names: without } : undefined;
}

/** A filter behind a name is passed over: Entra ID asks for `emails[type eq "work"]`, and gets all e-mails. */
function namesIn(list: string | undefined): readonly string[] {
  if (list === undefined) return [];
  return list
    .replaceAll(/\[[^\]]*\]/g, '')
    .split(',')
    .flatMap((name) => name.trim() || []);
}

/** Whole attributes, and single parts of others. */
interface Named {
  readonly whole: ReadonlySet<Attribute>;
  readonly parts: ReadonlyMap<Attribute, ReadonlySet<string>>;
  readonly extensions: ReadonlySet<string>;
}

/** Projecting resources of one type; names that no schema knows are passed over. */
export function createProjector(
  kind: ResourceKind,
  { mode, names }: Projection,
): (resource: JsonObject) => JsonObject {
  const named = resolve(kind, names);
  const keep = mode === 'only' ? keepNamed : dropNamed;
  return (resource) => {
    const kept: [string, Json][] = [];
    for (const [name, value] of Object.entries(resource)) {
      const urn = findExtension(kind, name);
      const shown = urn === undefined ? keep(named, findSlot(kind, name), value) : extension(urn, value);
      if (shown !== undefined) kept.push([name, shown]);
    }
    return Object.fromEntries(kept);
  };

  function extension(urn: string, value: Json): Json | undefined {
    if (!isObject(value) || named.extensions.has(urn)) return mode === 'only' ? value : undefined;
    const inner = Object.entries(value).flatMap(([name, part]): [string, Json][] => {
      const shown = keep(named, findSlot(kind, `${urn}:${name}`), part);
      return shown === undefined ? [] : [[name, shown]];
    });
    return inner.length > 0 ? Object.fromEntries(inner) : undefined;
  }
}

/** Whether a projection leaves the whole attribute out, whatever its value is. */
export function leavesOut(kind: ResourceKind, name: string, { mode, names }: Projection): boolean {
  const slot = findSlot(kind, name);
  if (!slot || slot.attribute.returned === 'always') return false;
  const { whole, parts } = resolve(kind, names);
  return mode === 'without'
    ? whole.has(slot.attribute)
    : !whole.has(slot.attribute) && !parts.has(slot.attribute);
}

function resolve(kind: ResourceKind, names: readonly string[]): Named {
  const whole = new Set<Attribute>();
  const parts = new Map<Attribute, Set<string>>();
  const extensions = new Set<string>();
  for (const name of names) {
    const urn = findExtension(kind, name);
    const target = findTarget(kind, name);
    if (urn !== undefined) extensions.add(urn);
    else if (isCoreUrn(kind, name)) for (const attribute of coreAttributes(kind)) whole.add(attribute);
    else if (target?.sub)
      parts.set(target.attribute, (parts.get(target.attribute) ?? new Set()).add(target.sub.name));
    else if (target) whole.add(target.attribute);
  }
  return { whole, parts, extensions };
}

function keepNamed({ whole, parts }: Named, slot: Slot | undefined, value: Json): Json | undefined {
  if (!slot) return undefined;
  if (slot.attribute.returned === 'always' || whole.has(slot.attribute)) return value;
  const wanted = parts.get(slot.attribute);
  return wanted && partsOf(value, (name) => wanted.has(name));
}

function dropNamed({ whole, parts }: Named, slot: Slot | undefined, value: Json): Json | undefined {
  if (!slot || slot.attribute.returned === 'always') return value;
  if (whole.has(slot.attribute)) return undefined;
  const unwanted = parts.get(slot.attribute);
  return unwanted ? partsOf(value, (name) => !unwanted.has(name)) : value;
}

/** The parts of a complex value, or of each value of a list; what is left empty goes. */
function partsOf(value: Json, wanted: (name: string) => boolean): Json | undefined {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    const entries = list.flatMap((entry) => partsOf(entry, wanted) ?? []);
    return entries.length > 0 ? entries : undefined;
  }
  if (!isObject(value)) return undefined;
  const parts = Object.entries(value).filter(([name]) => wanted(name));
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}
