import type { Router } from '@koa/router';
import { changeGroup } from '../domain/change-group.ts';
import { deleteGroup } from '../domain/delete-group.ts';
import { createGroup } from '../domain/groups.ts';
import { parseId } from '../domain/ids.ts';
import { readResourceById } from '../domain/reads.ts';
import { refusals } from '../domain/refusals.ts';
import { callerOf, sendResource, sendText } from './answers.ts';
import { readBody } from './body.ts';
import type { HttpDeps, ScimContext, ScimState } from './context.ts';
import { list } from './list.ts';

/** A group of 100,000 members fits. */
const bodyLimit = 16 * 1024 * 1024;

/** /Groups (RFC 7644 sections 3.3 to 3.6). */
export function groupRoutes(router: Router<ScimState>, { domain, gate }: HttpDeps): void {
  router.get('/Groups', list('Group', { domain, gate }));

  router.get('/Groups/:id', async (ctx) => {
    gate.mirror();
    sendText(ctx, 200, await readResourceById(domain, callerOf(ctx), 'Group', groupId(ctx)));
  });

  router.post('/Groups', async (ctx) => {
    gate.mirror();
    sendResource(ctx, 'Group', await createGroup(domain, callerOf(ctx), await readBody(ctx, bodyLimit)));
  });

  for (const verb of ['PUT', 'PATCH'] as const) {
    router.register('/Groups/:id', [verb], async (ctx: ScimContext) => {
      gate.mirror();
      const request = { id: groupId(ctx), verb, body: await readBody(ctx, bodyLimit) };
      sendResource(ctx, 'Group', await changeGroup(domain, callerOf(ctx), request));
    });
  }

  router.delete('/Groups/:id', async (ctx) => {
    gate.mirror();
    await deleteGroup(domain, callerOf(ctx), groupId(ctx));
    ctx.status = 204;
  });
}

/** @throws ScimError 404 for anything that cannot be an id: it is never passed on. */
function groupId(ctx: ScimContext): number {
  const id = parseId(String(ctx['params']['id']));
  if (id === undefined) throw refusals.unknownGroup();
  return id;
}
