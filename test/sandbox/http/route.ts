import type { World } from '../world.ts';
import type { Answer } from './answer.ts';
import { int32, type Query } from './query.ts';

/** Who calls, once the token was found good. */
export interface Caller {
  readonly userId: number;
  readonly token: string;
  /** Spelled with blanks. */
  readonly rights: ReadonlySet<string>;
}

/** A request on its way into a handler. */
export interface Request {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: unknown;
  readonly caller: Caller;
}

/** One verb on one path. */
export interface Route {
  readonly method: string;
  /** After `/api`, with `{name}` for what varies. */
  readonly path: string;
  /** Any of these suffices; none: signing in suffices. */
  readonly rights?: readonly string[];
  /** Needs no token. */
  readonly anonymous?: boolean;
  /** Came with the PATCH calls and is missing where the switch `patch` says so. */
  readonly since109?: boolean;
  /** Works in read-only mode although it is no GET. */
  readonly harmless?: boolean;
  /** Members that the body may have, as dotted paths; others are ignored and noted. */
  readonly fields?: readonly string[];
  readonly handle: (world: World, request: Request) => Answer;
}

/** The int32 in a path; throws the 400 of one that is none. */
export function idOf(request: Request, name = 'id'): number {
  return int32(name, request.params[name] ?? '');
}
