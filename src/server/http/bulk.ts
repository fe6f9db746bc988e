import type { Router } from '@koa/router';
import { runBulk } from '../domain/bulk.ts';
import { readBulkMessage } from '../scim/bulk-message.ts';
import { callerOf, recordOf, sendJson } from './answers.ts';
import { bodyLimits, readBody } from './body.ts';
import type { HttpDeps, ScimState } from './context.ts';
import { asScimError, noteFault } from './faults.ts';

const RESPONSE_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/** POST /Bulk (RFC 7644 section 3.7). */
export function bulkRoutes(router: Router<ScimState>, { domain, gate, log, activity }: HttpDeps): void {
  router.post('/Bulk', async (ctx) => {
    gate.mirror();
    const message = readBulkMessage(await readBody(ctx, bodyLimits.Bulk));
    const results = await runBulk(domain, callerOf(ctx), {
      message,
      base: ctx.state.base,
      monotonic: () => performance.now(),
      record: (type, about, work) => activity.record(recordOf(ctx, type, about), work),
      asRefusal(thrown) {
        noteFault(log, ctx.state.requestId, thrown);
        return asScimError(thrown);
      },
    });
    sendJson(ctx, 200, { schemas: [RESPONSE_URN], Operations: results });
  });
}
