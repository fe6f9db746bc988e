import getRawBody from 'raw-body';
import { LIMITS } from '../scim/limits.ts';
import type { ScimContext } from './context.ts';
import { rejections } from './rejections.ts';

const mebibyte = 1024 * 1024;

/** What a body may hold, in bytes. A group of 100,000 members fits. */
export const bodyLimits = { User: mebibyte, Group: 16 * mebibyte, Bulk: LIMITS.bulkBytes } as const;

/**
 * The JSON body of a write.
 * @throws ScimError 415, 413, 400 invalidSyntax
 */
export async function readBody(ctx: ScimContext, limit = mebibyte): Promise<unknown> {
  const type = ctx.get('Content-Type');
  if (type && !ctx.request.is('application/scim+json', 'application/json', 'text/json')) {
    throw rejections.mediaType();
  }
  if (!/^(identity)?$/i.test(ctx.get('Content-Encoding').trim())) {
    ctx.set('Accept-Encoding', 'identity'); // what would have been read (RFC 9110 section 15.5.16)
    throw rejections.contentCoding();
  }
  const bytes = await rawBody(ctx, limit);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw rejections.noUtf8(cause);
  }
  if (text.trim() === '') throw rejections.empty();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw rejections.noJson(cause);
  }
}

async function rawBody(ctx: ScimContext, limit: number): Promise<Uint8Array> {
  try {
    return await getRawBody(ctx.req, { length: ctx.request.length ?? null, limit });
  } catch (cause) {
    if (!(cause instanceof Error && 'type' in cause)) throw cause;
    if (cause.type === 'entity.too.large') {
      // No "Connection: close": Node then takes in the rest of the body after the answer. A proxy that is cut off
      // while it still sends would take that for an outage, and have the client try again.
      throw rejections.tooLarge(`${String(limit / mebibyte)} MiB`, cause);
    }
    throw rejections.cut(cause);
  }
}
