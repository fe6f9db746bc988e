import type { Attribute } from './attribute.ts';
import type { Draft } from './draft.ts';
import { type Json, type JsonObject, isEmpty, isObject } from './json.ts';
import type { PatchOp } from './patch-message.ts';
import type { Target } from './schemas.ts';
import { mergeComplex, readSingle } from './values.ts';

/** Applies one operation to an attribute with one value. Throws ScimError invalidValue before anything is changed. */
export function changeSingle(
  draft: Draft,
  change: Target & { readonly op: PatchOp; readonly value: unknown },
): void {
  const value = change.sub ? change.value : onlyOne(change, change.value);
  const next = change.sub
    ? withPart(draft.get(change), change)
    : withValue(draft.get(change), { ...change, value });
  draft.set(change, isObject(next) && Object.keys(next).length === 0 ? undefined : next);
}

/** A complex value keeps the parts that are not sent (RFC 7644 section 3.5.2.3). */
function withValue(
  held: Json | undefined,
  { attribute, op, value }: Target & { readonly op: PatchOp; readonly value: unknown },
): Json | undefined {
  if (op === 'remove' || isEmpty(value)) return undefined;
  const place = { path: attribute.name };
  return attribute.type === 'complex'
    ? mergeReference(attribute, asObject(held), value)
    : readSingle(attribute, value, place);
}

/** What points at somebody else now keeps neither the name nor the address of whom it pointed at before. */
function mergeReference(attribute: Attribute, held: JsonObject, value: unknown): JsonObject {
  const place = { path: attribute.name };
  const merged = mergeComplex(attribute, held, value, place);
  return merged['value'] === held['value'] ? merged : mergeComplex(attribute, {}, value, place);
}

function withPart(
  held: Json | undefined,
  { attribute, sub, op, value }: Target & { readonly op: PatchOp; readonly value: unknown },
): Json {
  const sent = sub ? { [sub.name]: op === 'remove' ? null : value } : {};
  return mergeReference(attribute, asObject(held), sent);
}

/** Entra ID sends a manager in a list of its own. */
function onlyOne({ attribute }: Target, value: unknown): unknown {
  return attribute.type === 'complex' && Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function asObject(held: Json | undefined): JsonObject {
  return isObject(held) ? held : {};
}
