import { ScimError } from '../scim/errors.ts';
import type { HttpDeps, ScimMiddleware } from './context.ts';

/**
 * `Authorization: Bearer T`, or the bare `T` that Okta's Header Auth app sends (reference: Okta, section 0).
 * @throws ScimError 401
 */
export function bearer({ endpoints }: HttpDeps): ScimMiddleware {
  return async (ctx, next) => {
    const token = ctx
      .get('Authorization')
      .replace(/^bearer +/i, '')
      .trim();
    const endpoint = token ? await endpoints.authenticate(token) : undefined;
    if (!endpoint) {
      throw new ScimError(
        401,
        null,
        'The token is missing or not known to SCIM Tray. Paste a current one in Okta.',
      );
    }
    ctx.state.endpoint = endpoint;
    await next();
  };
}
