import { findSub } from './attribute.ts';
import type { ScimError } from './errors.ts';
import { fault, quoted } from './faults.ts';
import { LIMITS } from './limits.ts';
import { type ResourceKind, type Target, findTarget } from './schemas.ts';
import { type ValueFilter, readValueFilter } from './value-filter.ts';

/** What a PATCH path points at: an attribute, a part of it, or some of its values (RFC 7644 section 3.5.2). */
export interface Path extends Target {
  readonly filter: ValueFilter | null;
}

/** Reads `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`, each with or without URN. Throws ScimError invalidPath, invalidFilter. */
export function readPath(kind: ResourceKind, text: string): Path {
  const path = text.trim();
  if (path.length > LIMITS.filterLength) throw fault('pathTooLong');
  const open = path.indexOf('[');
  if (open >= 0) return readFiltered(kind, path, open);
  const target = findTarget(kind, path);
  if (!target) throw unknown(kind, path);
  return { ...target, filter: null };
}

function readFiltered(kind: ResourceKind, path: string, open: number): Path {
  const close = path.lastIndexOf(']');
  const after = path.slice(close + 1);
  if (close < open || (after !== '' && !after.startsWith('.'))) {
    throw fault('pathUnreadable', { path: shown(path) });
  }
  const target = findTarget(kind, path.slice(0, open).trim());
  if (!target) throw unknown(kind, path);
  if (!target.attribute.multiValued || target.sub) {
    throw fault('pathNoList', { path: shown(path) });
  }
  const sub = after === '' ? null : findSub(target.attribute, after.slice(1));
  if (sub === undefined) throw unknown(kind, path);
  return { ...target, sub, filter: readValueFilter(target.attribute, path.slice(open + 1, close)) };
}

function unknown(kind: ResourceKind, path: string): ScimError {
  return fault('pathUnknown', { path: shown(path), kind: kind.toLowerCase() });
}

/** The path without what the client looks for. */
function shown(path: string): string {
  const open = path.indexOf('[');
  const end = path.slice(Math.max(path.lastIndexOf(']'), open) + 1);
  return quoted(open < 0 ? path : `${path.slice(0, open)}[...${path.includes(']') ? `]${end}` : ''}`);
}
