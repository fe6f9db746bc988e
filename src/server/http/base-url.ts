import type { IncomingHttpHeaders } from 'node:http';

/**
 * What the client calls us, from the address that it used: behind a tunnel that is the tunnel's.
 * @param prefix the mount, e.g. /scim/v2
 * @returns an absolute URL without a trailing slash; relative to the host when the Host header is unusable.
 */
export function baseUrl(headers: IncomingHttpHeaders, prefix: string): string {
  const protocol = firstOf(headers['x-forwarded-proto']).toLowerCase() === 'https' ? 'https' : 'http';
  const host = firstOf(headers['x-forwarded-host']) || headers.host || '';
  return /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/i.test(host)
    ? `${protocol}://${host}${prefix}`
    : prefix;
}

/** Every proxy on the way adds what it was called. */
function firstOf(header: string | string[] | undefined): string {
  return header === undefined ? '' : (String(header).split(',')[0] ?? '').trim();
}
