import { SecretServerError, type MemberChange } from '../secret-server/model.ts';
import type { Deps } from './context.ts';

type Sending = Pick<Deps, 'secretServer' | 'store' | 'mirror'>;

/**
 * Sends a difference. Where Secret Server refuses it, usually because a user was disabled there meanwhile, the
 * removals go alone and the additions in halves, so that one user cannot fail a push.
 * @returns the additions that were refused because the user is disabled.
 * @throws SecretServerError; ambiguous only where reading the members again could not settle it.
 */
export async function sendMembers(deps: Sending, id: number, change: MemberChange): Promise<number[]> {
  const refusal = await attempt(deps, id, change);
  if (!refusal) return [];
  // Somebody else may have changed the group since it was read.
  const { added, removed } = await leftOf(deps, id, change);
  const stuck = await attempt(deps, id, { added: [], removed });
  if (stuck) throw stuck;
  const same = removed.length === 0 && added.length === change.added.length;
  const again = same ? refusal : await attempt(deps, id, { added, removed: [] });
  return again ? addInHalves(deps, id, added, again) : [];
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
    if (thrown.kind === 'refused' && !thrown.ambiguous) return thrown;
    // Never sent twice: a look tells whether it was applied (D14).
    if (thrown.ambiguous && isNone(await leftOf(deps, id, change).catch(() => change))) return undefined;
    throw thrown;
  }
}

async function addInHalves(
  deps: Sending,
  id: number,
  added: readonly number[],
  refusal: SecretServerError,
): Promise<number[]> {
  const [only] = added;
  if (only === undefined) return [];
  if (added.length === 1) return refusedAlone(deps, only, refusal);
  const middle = Math.ceil(added.length / 2);
  const refused: number[] = [];
  for (const half of [added.slice(0, middle), added.slice(middle)]) {
    const again = await attempt(deps, id, { added: half, removed: [] });
    if (again) refused.push(...(await addInHalves(deps, id, half, again)));
  }
  return refused;
}

/** One user whom Secret Server does not take: fine if it is disabled there, else the refusal stands. */
async function refusedAlone(deps: Sending, id: number, refusal: SecretServerError): Promise<number[]> {
  const live = await deps.secretServer().readUser(id);
  if (!live || live.enabled) throw refusal;
  deps.store.transaction(() => {
    deps.mirror.saveUser(live);
    deps.mirror.wrote('users', id);
  });
  return [id];
}

/** What of a change is not so yet. */
async function leftOf(deps: Sending, id: number, { added, removed }: MemberChange): Promise<MemberChange> {
  const inside = new Set(await deps.secretServer().listMembers(id));
  return {
    added: added.filter((user) => !inside.has(user)),
    removed: removed.filter((user) => inside.has(user)),
  };
}

function isNone({ added, removed }: MemberChange): boolean {
  return added.length === 0 && removed.length === 0;
}
