import type { Router } from '@koa/router';
import { runBulk } from '../domain/bulk.ts';
import { readBulkMessage } from '../scim/bulk-message.ts';
import { withinBudget } from './budget.ts';
import { callerOf, recordOf, sendJson } from './answers.ts';
import { bodyLimits, readBody } from './body.ts';
import type { HttpDeps, ScimState } from './context.ts';
import { asScimError, noteFault } from './faults.ts';

const RESPONSE_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/** POST /Bulk (RFC 7644 section 3.7). */
export function bulkRoutes(router: Router<ScimState>, deps: HttpDeps): void {
  const { domain, gate, log, activity, budgetMs } = deps;
  router.post('/Bulk', async (ctx) => {
    gate.mirror();
    const message = readBulkMessage(await readBody(ctx, bodyLimits.Bulk));
    const end = performance.now() + budgetMs;
    const left = (): number => end - performance.now();
    const results = await runBulk(domain, callerOf(ctx), {
      message,
      base: ctx.state.base,
      isTimeUp: () => left() <= 0,
      record({ type, requestId, ...about }, work) {
        return activity.record({ ...recordOf(ctx, type, about), requestId }, (sent) =>
          withinBudget(requestId, { domain, log, budgetMs: Math.max(0, left()) }, work(sent)),
        );
      },
      asRefusal(thrown) {
        noteFault(log, ctx.state.requestId, thrown);
        return asScimError(thrown);
      },
    });
    sendJson(ctx, 200, { schemas: [RESPONSE_URN], Operations: results });
  });
}
