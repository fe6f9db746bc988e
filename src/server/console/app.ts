import { Router } from '@koa/router';
import Koa from 'koa';
import type { Calls } from '../../main/ipc/contract.ts';
import type { Envelope } from '../../main/ipc/problem.ts';
import { asProblem, Problem } from '../errors.ts';
import { isCallName } from '../calls/arguments.ts';
import { BodyError, readJson } from './body.ts';
import { refuse } from './guard.ts';
import { perform } from '../calls/perform.ts';

export interface ConsoleAppOptions {
  readonly calls: Calls;
  /** The address that the console listens on: known only once the port is. */
  readonly host: () => string;
  readonly key: string;
  /** Told of every fault that nobody foresaw, for the log; the caller hears APP-FAULT and no more. */
  readonly onFault: (call: string, thrown: unknown) => void;
}

/**
 * The calls of the contract over HTTP: POST /api/<call>, JSON in, Envelope out. A call that ran answers 200, however
 * it ended; 4xx means that nothing was done.
 */
export function consoleApp({ calls, host, key, onFault }: ConsoleAppOptions): Koa {
  const router = new Router();
  router.get('/api/alive', (ctx) => {
    ctx.body = success({ pid: process.pid });
  });
  router.post('/api/:call', async (ctx) => {
    const name = ctx.params['call'] ?? '';
    if (!isCallName(name)) return answer(ctx, 404, unknownCall());
    const argument = await readJson(ctx.req);
    try {
      ctx.body = success(await perform(calls, name, argument));
    } catch (thrown) {
      if (!(thrown instanceof Problem)) onFault(name, thrown);
      ctx.body = failure(asProblem(thrown));
    }
  });

  const app = new Koa();
  app.use(async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    const refusal = refuse(ctx.req.headers, host(), key);
    if (refusal) return answer(ctx, refusal.status, notForYou(refusal.reason));
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) answer(ctx, 404, unknownCall());
    } catch (thrown) {
      if (!(thrown instanceof BodyError)) throw thrown;
      answer(ctx, thrown.status, thrown.problem);
    }
  });
  app.on('error', (thrown: unknown) => onFault('console', thrown));
  app.use(router.routes());
  return app;
}

/** Answers without having read the body, so the connection cannot carry another request. */
function answer(ctx: Koa.Context, status: number, problem: Problem): void {
  ctx.status = status;
  ctx.set('Connection', 'close');
  ctx.body = failure(problem);
}

function success<T>(value: T): Envelope<T> {
  return { ok: true, value };
}

function failure(problem: Problem): Envelope<never> {
  return { ok: false, error: problem.view() };
}

function unknownCall(): Problem {
  return new Problem(
    'APP-INPUT',
    'SCIM Tray has no such call',
    'Use the command line of the version that runs',
  );
}

function notForYou(reason: string): Problem {
  return new Problem('APP-INPUT', reason, 'Use the command line, as the account that owns the data folder');
}
