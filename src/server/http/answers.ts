import { textProjector, versionIn, withBase } from '../domain/present.ts';
import type { Answer, Caller } from '../domain/context.ts';
import type { ChangeStart } from '../domain/change-record.ts';
import type { Projection } from '../scim/projection.ts';
import type { ResourceType } from '../store/links.ts';
import { isKnown } from './conditional.ts';
import type { ScimContext } from './context.ts';

const scimJson = 'application/scim+json; charset=utf-8';

/** Sends SCIM text that is complete. */
export function sendText({ res, response }: ScimContext, status: number, text: string): void {
  response.status = status;
  res.setHeader('Content-Type', scimJson); // as in `sendResource`: Koa's own way takes each header apart first
  response.body = text;
}

export function sendJson(ctx: ScimContext, status: number, body: object): void {
  sendText(ctx, status, JSON.stringify(body));
}

export interface ResourceAnswer {
  readonly answer: Answer;
  /** The attributes that the client wants; undefined: all. */
  readonly projection: Projection | undefined;
}

/**
 * A resource with its version; where it is (RFC 7643 section 3.1), and where it was made (RFC 7644 section 3.3).
 * A client that reads the version that it has gets none (RFC 7644 section 3.14).
 */
export function sendResource(
  ctx: ScimContext,
  type: ResourceType,
  { answer, projection }: ResourceAnswer,
): void {
  const { status, text, id } = answer;
  const location = `${ctx.state.base}/${type}s/${String(id)}`;
  const version = versionIn(text);
  ctx.res.setHeader('Content-Location', location);
  if (status === 201) ctx.res.setHeader('Location', location);
  if (version !== undefined) {
    ctx.res.setHeader('ETag', version);
    if ((ctx.method === 'GET' || ctx.method === 'HEAD') && isKnown(ctx, version)) {
      ctx.status = 304;
      return;
    }
  }
  const whole = withBase(text, ctx.state.base);
  sendText(ctx, status, projection ? textProjector(type, projection)(whole) : whole);
}

/** Who asks. Behind the bearer check there always is somebody. */
export function callerOf(ctx: ScimContext): Caller {
  if (!ctx.state.endpoint) throw new Error('route without a bearer check');
  const { endpointId, options } = ctx.state.endpoint;
  return { endpointId, options, base: ctx.state.base, requestId: ctx.state.requestId };
}

/** Whose change this is, for its row of Activity. */
export function recordOf(
  ctx: ScimContext,
  type: ResourceType,
  about: Pick<ChangeStart, 'method' | 'id'>,
): ChangeStart {
  const { endpoint, requestId } = ctx.state;
  const client = endpoint ? { id: endpoint.endpointId, name: endpoint.name } : null;
  return { source: 'Client', endpoint: client, requestId, type, ...about };
}
