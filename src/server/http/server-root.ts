import type { Router } from '@koa/router';
import type { HttpDeps, ScimState } from './context.ts';
import { list, search } from './list.ts';
import { rejections } from './rejections.ts';

const types = ['User', 'Group'] as const;

/** Queries over all resource types (RFC 7644 sections 3.4.2.1 and 3.4.3), and /Me (section 3.11). */
export function rootRoutes(router: Router<ScimState>, deps: HttpDeps): void {
  router.get('/', list(types, deps));
  router.post('/.search', search(types, deps));
  // A token stands for an endpoint, which is nobody in particular.
  router.all('/Me', () => {
    throw rejections.me();
  });
}
