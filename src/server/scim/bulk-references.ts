import { isObject } from './json.ts';

const PREFIX = 'bulkId:';
/** A reference within the filter of a PATCH path. */
const QUOTED = /"bulkId:([^"\\]+)"/g;
/** Deeper than any attribute of a schema. */
const DEEPEST = 10;

/** The bulkId that a text stands for (RFC 7644 section 3.7.2); undefined: it is a plain text. */
export function referenceIn(text: string): string | undefined {
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : undefined;
}

/** Every bulkId that a value refers to. */
export function referencesOf(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  replaceReferences(value, (bulkId) => {
    found.add(bulkId);
    return undefined;
  });
  return found;
}

/** A copy of the value with ids in place of the bulkIds that `idOf` knows. */
export function replaceReferences(
  value: unknown,
  idOf: (bulkId: string) => string | undefined,
  depth = 0,
): unknown {
  if (typeof value === 'string') {
    const bulkId = referenceIn(value);
    if (bulkId !== undefined) return idOf(bulkId) ?? value;
    return value.replaceAll(QUOTED, (whole, name: string) => {
      const id = idOf(name);
      return id === undefined ? whole : `"${id}"`;
    });
  }
  if (depth >= DEEPEST) return value;
  if (Array.isArray(value)) return value.map((one) => replaceReferences(one, idOf, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, replaceReferences(one, idOf, depth + 1)]),
  );
}

/** The data in two parts: the attributes that can be sent now, and those that refer to one of `open`. */
export function splitOff(
  data: Readonly<Record<string, unknown>>,
  open: ReadonlySet<string>,
): { readonly now: object; readonly later: Readonly<Record<string, unknown>> } {
  const waits = ([, value]: [string, unknown]): boolean =>
    [...referencesOf(value)].some((bulkId) => open.has(bulkId));
  const entries = Object.entries(data);
  return {
    now: Object.fromEntries(entries.filter((entry) => !waits(entry))),
    later: Object.fromEntries(entries.filter(waits)),
  };
}
