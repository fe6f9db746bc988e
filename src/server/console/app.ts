import { setTimeout as delay } from 'node:timers/promises';
import { Router } from '@koa/router';
import Koa, { type Context } from 'koa';
import type { Calls } from '../../main/ipc/contract.ts';
import { isCallName } from '../calls/arguments.ts';
import { perform } from '../calls/perform.ts';
import { asProblem, Problem } from '../errors.ts';
import type { SlowDown } from '../slow-down.ts';
import type { Access } from './access.ts';
import { failure, notForYou, signedOut, success, turnAway, unknownCall } from './answers.ts';
import { BodyError, readJson } from './body.ts';
import type { EventStreams } from './event-stream.ts';
import { bearerOf, isFromOwnPage, isPrefetch, isSameSecret, refuseOtherPages } from './guard.ts';
import { safeHeaders } from './headers.ts';
import { isBuilt, sendPage } from './pages.ts';
import { leadOn } from './plain-page.ts';

export interface ConsoleAppOptions {
  readonly calls: Calls;
  /** Figures in the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
  readonly access: Access;
  readonly streams: EventStreams;
  readonly slowDown: SlowDown;
  /** The address that the console listens on: known only once the port is. */
  readonly host: () => string;
  /** Opens the calls to processes of the same owner. */
  readonly key: string;
  /** "/w/…/": where browsers find the window. */
  readonly root: string;
  /** The folder of the built page. */
  readonly pages: string;
  /** A link for one sign-in. */
  readonly makeLink: () => SignInLink;
  /** Told of every fault that nobody foresaw, for the log; the caller hears APP-FAULT and no more. */
  readonly onFault: (call: string, thrown: unknown) => void;
}

export interface SignInLink {
  readonly url: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

const cookie = 'scim_tray';
const never = new AbortController().signal;

/**
 * The calls of the contract over HTTP: POST /api/<call>, JSON in, Envelope out. A call that ran answers 200, however
 * it ended; 4xx means that nothing was done. GET /api/events tells what happens. For processes of the same owner by
 * key, and for browsers by session, who get the page too.
 */
export function consoleApp(options: ConsoleAppOptions): Koa {
  const app = new Koa();
  app.on('error', (thrown: unknown) => options.onFault('console', thrown));
  app.use(edge(options));
  app.use(signIn(options).routes());
  app.use(identify(options));
  app.use(api(options).routes());
  app.use(page(options));
  return app;
}

/** Keeps other web pages out, and turns what is thrown into answers. */
function edge({ host, root, onFault }: ConsoleAppOptions): Koa.Middleware {
  return async (ctx, next) => {
    ctx.set(safeHeaders);
    const refusal = refuseOtherPages(ctx.req.headers, host());
    if (refusal) return turnAway(ctx, refusal.status, notForYou(refusal.reason));
    if (ctx.path.startsWith(root)) ctx.path = ctx.path.slice(root.length - 1);
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) turnAway(ctx, 404, unknownCall());
    } catch (thrown) {
      if (thrown instanceof BodyError) return turnAway(ctx, thrown.status, thrown.problem);
      if (isHttpError(thrown)) return turnAway(ctx, thrown.status, unknownCall());
      onFault(ctx.path, thrown);
      turnAway(ctx, 500, asProblem(thrown));
    }
  };
}

/** One-time links become sessions. */
function signIn({ access, slowDown, root }: ConsoleAppOptions): Router {
  const router = new Router();
  router.get('/sign-in/:code', async (ctx) => {
    if (ctx.method !== 'GET' || isPrefetch(ctx.req.headers)) return turnAway(ctx, 404, unknownCall());
    const secret = access.redeem(ctx.params['code'] ?? '');
    if (secret === undefined) {
      await delay(slowDown.delayFor(cookie), undefined, { ref: false });
      return turnAway(ctx, 401, signedOut('This sign-in link was used before, or is older than 10 minutes'));
    }
    // Cookies know no ports: a server of another user at 127.0.0.1 would be sent ours, but for a path that only this
    // browser knows.
    ctx.cookies.set(cookie, secret, { path: root, httpOnly: true, sameSite: 'strict', signed: false });
    ctx.type = 'html';
    ctx.body = leadOn(root);
  });
  return router;
}

/** Nobody passes without the key or a session; a wrong one waits longer each time. */
function identify({ access, slowDown, key, host }: ConsoleAppOptions): Koa.Middleware {
  const refuseSlowly = async (ctx: Context, problem: Problem): Promise<void> => {
    await delay(slowDown.delayFor(cookie), undefined, { ref: false });
    turnAway(ctx, 401, problem);
  };
  return async (ctx, next) => {
    const given = bearerOf(ctx.req.headers);
    if (given !== undefined) {
      if (ctx.get('Origin') !== '') return turnAway(ctx, 403, notForYou('Web pages may not use the key'));
      if (!isSameSecret(given, key)) return refuseSlowly(ctx, notForYou('The key is missing or wrong'));
      return next();
    }
    const secret = ctx.cookies.get(cookie);
    if (secret === undefined) return turnAway(ctx, 401, signedOut('You are not signed in to SCIM Tray'));
    const session = access.use(secret);
    if (!session) return refuseSlowly(ctx, signedOut('You are signed out of SCIM Tray'));
    if (ctx.method !== 'GET' && !isFromOwnPage(ctx.req.headers, host())) {
      return turnAway(ctx, 403, notForYou('The request does not say that it comes from our own page'));
    }
    ctx.state['session'] = { secret, ended: session.ended };
    await next();
  };
}

function api({ calls, metrics, access, streams, makeLink, root, onFault }: ConsoleAppOptions): Router {
  const router = new Router();
  router.get('/api/alive', (ctx) => {
    ctx.body = success({ pid: process.pid });
  });
  router.get('/metrics', async (ctx) => {
    ctx.body = await metrics();
    ctx.type = 'text/plain; version=0.0.4; charset=utf-8';
  });
  router.get('/api/events', async (ctx) => {
    if (streams.isFull()) return turnAway(ctx, 503, tooMany());
    const { ended = never } = sessionOf(ctx) ?? {};
    await streams.open(ctx.res, ended, ctx.get('Last-Event-ID'));
    ctx.respond = false; // it goes on
  });
  router.post('/api/sign-in-link', (ctx) => {
    // A session cannot prolong itself.
    if (sessionOf(ctx)) return turnAway(ctx, 403, notForYou('Links are made by the command line'));
    ctx.body = success(makeLink());
  });
  router.post('/api/sign-out', (ctx) => {
    const session = sessionOf(ctx);
    if (session) access.signOut(session.secret);
    ctx.cookies.set(cookie, null, { path: root, httpOnly: true, sameSite: 'strict', signed: false });
    ctx.body = success({ signedOut: true });
  });
  router.post('/api/:call', async (ctx) => {
    const name = ctx.params['call'] ?? '';
    if (!isCallName(name)) return turnAway(ctx, 404, unknownCall());
    const argument = await readJson(ctx.req);
    try {
      ctx.body = success(await perform(calls, name, argument));
    } catch (thrown) {
      if (!(thrown instanceof Problem)) onFault(name, thrown);
      ctx.body = failure(asProblem(thrown));
    }
  });
  return router;
}

function page({ pages }: ConsoleAppOptions): Koa.Middleware {
  return async (ctx) => {
    if (ctx.method !== 'GET' || ctx.path.startsWith('/api/') || !sessionOf(ctx)) return undefined;
    if (!(await isBuilt(pages))) return turnAway(ctx, 503, notBuilt());
    await sendPage(ctx, pages);
  };
}

function sessionOf(ctx: Context): { readonly secret: string; readonly ended: AbortSignal } | undefined {
  return ctx.state['session']; // put there by `identify` only
}

function isHttpError(thrown: unknown): thrown is Error & { readonly status: number } {
  return (
    thrown instanceof Error &&
    'status' in thrown &&
    typeof thrown.status === 'number' &&
    thrown.status >= 400 &&
    thrown.status < 500
  );
}

function tooMany(): Problem {
  return new Problem('APP-BUSY', 'Too many windows are open', 'Close some of them');
}

function notBuilt(): Problem {
  return new Problem(
    'APP-SETUP',
    'The window of SCIM Tray was not built',
    'Run npm run build in its folder, or install SCIM Tray again; commands work without it',
  );
}
