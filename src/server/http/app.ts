import { Router } from '@koa/router';
import Koa from 'koa';
import { baseUrl } from './base-url.ts';
import { bearer } from './bearer.ts';
import { compress } from './compress.ts';
import { bulkRoutes } from './bulk.ts';
import type { HttpDeps, ScimMiddleware, ScimState } from './context.ts';
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
  healthRoutes(health, deps);
  app.use(health.routes());
  app.use(compress());
  app.use(scimEdge(deps));
  app.use(mount);
  app.use(bearer(deps));
  // What is called most stands first: each router tries all of its routes.
  for (const addRoutes of [
    (router) => resourceRoutes(router, deps, 'User'),
    (router) => resourceRoutes(router, deps, 'Group'),
    (router) => rootRoutes(router, deps),
    (router) => bulkRoutes(router, deps),
    discoveryRoutes,
  ] satisfies readonly ((router: Router<ScimState>) => void)[]) {
    const router = new Router<ScimState>();
    addRoutes(router);
    app.use(router.routes());
    app.use(router.allowedMethods());
  }
  return app;
}

/** Takes what is addressed to the SCIM service; routes see the path without the mount. */
const mount: ScimMiddleware = (ctx, next) => {
  const path = ctx.path.toLowerCase();
  const prefix = mounts.find((one) => path === one || path.startsWith(`${one}/`));
  if (prefix === undefined) return undefined;
  ctx.state.base = baseUrl(ctx.headers, prefix);
  ctx['newRouterPath'] = ctx.path.slice(prefix.length) || '/';
  return next();
};
