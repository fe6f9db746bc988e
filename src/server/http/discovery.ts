import type { Router } from '@koa/router';
import { resourceType, resourceTypes, schema, schemas, serviceProviderConfig } from '../scim/discovery.ts';
import { sendJson } from './answers.ts';
import type { ScimMiddleware, ScimState } from './context.ts';
import { rejections } from './rejections.ts';

/** ServiceProviderConfig, ResourceTypes, Schemas (RFC 7644 section 4). */
export function discoveryRoutes(router: Router<ScimState>): void {
  for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas']) router.use(path, refuseFilter);
  router.get('/ServiceProviderConfig', (ctx) => sendJson(ctx, 200, serviceProviderConfig(ctx.state.base)));
  router.get('/ResourceTypes', (ctx) => sendJson(ctx, 200, resourceTypes(ctx.state.base)));
  router.get('/Schemas', (ctx) => sendJson(ctx, 200, schemas(ctx.state.base)));
  router.get('/ResourceTypes/:id', (ctx) => {
    sendJson(ctx, 200, found(resourceType(ctx.state.base, String(ctx.params['id']))));
  });
  router.get('/Schemas/:id', (ctx) => {
    sendJson(ctx, 200, found(schema(ctx.state.base, String(ctx.params['id']))));
  });
}

/** A client must not believe that what it gets matches its filter. */
const refuseFilter: ScimMiddleware = async (ctx, next) => {
  if (!Object.keys(ctx.query).some((name) => name.toLowerCase() === 'filter')) return next();
  throw rejections.discoveryFilter();
};

function found(resource: object | undefined): object {
  if (resource) return resource;
  throw rejections.definition();
}
