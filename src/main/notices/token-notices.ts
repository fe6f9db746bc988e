import type { EndpointView } from '../ipc/contract.ts';
import type { Notice } from './notices.ts';

/** Days before its end at which a token is spoken of. */
const warnAt = [1, 7, 14];
const dayMs = 24 * 60 * 60_000;

/** A notice with the name under which it is remembered, so that it is given once, restarts included. */
export interface TokenNotice {
  readonly key: string;
  readonly notice: Notice;
}

/**
 * Tokens that end soon and that no other token of the endpoint outlives: a replaced one may end unheard.
 * @param now epoch milliseconds
 */
export function tokenNotices(endpoints: readonly EndpointView[], now: number): readonly TokenNotice[] {
  return endpoints.flatMap(({ name, tokens }) => {
    const ends = tokens.map(({ expiresAt }) => (expiresAt === null ? Infinity : Date.parse(expiresAt)));
    const last = Math.max(...ends);
    const days = warnAt.find((limit) => last > now && last - now <= limit * dayMs);
    if (days === undefined) return [];
    const when = days === 1 ? 'within a day' : `within ${String(days)} days`;
    const notice: Notice = {
      kind: 'tokenExpiry',
      category: 'token',
      title: `The token of ${name} ends ${when}`,
      body: 'Replace it in Settings and paste the new one into Okta; the old one works 24 h more.',
      target: { screen: 'settings', focus: 'okta' },
    };
    return [{ key: `${name} ${new Date(last).toISOString()} ${String(days)}`, notice }];
  });
}
