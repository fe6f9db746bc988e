import { SecretServerError, type MemberChange } from '../secret-server/model.ts';
import type { Deps } from './context.ts';
import { learnUsers } from './learn-users.ts';

type Sending = Pick<Deps, 'secretServer' | 'store' | 'mirror'>;

/**
 * Sends a difference. Where Secret Server refuses it, usually because somebody was disabled there meanwhile, it is
 * sent again without those, so that one user cannot fail a push.
 * @returns the additions that were left out because they are disabled.
 * @throws SecretServerError; ambiguous only where reading the members again could not settle it.
 */
export async function sendMembers(deps: Sending, id: number, change: MemberChange): Promise<number[]> {
  const refusal = await attempt(deps, id, change);
  if (!refusal) return [];
  // Somebody else may have changed the group since it was read.
  const left = await leftOf(deps, id, change);
  const users = await learnUsers(deps, left.added);
  const disabled = new Set(users.filter(({ enabled }) => !enabled).map((user) => user.id));
  const next = { ...left, added: left.added.filter((user) => !disabled.has(user)) };
  const again = isSame(next, change) ? refusal : await attempt(deps, id, next);
  if (!again) return [...disabled];
  // Taking access away must not fail with the rest (D3).
  if (next.removed.length > 0 && next.added.length > 0) await attempt(deps, id, { ...next, added: [] });
  throw again;
}

/** One call. @returns a definite refusal; undefined when the change is done. @throws SecretServerError otherwise */
async function attempt(
  deps: Sending,
  id: number,
  change: MemberChange,
): Promise<SecretServerError | undefined> {
  if (isNone(change)) return undefined;
  try {
    await deps.secretServer().changeMembers(id, change);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof SecretServerError)) throw thrown;
    // Never sent twice: a look tells whether it was applied (D14).
    const left = thrown.ambiguous ? await leftOf(deps, id, change).catch(() => undefined) : undefined;
    if (left && isNone(left)) return undefined;
    const fault = left ? thrown.afterLook() : thrown;
    if (fault.kind === 'refused' && !fault.ambiguous) return fault;
    throw fault;
  }
}

/** What of a change is not so yet. */
async function leftOf(deps: Sending, id: number, { added, removed }: MemberChange): Promise<MemberChange> {
  const inside = new Set(await deps.secretServer().listMembers(id));
  return {
    added: added.filter((user) => !inside.has(user)),
    removed: removed.filter((user) => inside.has(user)),
  };
}

/** Both hold parts of the same change. */
function isSame(a: MemberChange, b: MemberChange): boolean {
  return a.added.length === b.added.length && a.removed.length === b.removed.length;
}

function isNone({ added, removed }: MemberChange): boolean {
  return added.length === 0 && removed.length === 0;
}
