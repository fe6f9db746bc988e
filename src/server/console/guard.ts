import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is turned away: 401 without the key, 403 when it may come from a web page. */
export type Refusal = { readonly status: 401 | 403; readonly reason: string };

/**
 * Whether a request comes from a process that could read the key. Loopback alone proves nothing: a page in a
 * browser on this machine reaches it too, by its own origin or by a host name that was rebound to 127.0.0.1.
 * @param host the address that the console listens on, as it stands in the Host header.
 */
export function refuse(headers: IncomingHttpHeaders, host: string, key: string): Refusal | undefined {
  if (headers.host !== host) return { status: 403, reason: 'The request names another host' };
  if (headers.origin !== undefined) return { status: 403, reason: 'Web pages may not call this address' };
  const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  if (!sameSecret(given, key)) return { status: 401, reason: 'The key is missing or wrong' };
  return undefined;
}

/** Compares in a time that tells nothing of either value, their lengths included. */
function sameSecret(a: string, b: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}
