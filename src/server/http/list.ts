import { parseId } from '../domain/ids.ts';
import { listResources } from '../domain/reads.ts';
import { parseFilter } from '../scim/filter.ts';
import { readPaging } from '../scim/list.ts';
import type { Match } from '../store/listing.ts';
import type { ResourceType } from '../store/links.ts';
import { callerOf, sendText } from './answers.ts';
import type { HttpDeps, ScimMiddleware } from './context.ts';

/** GET of a whole resource type: paging, and equality on the attributes that clients look people up by. */
export function list(
  type: ResourceType,
  { domain, gate }: Pick<HttpDeps, 'domain' | 'gate'>,
): ScimMiddleware {
  return async (ctx) => {
    const paging = readPaging(ctx.query);
    const filter = ctx.query['filter'];
    const match = filter === undefined ? undefined : matchOf(type, String(filter));
    gate.mirror();
    if (!match || !isLookup(match)) gate.list();
    sendText(ctx, 200, await listResources(domain, callerOf(ctx), type, { match, paging }));
  };
}

/** Asks for one resource, by what Secret Server or the link knows it by; everything else is a list. */
function isLookup({ attribute }: Match): boolean {
  return attribute === 'id' || attribute === 'name' || attribute === 'externalId';
}

/** @throws ScimError 400 invalidFilter */
function matchOf(type: ResourceType, filter: string): Match {
  const { path, value } = parseFilter(type, filter);
  switch (path) {
    case 'active':
      return { attribute: 'active', value: value ? 1 : 0 };
    case 'emails.value':
      return { attribute: 'email', value: value.toLowerCase() };
    case 'id':
      // An id that cannot be one matches nobody; 0 is never an id.
      return { attribute: 'id', value: parseId(value) ?? 0 };
    case 'externalId':
      return { attribute: 'externalId', value };
    case 'userName':
      return { attribute: 'name', value: value.toLowerCase(), sent: value };
    case 'displayName':
      return { attribute: type === 'User' ? 'displayName' : 'name', value: value.toLowerCase() };
  }
}
