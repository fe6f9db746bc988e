import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is turned away: 401 without a key or session, 403 when it may come from another web page. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly reason: string;
}

/**
 * Whether a request may be what it seems. Loopback alone proves nothing: a page in a browser on this machine reaches
 * it too, by its own origin or by a host name that was rebound to 127.0.0.1.
 * @param host the address that the console listens on, as it stands in the Host header.
 */
export function refuseOtherPages(headers: IncomingHttpHeaders, host: string): Refusal | undefined {
  if (headers.host !== host) return { status: 403, reason: 'The request names another host' };
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return otherPage;
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || isVisit(headers)) return undefined;
  return otherPage;
}

/** A person opens an address: typed, from a bookmark, or by a link anywhere. Never a frame or a part of a page. */
function isVisit(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/** A change has to come from our own page, and every browser of today says where it comes from. */
export function isFromOwnPage(headers: IncomingHttpHeaders, host: string): boolean {
  return headers.origin === `http://${host}` || headers['sec-fetch-site'] === 'same-origin';
}

/** A browser that only looks ahead, for a person who may never follow the link. */
export function isPrefetch(headers: IncomingHttpHeaders): boolean {
  return /prefetch|prerender/i.test(`${String(headers['sec-purpose'])} ${String(headers['purpose'])}`);
}

/** The key that only those can send who could read the address file; undefined: none was sent. */
export function bearerOf(headers: IncomingHttpHeaders): string | undefined {
  return headers.authorization === undefined
    ? undefined
    : (/^Bearer (\S+)$/i.exec(headers.authorization)?.[1] ?? '');
}

/** Compares in a time that tells nothing of either value, their lengths included. */
export function isSameSecret(a: string, b: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}

const otherPage: Refusal = { status: 403, reason: 'Other web pages may not call this address' };
