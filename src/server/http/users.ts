import type { Router } from '@koa/router';
import { readResourceById } from '../domain/reads.ts';
import { parseId } from '../domain/ids.ts';
import { refusals } from '../domain/refusals.ts';
import { changeUser, createUser, deleteUser } from '../domain/users.ts';
import { callerOf, sendResource, sendText } from './answers.ts';
import { readBody } from './body.ts';
import type { HttpDeps, ScimContext, ScimState } from './context.ts';
import { list } from './list.ts';

/** /Users (RFC 7644 sections 3.3 to 3.6). */
export function userRoutes(router: Router<ScimState>, { domain, gate }: HttpDeps): void {
  router.get('/Users', list('User', { domain, gate }));

  router.get('/Users/:id', async (ctx) => {
    gate.mirror();
    sendText(ctx, 200, await readResourceById(domain, callerOf(ctx), 'User', userId(ctx)));
  });

  router.post('/Users', async (ctx) => {
    gate.mirror();
    sendResource(ctx, 'User', await createUser(domain, callerOf(ctx), await readBody(ctx)));
  });

  for (const verb of ['PUT', 'PATCH'] as const) {
    router.register('/Users/:id', [verb], async (ctx: ScimContext) => {
      gate.mirror();
      const request = { id: userId(ctx), verb, body: await readBody(ctx) };
      sendResource(ctx, 'User', await changeUser(domain, callerOf(ctx), request));
    });
  }

  router.delete('/Users/:id', async (ctx) => {
    gate.mirror();
    await deleteUser(domain, callerOf(ctx), userId(ctx));
    ctx.status = 204;
  });
}

/** @throws ScimError 404 for anything that cannot be an id: it is never passed on. */
function userId(ctx: ScimContext): number {
  const id = parseId(String(ctx['params']['id']));
  if (id === undefined) throw refusals.unknownUser();
  return id;
}
