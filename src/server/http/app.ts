import { Router } from '@koa/router';
import Koa from 'koa';
import { baseUrl } from './base-url.ts';
import { bearer } from './bearer.ts';
import { compress } from './compress.ts';
import { bulkRoutes } from './bulk.ts';
import type { HttpDeps, ScimState } from './context.ts';
import { discoveryRoutes } from './discovery.ts';
import { scimEdge } from './edge.ts';
import { healthRoutes } from './health.ts';
import { resourceRoutes } from './resources.ts';
import { rootRoutes } from './server-root.ts';

/** Where the SCIM service answers; the second is the address of the vendor's older connector. */
const mounts = ['/scim/v2', '/v2'] as const;

/** The listener's Koa app: health without a token, SCIM behind one. */
export function createApp(deps: HttpDeps): Koa {
  const app = new Koa();
  app.silent = true; // errors that reach Koa itself are logged here, not on the console
  app.on('error', (error: Error) => deps.log.warn('connection failed', { cause: error.message }));
  const health = new Router();
  healthRoutes(health, deps.status);
  app.use(health.routes());
  app.use(compress());
  app.use(scimEdge(deps));
  for (const prefix of mounts) {
    const router = new Router<ScimState>({ prefix });
    router.use(async (ctx, next) => {
      ctx.state.base = baseUrl(ctx.headers, prefix);
      await next();
    }, bearer(deps));
    discoveryRoutes(router);
    rootRoutes(router, deps);
    bulkRoutes(router, deps);
    resourceRoutes(router, deps, 'User');
    resourceRoutes(router, deps, 'Group');
    app.use(router.routes());
    app.use(router.allowedMethods());
  }
  return app;
}
