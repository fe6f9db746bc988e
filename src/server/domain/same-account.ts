import type { SecretServerUser } from '../secret-server/model.ts';
import type { UserRow } from '../store/users.ts';

/** An id is the same person while the date of creation or the user name is the same (D5). */
export function isSameAccount(live: SecretServerUser, row: UserRow): boolean {
  const sameName = live.userName.toLowerCase() === row.login_name.toLowerCase();
  return sameName || (row.created !== null && sameMoment(live.created, row.created));
}

/** Whether two dates of Secret Server mean the same second; unset equals only unset. */
export function sameMoment(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.floor(Date.parse(a) / 1000) === Math.floor(Date.parse(b) / 1000);
}
