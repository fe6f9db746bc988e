import { Router } from '@koa/router';
import Koa from 'koa';
import { baseUrl, namesItsHost } from './base-url.ts';
import { bearer } from './bearer.ts';
import { compress } from './compress.ts';
import { bulkRoutes } from './bulk.ts';
import type { HttpDeps, ScimMiddleware, ScimState } from './context.ts';
import { discoveryRoutes } from './discovery.ts';
import { scimEdge } from './edge.ts';
import { healthRoutes } from './health.ts';
import { rejections } from './rejections.ts';
import { resourceRoutes } from './resources.ts';
import { rootRoutes } from './server-root.ts';

/** Where the SCIM service answers; the second is the address of the vendor's older connector. */
const mounts = ['/scim/v2', '/v2'] as const;

const isProbe = /\/(healthz|readyz)\/?$/i;

/** The listener's Koa app: health without a token, SCIM behind one. */
export function createApp(deps: HttpDeps): Koa {
  const app = new Koa();
  app.silent = true; // errors that reach Koa itself are logged here, not on the console
  app.on('error', (error: Error) => deps.log.warn('connection failed', { cause: error.message }));
  const health = new Router();
  healthRoutes(health, deps);
  const probe = health.routes() as Koa.Middleware; // what its context has more, it adds itself
  // Probes are few: all other requests need not go through their router.
  app.use((ctx, next) => (isProbe.test(ctx.path) ? probe(ctx, next) : next()));
  app.use(compress());
  app.use(scimEdge(deps));
  app.use(mount);
  app.use(bearer(deps));
  const router = new Router<ScimState>();
  resourceRoutes(router, deps, 'User');
  resourceRoutes(router, deps, 'Group');
  rootRoutes(router, deps);
  bulkRoutes(router, deps);
  discoveryRoutes(router);
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}

/** Takes what is addressed to the SCIM service; routes see the path without the mount. */
const mount: ScimMiddleware = (ctx, next) => {
  const path = ctx.path.toLowerCase();
  const prefix = mounts.find((one) => path === one || path.startsWith(`${one}/`));
  if (prefix === undefined) return undefined;
  if (!namesItsHost(ctx.req)) throw rejections.host();
  ctx.state.base = baseUrl(ctx.headers, prefix);
  ctx['newRouterPath'] = ctx.path.slice(prefix.length) || '/';
  return next();
};
