import type { Attribute } from './attribute.ts';
import type { Draft } from './draft.ts';
import {
  type Entries,
  checkPrimary,
  checkSize,
  merge,
  readEntries,
  requireParts,
  sameAs,
  saysSomething,
} from './entries.ts';
import { fault } from './faults.ts';
import { type JsonObject, isEmpty } from './json.ts';
import type { Operation } from './patch-message.ts';
import type { Path } from './path.ts';
import { mergeComplex } from './values.ts';

/** One operation on a multi-valued attribute, its path resolved. */
export type ListChange = Path & Omit<Operation, 'path'>;

/** Applies one operation to a multi-valued attribute. Throws ScimError before anything is changed. */
export function changeEntries(draft: Draft, change: ListChange): void {
  const { attribute, filter, sub, op, value } = change;
  const entries = draft.entries(change);
  if (sub) changePart(entries, change, sub);
  else if (filter) changeMatches(entries, change);
  else if (op === 'add') addAll(attribute, entries, readEntries(attribute, value));
  else if (op === 'replace') draft.setEntries(change, readEntries(attribute, value));
  else if (value === undefined || value === null) entries.clear();
  else removeThese(attribute, entries, readEntries(attribute, value));
}

function addAll(attribute: Attribute, entries: Entries, sent: Entries): void {
  const list = [...sent.values()];
  const fresh = list.filter((entry) => sameAs(attribute, entries, entry) === undefined);
  checkSize(attribute, entries.size + fresh.length);
  if (list.some((entry) => entry['primary'] === true)) unmarkPrimary(entries);
  for (const entry of list) merge(attribute, entries, entry);
}

/** Entra ID removes members by a list of them; every part that is sent has to agree. */
function removeThese(attribute: Attribute, entries: Entries, sent: Entries): void {
  for (const entry of sent.values()) {
    const identity = sameAs(attribute, entries, entry);
    if (identity !== undefined) entries.delete(identity);
  }
}

/** `attr[filter]`: the values that match (RFC 7644 section 3.5.2.3). Removing what is not there is done already. */
function changeMatches(entries: Entries, change: ListChange): void {
  const { attribute, filter, op, value, makes } = change;
  const matched = matchesOf(entries, change);
  if (op === 'remove' || isEmpty(value)) {
    for (const identity of matched) entries.delete(identity);
  } else if (matched.length > 0) {
    const place = { path: attribute.name };
    rewrite(attribute, entries, matched, (entry) =>
      mergeComplex(attribute, op === 'add' ? entry : {}, value, place),
    );
  } else {
    if (!makes || !filter?.parts) throw noMatch(attribute);
    addAll(
      attribute,
      entries,
      readEntries(attribute, mergeComplex(attribute, filter.parts, value, { path: attribute.name })),
    );
  }
}

/** `attr[filter].sub`, or `attr.sub` for all values. */
function changePart(entries: Entries, change: ListChange, sub: Attribute): void {
  const { attribute, filter, op, makes } = change;
  const value = op === 'remove' ? null : change.value;
  const matched = filter ? matchesOf(entries, change) : [...entries.keys()];
  const part = { [sub.name]: value };
  if (matched.length > 0) {
    rewrite(attribute, entries, matched, (entry) =>
      mergeComplex(attribute, entry, part, { path: attribute.name }),
    );
  } else if (!isEmpty(value)) {
    if (filter && !(makes && filter.parts)) throw noMatch(attribute);
    addAll(attribute, entries, readEntries(attribute, { ...filter?.parts, ...part }));
  }
}

function matchesOf(entries: Entries, { attribute, filter }: ListChange): readonly string[] {
  const only = filter?.onlyValue;
  if (only !== undefined && attribute.name === 'members') return entries.has(only) ? [only] : [];
  const matched: string[] = [];
  for (const [identity, entry] of entries) if (filter?.matches(entry)) matched.push(identity);
  return matched;
}

/** Changes the values with these identities; everything is read before anything is changed. */
function rewrite(
  attribute: Attribute,
  entries: Entries,
  identities: readonly string[],
  change: (entry: JsonObject) => JsonObject,
): void {
  const changed = identities.map((identity) => change(entries.get(identity) ?? {}));
  for (const entry of changed) requireParts(attribute, entry);
  checkPrimary(attribute, changed);
  if (changed.some((entry) => entry['primary'] === true)) unmarkPrimary(entries);
  const rewritten = new Map(identities.map((identity, index) => [identity, changed[index] ?? {}]));
  const held = [...entries];
  entries.clear();
  for (const [identity, entry] of held) {
    const next = rewritten.get(identity);
    if (!next) entries.set(identity, entry);
    else if (saysSomething(next)) merge(attribute, entries, next);
  }
}

function unmarkPrimary(entries: Entries): void {
  for (const [identity, { primary, ...rest }] of entries) if (primary === true) entries.set(identity, rest);
}

function noMatch(attribute: Attribute): Error {
  return fault('noMatch', { name: attribute.name });
}
