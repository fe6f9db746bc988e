import { permissionsOf } from '../store.ts';
import type { World } from '../world.ts';
import { grantToken } from '../routes/token.ts';
import { unknownMembers } from '../calls.ts';
import { Refusal, badRequest, empty, forbidden, html, json, tokenRefused, type Answer } from './answer.ts';
import { parseBody } from './body.ts';
import type { Query } from './query.ts';
import type { Caller, Route } from './route.ts';
import type { Match } from './router.ts';

/** A request as it came in. */
export interface Incoming {
  readonly method: string;
  /** After `/api`, as it was sent; or the whole path after the base. */
  readonly path: string;
  readonly place: 'api' | 'token' | 'page' | 'outside';
  readonly query: Query;
  readonly bodyText: string;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
}

/** The answer, and what the log wants to know. */
export interface Outcome {
  readonly answer: Answer;
  readonly userId: number | null;
  readonly unknownMembers: readonly string[];
}

export type FindRoute = (method: string, path: string) => Match;

/** Carries out a request. */
export function dispatch(world: World, find: FindRoute, incoming: Incoming): Outcome {
  const found: Found = { userId: null, unknownMembers: [] };
  try {
    return { answer: answer(world, find, incoming, found), ...found };
  } catch (thrown) {
    return { answer: thrown instanceof Refusal ? thrown.answer : serverError(thrown), ...found };
  }
}

/** An unhandled error as Secret Server shows one; here it means a mistake in the simulation. */
function serverError(thrown: unknown): Answer {
  const exceptionMessage = thrown instanceof Error ? thrown.message : String(thrown);
  const exceptionType = thrown instanceof Error ? thrown.name : typeof thrown;
  return json({ message: 'An error has occurred.', exceptionMessage, exceptionType, stackTrace: '' }, 500);
}

/** Filled in on the way, so that it is known of refused calls too. */
interface Found {
  userId: number | null;
  unknownMembers: readonly string[];
}

function answer(world: World, find: FindRoute, incoming: Incoming, found: Found): Answer {
  switch (incoming.place) {
    case 'token':
      if (incoming.method !== 'POST') return wrongVerb(incoming.method);
      return grantToken(world, new URLSearchParams(incoming.bodyText));
    case 'page':
      return html('Secret Server - Login');
    case 'outside':
      return html('404 - File or directory not found.', 404);
    case 'api':
      return callApi(world, find, incoming, found);
  }
}

function callApi(world: World, find: FindRoute, incoming: Incoming, found: Found): Answer {
  const { route, params, verbs } = find(incoming.method, incoming.path);
  if (route === undefined) return verbs.length === 0 ? empty(404) : wrongVerb(incoming.method);
  if (route.since109 === true && world.switches.patch !== 'yes') {
    return world.switches.patch === 'no-404' ? empty(404) : wrongVerb(incoming.method);
  }
  const caller = route.anonymous === true ? nobody : signedIn(world, incoming.authorization);
  found.userId = route.anonymous === true ? null : caller.userId;
  if (route.rights !== undefined && !route.rights.some((name) => caller.rights.has(name))) throw forbidden();
  checkReadOnly(world, route);
  const body = parseBody(incoming.bodyText, incoming.contentType);
  found.unknownMembers = unknownMembers(body, route.fields);
  return route.handle(world, { params, query: incoming.query, body, caller });
}

const nobody: Caller = { userId: 0, token: '', rights: new Set() };

function wrongVerb(method: string): Answer {
  return json({ message: `The requested resource does not support http method '${method}'.` }, 405);
}

/** Throws 401 without a token, and the answer that the switch says for one that has run out. */
function signedIn(world: World, authorization: string | undefined): Caller {
  const token = /^bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined || !world.sessions.knows(token)) throw tokenRefused(401);
  const userId = world.sessions.userOf(token, world.now());
  if (userId === undefined || world.store.users.get(userId)?.enabled !== true) {
    throw tokenRefused(Number(world.switches.expiredToken));
  }
  return { userId, token, rights: permissionsOf(world.store, userId) };
}

function checkReadOnly(world: World, route: Route): void {
  if (!world.settings.readOnly || route.method === 'GET' || route.harmless === true) return;
  const message = 'Secret Server is in read-only mode.';
  switch (world.switches.readOnlyWrite) {
    case '400':
      throw badRequest(message);
    case '403':
      throw forbidden(message);
    case 'html':
      throw new Refusal(html(message));
  }
}
