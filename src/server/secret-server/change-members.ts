import type { Api } from './api.ts';
import { createFallback } from './fallback.ts';
import type { Groups } from './groups.ts';
import { SecretServerError, type MemberChange } from './model.ts';

/** How many single calls run at a time: half of what the server gets at most, so that other work goes on. */
const callsAtATime = 4;

/**
 * Changes the members of a group by difference: one PATCH, single calls where that is missing. The call that sets
 * the exact list is never used: it drops hidden, disabled and directory members (D13).
 */
export function createMemberChanges(api: Api, groups: Groups) {
  const change = createFallback();

  async function patch(groupId: number, { added, removed }: MemberChange): Promise<void> {
    // The two names differ on purpose: so does the server's shape.
    await call(groupId, { method: 'PATCH', body: { addedUserIds: added, removeUserIds: removed } });
  }

  /** Only what is not so yet: a second removal of the same member is an error, and a refused change is sent again. */
  async function oneByOne(groupId: number, { added, removed }: MemberChange): Promise<void> {
    const inside = new Set(await groups.listMembers(groupId));
    const leaving = removed.filter((id) => inside.has(id));
    const coming = added.filter((id) => !inside.has(id));
    await inTurns(leaving, (userId) => call(groupId, { method: 'DELETE', under: `/${String(userId)}` }));
    await inTurns(coming, (userId) => call(groupId, { method: 'POST', body: { userId } }));
  }

  async function call(
    groupId: number,
    { under = '', ...request }: { method: 'PATCH' | 'POST' | 'DELETE'; under?: string; body?: object },
  ): Promise<void> {
    const path = `/v1/groups/${String(groupId)}/users${under}`;
    await api.call({
      ...request,
      path,
      doing: `changing the members of group ${String(groupId)}`,
      write: true,
    });
  }

  return async (groupId: number, asked: MemberChange): Promise<void> => {
    if (asked.added.length === 0 && asked.removed.length === 0) return;
    await change({
      patch: () => patch(groupId, asked),
      isThere: async () => (await groups.read(groupId)) !== undefined,
      instead: () => oneByOne(groupId, asked),
    });
  };
}

/** Goes on after a refusal, which is about one user, and stops at any other fault. @throws SecretServerError */
async function inTurns(ids: readonly number[], act: (id: number) => Promise<void>): Promise<void> {
  let refusal: unknown;
  for (let start = 0; start < ids.length; start += callsAtATime) {
    const results = await Promise.allSettled(ids.slice(start, start + callsAtATime).map(act));
    const faults: unknown[] = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    const stopping = faults.find(
      (fault) => !(fault instanceof SecretServerError) || fault.kind !== 'refused',
    );
    if (stopping) throw stopping;
    refusal ??= faults[0];
  }
  if (refusal) throw refusal;
}
