import { isLookup } from '../domain/list-lookup.ts';
import { listResources } from '../domain/reads.ts';
import { readListQuery } from '../scim/list-query.ts';
import type { Query } from '../scim/list.ts';
import { readSearchMessage } from '../scim/search-message.ts';
import type { ResourceType } from '../store/links.ts';
import { callerOf, sendText } from './answers.ts';
import { readBody } from './body.ts';
import { readWithinBudget } from './budget.ts';
import type { HttpDeps, ScimContext, ScimMiddleware } from './context.ts';

type ListDeps = Pick<HttpDeps, 'domain' | 'gate' | 'log' | 'budgetMs'>;

/** GET of these resource types (RFC 7644 section 3.4.2). */
export function list(types: readonly ResourceType[], deps: ListDeps): ScimMiddleware {
  return (ctx) => answer(ctx, deps, { types, query: ctx.query });
}

/** POST to /.search: the same with the parameters in the body (RFC 7644 section 3.4.3). */
export function search(types: readonly ResourceType[], deps: ListDeps): ScimMiddleware {
  return async (ctx) => answer(ctx, deps, { types, query: readSearchMessage(await readBody(ctx)) });
}

async function answer(
  ctx: ScimContext,
  deps: ListDeps,
  asked: { readonly types: readonly ResourceType[]; readonly query: Query },
): Promise<void> {
  const { domain, gate } = deps;
  const { types } = asked;
  const query = readListQuery(types, asked.query);
  gate.mirror();
  if (!isLookup(query.conditions)) gate.list();
  const reading = listResources(domain, callerOf(ctx), { types, query, base: ctx.state.base });
  sendText(ctx, 200, await readWithinBudget(ctx.state.requestId, deps, reading));
}
