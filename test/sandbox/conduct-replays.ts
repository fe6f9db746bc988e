import type { Call } from './calls.ts';
import { Conduct } from './conduct-case.ts';

/** Writes that were sent again, unchanged, after a 5xx or no answer, with no read of the same thing in between. */
export function replays(calls: readonly Call[]): readonly Conduct[] {
  const unclear = new Map<string, Call>();
  const found: Conduct[] = [];
  for (const call of calls) {
    if (call.method === 'GET') {
      forget(unclear, call);
      continue;
    }
    if (call.path === '/oauth2/token') continue;
    const key = `${call.method} ${call.path} ${JSON.stringify(call.body)}`;
    const before = unclear.get(key);
    if (before !== undefined) {
      found.push(
        new Conduct('replayed-write', call.number, `${call.method} ${call.path}, as call ${before.number}`),
      );
    }
    if (isUnclear(call)) unclear.set(key, call);
    else unclear.delete(key);
  }
  return found;
}

function isUnclear(call: Call): boolean {
  return call.status === null || call.status >= 500;
}

/** A read that was answered clears what it shows: the resource itself, or the list that it stands in. */
function forget(unclear: Map<string, Call>, read: Call): void {
  if (isUnclear(read)) return;
  for (const [key, write] of unclear) {
    const list = write.path.replace(/(?<=^\/v1\/(?:users|groups))\/.*$/, '');
    if (write.path === read.path || write.path.startsWith(`${read.path}/`) || list === read.path)
      unclear.delete(key);
  }
}
