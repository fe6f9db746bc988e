import type { Call } from './calls.ts';
import { Conduct } from './conduct-case.ts';

const WINDOW_MS = 60_000;
/** Grants within a minute that a client may need by itself. */
export const ALLOWED_GRANTS = 5;

/** Grants with a credential that the server itself, and no fault, had refused before. */
export function grantsAfterRefusal(calls: readonly Call[]): readonly Conduct[] {
  const refused = new Map<number, Call>();
  const found: Conduct[] = [];
  for (const call of grantsIn(calls)) {
    const before = call.credential === null ? undefined : refused.get(call.credential);
    if (before !== undefined) {
      const seconds = Math.round((call.startedAt - before.startedAt) / 1000);
      found.push(
        new Conduct(
          'grant-after-refusal',
          call.number,
          `again ${seconds} s after call ${before.number} was refused`,
        ),
      );
    }
    if (call.credential !== null && call.fault === null && isRefusal(call))
      refused.set(call.credential, call);
  }
  return found;
}

/** Grants that overlap, and more than so many within a minute. */
export function grantsTooClose(calls: readonly Call[], allowed: number): readonly Conduct[] {
  const grants = grantsIn(calls);
  return grants.flatMap((call, i): readonly Conduct[] => {
    const before = grants.slice(0, i);
    const overlapping = before.find(
      (other) => other.ms === null || other.startedAt + other.ms > call.startedAt,
    );
    if (overlapping !== undefined && overlapping.fault !== 'hang') {
      return [new Conduct('grant-storm', call.number, `while call ${overlapping.number} was under way`)];
    }
    const recent = before.filter((other) => call.startedAt - other.startedAt < WINDOW_MS).length;
    return recent >= allowed
      ? [new Conduct('grant-storm', call.number, `${recent} grants within a minute before it`)]
      : [];
  });
}

function grantsIn(calls: readonly Call[]): readonly Call[] {
  return calls.filter((call) => call.method === 'POST' && call.path === '/oauth2/token');
}

function isRefusal(call: Call): boolean {
  return call.status === 400 || call.status === 401 || call.status === 403;
}
