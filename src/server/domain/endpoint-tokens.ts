import { hash, timingSafeEqual } from 'node:crypto';
import { Problem } from '../errors.ts';
import type { Facts } from '../status.ts';
import type { EndpointRow, TokenRow } from '../store/endpoints.ts';

export const dayMs = 24 * 60 * 60_000;
/** A person has this many days to replace a token. */
const soonDays = 14;

/** The endpoint whose last token ends first, where that is soon: one that was replaced may end. */
export function expiringToken(
  endpoints: readonly EndpointRow[],
  tokens: readonly TokenRow[],
  now: number,
): Facts['expiring'] {
  const ends = endpoints.flatMap(({ id, name }) => {
    const own = tokens.filter(({ endpoint_id: of }) => of === id);
    const last = Math.max(...own.map(({ expires_at: at }) => at ?? Number.POSITIVE_INFINITY));
    const days = Math.floor((last - now) / dayMs);
    return own.length > 0 && days <= soonDays ? [{ endpoint: name, days }] : [];
  });
  return ends.toSorted((one, other) => one.days - other.days)[0] ?? null;
}

/** A token of the tables is not among the saved secrets: whose call this is cannot be said. */
export function lostTokens(): Problem {
  return new Problem(
    'APP-KEYS',
    'A token is missing from the saved secrets',
    'Run SCIM Tray as the account that made it, or make new tokens in Settings under Okta access',
    { command: 'scim-tray endpoint replace' },
  );
}

/** Under which the digest of a token is kept. */
export function secretName(tokenId: string): string {
  return `endpoint-token:${tokenId}`;
}

/** What is kept of a token. */
export function digestOf(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** Every digest is compared, in constant time each: the time taken tells nothing about a token. */
export function tokenWith(digest: Buffer, digests: ReadonlyMap<string, Buffer>): string | undefined {
  let found: string | undefined;
  for (const [id, candidate] of digests) if (timingSafeEqual(candidate, digest)) found = id;
  return found;
}
