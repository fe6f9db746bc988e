import type { Router } from '@koa/router';
import type { ChangeStart } from '../domain/change-record.ts';
import { parseId } from '../domain/ids.ts';
import { operations } from '../domain/operations.ts';
import { readResourceById } from '../domain/reads.ts';
import { refusals } from '../domain/refusals.ts';
import { projectionOf } from '../scim/list-query.ts';
import type { ResourceType } from '../store/links.ts';
import { callerOf, recordOf, sendResource } from './answers.ts';
import { readWithinBudget, withinBudget } from './budget.ts';
import { bodyLimits, readBody } from './body.ts';
import { preconditionOf } from './conditional.ts';
import type { HttpDeps, ScimContext, ScimState } from './context.ts';
import { list, search } from './list.ts';

/** /Users or /Groups (RFC 7644 sections 3.3 to 3.6). Whether the query is sound is known before anything is written. */
export function resourceRoutes(router: Router<ScimState>, deps: HttpDeps, type: ResourceType): void {
  const { domain, gate, activity } = deps;
  const { create, change, remove } = operations[type];
  /** Carries out a write behind its row of Activity: the body tells that whom it is about, even if no more is done. */
  const write = <T>(
    ctx: ScimContext,
    about: Pick<ChangeStart, 'method' | 'id'>,
    work: (body: unknown) => Promise<T>,
  ): Promise<T> =>
    activity.record(recordOf(ctx, type, about), async (sent) => {
      const body = about.method === 'DELETE' ? undefined : await readBody(ctx, bodyLimits[type]);
      sent(body);
      gate.mirror();
      return withinBudget(ctx.state.requestId, deps, work(body));
    });
  router.get(`/${type}s`, list([type], deps));
  router.post(`/${type}s/.search`, search([type], deps));
  // Else it would be taken for an id.
  router.all(`/${type}s/.search`, (ctx) => {
    ctx.status = 405;
    ctx.set('Allow', 'POST');
  });

  router.get(`/${type}s/:id`, async (ctx) => {
    const projection = projectionOf(ctx.query);
    gate.mirror();
    const id = idOf(ctx, type);
    const reading = readResourceById(domain, callerOf(ctx), type, id);
    const text = await readWithinBudget(ctx.state.requestId, deps, reading);
    sendResource(ctx, type, { answer: { status: 200, text, id }, projection });
  });

  router.post(`/${type}s`, async (ctx) => {
    const sent = await write(ctx, { method: 'POST', id: null }, async (body) => {
      const projection = projectionOf(ctx.query);
      return { answer: await create(domain, callerOf(ctx), body), projection };
    });
    sendResource(ctx, type, sent);
  });

  for (const verb of ['PUT', 'PATCH'] as const) {
    router.register(`/${type}s/:id`, [verb], async (ctx: ScimContext) => {
      const sent = await write(ctx, { method: verb, id: maybeId(ctx) }, async (body) => {
        const projection = projectionOf(ctx.query);
        const caller = { ...callerOf(ctx), ...preconditionOf(ctx) };
        return { answer: await change(domain, caller, { id: idOf(ctx, type), verb, body }), projection };
      });
      sendResource(ctx, type, sent);
    });
  }

  router.delete(`/${type}s/:id`, async (ctx) => {
    await write(ctx, { method: 'DELETE', id: maybeId(ctx) }, async () => {
      const caller = { ...callerOf(ctx), ...preconditionOf(ctx) };
      await remove(domain, caller, idOf(ctx, type));
    });
    ctx.status = 204;
  });
}

function maybeId(ctx: ScimContext): number | null {
  return parseId(String(ctx['params']['id'])) ?? null;
}

/** @throws ScimError 404 for anything that cannot be an id: it is never passed on. */
function idOf(ctx: ScimContext, type: ResourceType): number {
  const id = maybeId(ctx);
  if (id === null) throw type === 'User' ? refusals.unknownUser() : refusals.unknownGroup();
  return id;
}
