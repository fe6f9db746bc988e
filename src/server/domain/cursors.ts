import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CURSOR_TIMEOUT } from '../scim/list.ts';
import type { Position } from '../store/search.ts';
import { refusals } from './refusals.ts';

/** A list of one endpoint, and the wall clock in epoch milliseconds: a cursor outlives a restart. */
export interface CursorScope {
  /** The same for all pages of one list. */
  readonly walk: string;
  readonly now: number;
}

const content = z.tuple([
  z.string(),
  z.int(),
  z.union([z.string(), z.number(), z.null()]),
  z.enum(['User', 'Group']),
  z.int(),
]);

/**
 * The place behind a row, for the client to come back to (RFC 9865 section 2). It holds everything itself and gives
 * away nothing that the client has not seen, so it is bound to its list but not signed.
 */
export function writeCursor({ walk, now }: CursorScope, { key, type, id }: Position): string {
  const value: z.infer<typeof content> = [digest(walk), Math.floor(now / 1000), key, type, id];
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/**
 * Where a cursor leads; undefined: to the first page.
 * @throws ScimError invalidCursor, expiredCursor
 */
export function readCursor({ walk, now }: CursorScope, cursor: string): Position | undefined {
  if (cursor === '') return undefined;
  const [listed, madeAt, key, type, id] = parse(cursor);
  if (listed !== digest(walk)) {
    throw refusals.otherCursor();
  }
  if (Math.abs(now / 1000 - madeAt) > CURSOR_TIMEOUT) {
    throw refusals.expiredCursor();
  }
  return { key, type, id };
}

function parse(cursor: string): z.infer<typeof content> {
  try {
    return content.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw refusals.badCursor(cause);
  }
}

function digest(walk: string): string {
  return createHash('sha256').update(walk).digest('base64url').slice(0, 16);
}
