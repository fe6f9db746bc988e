import { setTimeout } from 'node:timers/promises';
import * as fc from 'fast-check';
import { query } from '../conformance/client.ts';
import { filterText } from './filters.ts';
import { oddBytes, oddHeaders } from './odd-http.ts';
import { bodies, reads } from './requests.ts';
import type { Attack, Exchange, Target } from './target.ts';
import { complaintAbout, costOf, msPerKibibyte } from './verdict.ts';

/** All kinds of input, each by what makes it. */
export function kindsOf(target: Target): Readonly<Record<string, fc.Arbitrary<Attack>>> {
  return {
    filters: filterText.map((filter) => ({
      method: 'GET',
      path: `/Users${query({ filter: filter.toWellFormed(), count: 5 })}`,
      body: undefined,
    })),
    reads,
    ...bodies(target),
    headers: oddHeaders(target),
    bytes: oddBytes(target),
  };
}

export interface Bounds {
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number;
}

export interface Report {
  readonly kind: string;
  readonly requests: number;
  /** How often each status came. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Milliseconds per KiB of the slowest request. */
  readonly slowest: number;
  /** The smallest input that does what none may, and what that is; undefined: there is none. */
  readonly finding: string | undefined;
}

/** Sends inputs of one kind until the bounds are met or one is not withstood. */
export async function run(
  target: Target,
  [kind, attacks]: readonly [string, fc.Arbitrary<Attack>],
  { seed, runs, seconds }: Bounds,
): Promise<Report> {
  const statuses = new Map<number, number>();
  let slowest = 0;
  let requests = 0;
  const property = fc.asyncProperty(attacks, async (attack) => {
    const exchange = await target.send(attack);
    requests += 1;
    statuses.set(exchange.status, (statuses.get(exchange.status) ?? 0) + 1);
    const complaint = complaintAbout(exchange);
    if (complaint) throw new Error(complaint);
    const cost = costOf(exchange);
    slowest = Math.max(slowest, cost > msPerKibibyte ? await costAgain(target, attack, exchange) : cost);
    if (slowest > msPerKibibyte) throw new Error(`it took ${slowest.toFixed(0)} ms per KiB`);
  });
  const outcome = await fc.check(property, {
    seed,
    numRuns: runs,
    interruptAfterTimeLimit: seconds * 1000,
    markInterruptAsFailure: false,
  });
  return { kind, requests, statuses, slowest, finding: outcome.failed ? findingOf(outcome) : undefined };
}

/** The least of some tries, apart from each other: the machine may be busy with something else for a while. */
async function costAgain(target: Target, attack: Attack, first: Exchange): Promise<number> {
  let least = costOf(first);
  for (let tries = 0; tries < 8 && least > msPerKibibyte; tries += 1) {
    await setTimeout(250);
    least = Math.min(least, costOf(await target.send(attack)));
  }
  return least;
}

function findingOf({
  counterexample,
  errorInstance,
  seed,
  counterexamplePath,
}: fc.RunDetails<[Attack]>): string {
  const what = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const input = JSON.stringify(counterexample?.[0])?.slice(0, 2000);
  return `${what}\n  with ${input}\n  (seed ${String(seed)}, path ${String(counterexamplePath)})`;
}
