import type { Caller } from '../domain/context.ts';
import { namesVersion } from '../scim/etag.ts';
import type { ScimContext } from './context.ts';

/** The version that a write demands, by If-Match and If-None-Match (RFC 7644 section 3.14). */
export function preconditionOf(ctx: ScimContext): Pick<Caller, 'precondition'> {
  const match = ctx.get('If-Match');
  const noneMatch = ctx.get('If-None-Match');
  if (!match && !noneMatch) return {};
  return {
    precondition: (version) =>
      (!match || namesVersion(match, version)) && (!noneMatch || !namesVersion(noneMatch, version)),
  };
}

/** Whether the client says that it has this version already. */
export function isKnown(ctx: ScimContext, version: string): boolean {
  const noneMatch = ctx.get('If-None-Match');
  return noneMatch !== '' && namesVersion(noneMatch, version);
}
