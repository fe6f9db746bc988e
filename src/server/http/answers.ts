import { withBase } from '../domain/present.ts';
import type { Answer, Caller } from '../domain/context.ts';
import type { ScimContext } from './context.ts';

const scimJson = 'application/scim+json; charset=utf-8';

/** Sends stored SCIM text, with the base URL put in. */
export function sendText(ctx: ScimContext, status: number, text: string): void {
  ctx.status = status;
  ctx.type = scimJson;
  ctx.body = withBase(text, ctx.state.base);
}

export function sendJson(ctx: ScimContext, status: number, body: object): void {
  sendText(ctx, status, JSON.stringify(body));
}

/** A resource; Location where it was made (RFC 7644 section 3.3). */
export function sendResource(ctx: ScimContext, type: 'User' | 'Group', { status, text, id }: Answer): void {
  if (status === 201) ctx.set('Location', `${ctx.state.base}/${type}s/${String(id)}`);
  sendText(ctx, status, text);
}

/** Who asks. Behind the bearer check there always is somebody. */
export function callerOf(ctx: ScimContext): Caller {
  if (!ctx.state.endpoint) throw new Error('route without a bearer check');
  const { endpointId, options } = ctx.state.endpoint;
  return { endpointId, options, requestId: ctx.state.requestId };
}
