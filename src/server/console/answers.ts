import type { Context } from 'koa';
import type { Envelope } from '../../main/ipc/problem.ts';
import { Problem } from '../errors.ts';
import { plainPage } from './plain-page.ts';

export function success<T>(value: T): Envelope<T> {
  return { ok: true, value };
}

export function failure(problem: Problem): Envelope<never> {
  return { ok: false, error: problem.view() };
}

/**
 * Answers without having done anything: an envelope to who calls, a page to who looks. The body may not have been
 * read, so the connection cannot carry another request.
 */
export function turnAway(ctx: Context, status: number, problem: Problem): void {
  ctx.status = status;
  ctx.set('Connection', 'close');
  const looks = ctx.method === 'GET' && !ctx.path.startsWith('/api/');
  if (looks) ctx.type = 'html';
  ctx.body = looks ? plainPage(problem) : failure(problem);
}

export function unknownCall(): Problem {
  return new Problem(
    'APP-INPUT',
    'SCIM Tray has no such call',
    'Use the command line of the version that runs',
  );
}

export function notForYou(reason: string): Problem {
  return new Problem('APP-INPUT', reason, 'Use the command line, as the account that owns the data folder');
}

/** @param title what became of the link or of the session that was there. */
export function signedOut(title: string): Problem {
  return new Problem(
    'APP-SIGNIN',
    title,
    'Run scim-tray window on this machine, as the account that owns the data folder, and open the link that it prints',
  );
}
