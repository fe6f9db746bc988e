import { SecretServerError, type IdentityReads, type SecretServerUser } from '../secret-server/model.ts';
import type { Store } from '../store/store.ts';
import type { UserRow } from '../store/users.ts';
import { isSameAccount } from './same-account.ts';

/** How many known users are looked at: the newest, who is missing after a restore, and some of all ages. */
const witnesses = 5;

/**
 * Whether the ids that the mirror knows still mean the same people (D5). After an older backup was restored the
 * newest are missing; behind another server the names and dates of creation differ.
 * Who is missing is no proof where the account does not see everybody (D7).
 * @throws SecretServerError other-server
 */
export async function verifyIdentity(store: Store, reads: IdentityReads): Promise<void> {
  const known = store.users.sample(witnesses);
  if (known.length === 0) return;
  const look = async () => compare(known, await reads.readUsers(known.map(({ id }) => id)));
  const first = await look();
  if (first === 'the same' || (first === 'missing' && (await reads.isViewPartial()))) return;
  // The first look may have been before the account got a right back.
  if (first === 'missing' && (await look()) === 'the same') return;
  throw new SecretServerError(
    'other-server',
    'This is not the Secret Server that this data belongs to: known users are missing or have other numbers',
  );
}

function compare(
  known: readonly UserRow[],
  live: readonly SecretServerUser[],
): 'the same' | 'another' | 'missing' {
  const found = known.map((row) => ({ row, user: live.find(({ id }) => id === row.id) }));
  const missing = found.filter(({ user }) => !user);
  const strange = found.filter(({ row, user }) => user && !isSameAccount(user, row));
  const isMost = (some: number): boolean => some > known.length / 2;
  const newest = found.at(-1);
  if (isMost(strange.length) || strange.some((one) => one === newest)) return 'another';
  const looksRestored = missing.some((one) => one === newest) || isMost(missing.length + strange.length);
  return looksRestored ? 'missing' : 'the same';
}
