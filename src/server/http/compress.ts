import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { ScimMiddleware } from './context.ts';

const zip = promisify(gzip);

/** Below this, an answer fits into few packets anyway. */
const smallest = 8 * 1024;

/** Large answers go out compressed where the client takes that; the work is done beside the event loop. */
export function compress(): ScimMiddleware {
  return async (ctx, next) => {
    await next();
    const { body } = ctx;
    if (typeof body !== 'string' || body.length < smallest) return;
    ctx.vary('Accept-Encoding');
    if (ctx.acceptsEncodings('gzip', 'identity') !== 'gzip') return;
    ctx.set('Content-Encoding', 'gzip');
    ctx.body = await zip(body, { level: constants.Z_BEST_SPEED });
  };
}
