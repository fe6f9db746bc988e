import type { Call } from './calls.ts';
import { Conduct, type ConductKind } from './conduct-case.ts';
import { ALLOWED_GRANTS, grantsTooClose, grantsAfterRefusal } from './conduct-grants.ts';
import { replays } from './conduct-replays.ts';

export interface Allowed {
  /** Grants within a minute; 5, and more where people signed in besides. */
  readonly grants?: number;
}

/** Every case of wrong conduct in a log, in the order of the calls. */
export function findConduct(
  calls: readonly Call[],
  accountId: number,
  { grants = ALLOWED_GRANTS }: Allowed = {},
): readonly Conduct[] {
  const found = [
    ...calls.flatMap((call) => singleCall(call, accountId)),
    ...grantsAfterRefusal(calls),
    ...grantsTooClose(calls, grants),
    ...replays(calls),
  ];
  return found.toSorted((a, b) => a.call - b.call);
}

function singleCall(call: Call, accountId: number): readonly Conduct[] {
  const { number, method, path } = call;
  const told = (kind: ConductKind, detail = ''): Conduct =>
    new Conduct(kind, number, `${method} ${path}${detail}`);
  return [
    ...(method === 'PUT' && /^\/v1\/(groups\/\d+\/users|users\/\d+\/groups)$/.test(path)
      ? [told('exact-replace')]
      : []),
    ...(writesTo(call, accountId) ? [told('own-account')] : []),
    ...(call.unknownMembers.length > 0
      ? [told('unknown-members', `: ${call.unknownMembers.join(', ')}`)]
      : []),
    ...(readsActiveOnly(call) ? [told('no-include-inactive')] : []),
  ];
}

function writesTo({ method, path, body }: Call, userId: number): boolean {
  if (method === 'GET') return false;
  if (path === `/v1/users/${userId}` || path.startsWith(`/v1/users/${userId}/`)) return true;
  if (!path.startsWith('/v1/groups/')) return false;
  return (
    path.endsWith(`/users/${userId}`) ||
    new RegExp(`"\\w*userIds?":\\[?[\\d,]*\\b${userId}\\b`, 'i').test(JSON.stringify(body) ?? '')
  );
}

function readsActiveOnly({ method, path, query }: Call): boolean {
  return (
    method === 'GET' &&
    /^\/v1\/users\/\d+$/.test(path) &&
    query['includeinactive']?.[0]?.toLowerCase() !== 'true'
  );
}
