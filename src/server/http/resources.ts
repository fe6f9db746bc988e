import type { Router } from '@koa/router';
import { parseId } from '../domain/ids.ts';
import { operations } from '../domain/operations.ts';
import { readResourceById } from '../domain/reads.ts';
import { refusals } from '../domain/refusals.ts';
import { projectionOf } from '../scim/list-query.ts';
import type { ResourceType } from '../store/links.ts';
import { callerOf, sendResource } from './answers.ts';
import { withinBudget } from './budget.ts';
import { bodyLimits, readBody } from './body.ts';
import { preconditionOf } from './conditional.ts';
import type { HttpDeps, ScimContext, ScimState } from './context.ts';
import { list, search } from './list.ts';

/** /Users or /Groups (RFC 7644 sections 3.3 to 3.6). Whether the query is sound is known before anything is written. */
export function resourceRoutes(router: Router<ScimState>, deps: HttpDeps, type: ResourceType): void {
  const { domain, gate } = deps;
  const { create, change, remove } = operations[type];
  const bodyOf = (ctx: ScimContext): Promise<unknown> => readBody(ctx, bodyLimits[type]);
  router.get(`/${type}s`, list([type], { domain, gate }));
  router.post(`/${type}s/.search`, search([type], { domain, gate }));

  router.get(`/${type}s/:id`, async (ctx) => {
    const projection = projectionOf(ctx.query);
    gate.mirror();
    const id = idOf(ctx, type);
    const text = await readResourceById(domain, callerOf(ctx), type, id);
    sendResource(ctx, type, { answer: { status: 200, text, id }, projection });
  });

  router.post(`/${type}s`, async (ctx) => {
    const projection = projectionOf(ctx.query);
    gate.mirror();
    const body = await bodyOf(ctx);
    const answer = await withinBudget(ctx, deps, create(domain, callerOf(ctx), body));
    sendResource(ctx, type, { answer, projection });
  });

  for (const verb of ['PUT', 'PATCH'] as const) {
    router.register(`/${type}s/:id`, [verb], async (ctx: ScimContext) => {
      const projection = projectionOf(ctx.query);
      gate.mirror();
      const caller = { ...callerOf(ctx), ...preconditionOf(ctx) };
      const request = { id: idOf(ctx, type), verb, body: await bodyOf(ctx) };
      const answer = await withinBudget(ctx, deps, change(domain, caller, request));
      sendResource(ctx, type, { answer, projection });
    });
  }

  router.delete(`/${type}s/:id`, async (ctx) => {
    gate.mirror();
    const caller = { ...callerOf(ctx), ...preconditionOf(ctx) };
    await withinBudget(ctx, deps, remove(domain, caller, idOf(ctx, type)));
    ctx.status = 204;
  });
}

/** @throws ScimError 404 for anything that cannot be an id: it is never passed on. */
function idOf(ctx: ScimContext, type: ResourceType): number {
  const id = parseId(String(ctx['params']['id']));
  if (id === undefined) throw type === 'User' ? refusals.unknownUser() : refusals.unknownGroup();
  return id;
}
