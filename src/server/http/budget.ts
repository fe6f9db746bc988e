import { refusals } from '../domain/refusals.ts';
import { describeFault } from '../log.ts';
import type { ScimError } from '../scim/errors.ts';
import type { HttpDeps } from './context.ts';

type BudgetDeps = Pick<HttpDeps, 'domain' | 'log' | 'budgetMs'>;

/** A read that the mirror answers has its text at once; only what Secret Server is asked for takes time. */
export function readWithinBudget(
  request: string,
  deps: BudgetDeps,
  reading: string | Promise<string>,
): string | Promise<string> {
  if (typeof reading === 'string') return reading;
  return withinBudget(request, { ...deps, late: refusals.slow }, reading);
}

/**
 * Okta closes the socket after 60 s without an answer. Work that takes longer than the budget goes on, the client
 * hears 429, and its retry finds the work done (D4).
 * @param request the id under which the work opens its intents
 * @param deps `late`: what the client hears when the time is up
 * @throws ScimError 429 when the time is up; else what the work throws
 */
export async function withinBudget<T>(
  request: string,
  { domain, log, budgetMs, late = refusals.busy }: BudgetDeps & { readonly late?: () => ScimError },
  work: Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, budgetMs, 'late');
  });
  const first = await Promise.race([work, timeIsUp]).finally(() => clearTimeout(timer));
  if (first !== 'late') return first;
  domain.awaited.late(request);
  work
    .then(() => domain.store.intents.unheard(request))
    .catch((thrown: unknown) =>
      log.warn('work that went on in the background failed', { request, ...describeFault(thrown) }),
    );
  throw late();
}
