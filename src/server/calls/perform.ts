import type { CallName, Calls } from '../../main/ipc/contract.ts';
import { parseArgument, type Argument } from './arguments.ts';

/** The contract as functions of exactly one argument, so that one line can call each of them. */
type Performers = { readonly [N in CallName]: (argument: Argument<N>) => ReturnType<Calls[N]> };

/**
 * Runs one call with an argument from outside.
 * @throws Problem APP-INPUT before anything is done, and whatever the call throws.
 */
export async function perform<N extends CallName>(
  calls: Calls,
  name: N,
  argument: unknown,
): Promise<Awaited<ReturnType<Calls[N]>>> {
  const performers: Performers = calls;
  return await performers[name](parseArgument(name, argument));
}
