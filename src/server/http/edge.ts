import { describeFault } from '../log.ts';
import type { HttpDeps, RequestOutcome, ScimContext, ScimMiddleware } from './context.ts';
import { sendJson } from './answers.ts';
import type { ScimError } from '../scim/errors.ts';
import { asScimError, noteFault } from './faults.ts';
import { requestId } from './request-id.ts';
import { rejections } from './rejections.ts';

/**
 * The outermost middleware: gives every request an id and a log line, and turns whatever was thrown into a SCIM
 * error (RFC 7644 section 3.12). What nobody foresaw is a 500 without its text; the text is in the log.
 */
export function scimEdge({ log, domain, onRequest }: HttpDeps): ScimMiddleware {
  return async (ctx, next) => {
    const started = performance.now();
    ctx.state.requestId = requestId(Date.now());
    ctx.state.base = ''; // until a mount has taken the request
    ctx.res.setHeader('X-Request-Id', ctx.state.requestId);
    const noteUnheard = (): void => {
      if (ctx.res.writableFinished) return;
      try {
        domain.store.intents.unheard(ctx.state.requestId);
      } catch (thrown) {
        // An event of the socket: nobody else would catch a full disk here.
        log.warn('a lost answer was not written down', {
          request: ctx.state.requestId,
          ...describeFault(thrown),
        });
      }
    };
    if (ctx.method === 'POST') ctx.res.once('close', noteUnheard);
    if (ctx.method === 'POST' || ctx.method === 'DELETE') watchAnswer({ log, domain }, ctx);
    try {
      await next();
      if (ctx.status >= 400 && !ctx.body) throw unrouted(ctx);
    } catch (thrown) {
      const error = asScimError(thrown);
      noteFault(log, ctx.state.requestId, thrown);
      if (error.retryAfter !== null) ctx.set('Retry-After', String(error.retryAfter));
      if (error.status === 401) ctx.set('WWW-Authenticate', 'Bearer realm="SCIM Tray"');
      sendJson(ctx, error.status, error.body());
    }
    // The client may have left before the outcome was written down.
    if (ctx.method === 'POST' && ctx.req.socket.destroyed) noteUnheard();
    const ms = performance.now() - started;
    onRequest({ endpoint: ctx.state.endpoint?.name ?? null, kind: kindOf(ctx), status: ctx.status, ms });
    // Reads that went well are too many to write down, and a client that walks would fill the log with them.
    if (ctx.status < 400 && (ctx.method === 'GET' || ctx.method === 'HEAD')) return;
    log.info('request', {
      request: ctx.state.requestId,
      endpoint: ctx.state.endpoint?.name,
      method: ctx.method,
      path: ctx.path.slice(0, 200),
      status: ctx.status,
      ms: Math.round(ms),
    });
  };
}

function kindOf({ method, path }: ScimContext): RequestOutcome['kind'] {
  if (path.endsWith('/Bulk')) return 'bulk';
  if (method === 'POST') return path.endsWith('/.search') ? 'read' : 'create';
  if (method === 'PUT' || method === 'PATCH') return 'change';
  return method === 'DELETE' ? 'delete' : 'read';
}

/**
 * Only what has left this machine can be known to the client. Without this note, as after a crash, a create or a
 * deletion that is sent again hears how the first one ended (D4).
 */
function watchAnswer({ log, domain }: Pick<HttpDeps, 'log' | 'domain'>, ctx: ScimContext): void {
  const request = ctx.state.requestId;
  domain.awaited.begin(request);
  ctx.res.once('close', () => {
    const late = domain.awaited.end(request);
    if (!ctx.res.writableFinished) return;
    try {
      domain.store.intents.answered(request, late);
    } catch (thrown) {
      // An event of the socket: nobody else would catch a full disk here.
      log.warn('an answer was not written down', { request, ...describeFault(thrown) });
    }
  });
}

/** No route took the request: the router left only a status behind. */
function unrouted(ctx: ScimContext): ScimError {
  const isMethod = ctx.status === 405 || ctx.status === 501;
  return isMethod ? rejections.method(ctx.method, ctx.response.get('Allow')) : rejections.address();
}
