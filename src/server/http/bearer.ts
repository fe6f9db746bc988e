import { setTimeout as delay } from 'node:timers/promises';
import type { HttpDeps, ScimMiddleware } from './context.ts';
import { sourceOf } from '../slow-down.ts';
import { rejections } from './rejections.ts';

/**
 * `Authorization: Bearer T`, or the bare `T` that Okta's Header Auth app sends (reference: Okta, section 0).
 * @throws ScimError 401
 */
export function bearer({ endpoints, slowDown, log }: HttpDeps): ScimMiddleware {
  return async (ctx, next) => {
    const token = ctx
      .get('Authorization')
      .replace(/^bearer +/i, '')
      .trim();
    const endpoint = token ? await endpoints.authenticate(token) : undefined;
    // Only whoever has had the token hears of it.
    if (endpoint === 'expired') throw rejections.expiredToken();
    if (!endpoint) {
      const source = sourceOf(ctx.req);
      const wait = slowDown.delayFor(source);
      if (wait > 0) {
        log.warn('wrong tokens', { source, waitMs: wait });
        await delay(wait, undefined, { ref: false });
      }
      throw rejections.token();
    }
    ctx.state.endpoint = endpoint;
    await next();
  };
}
