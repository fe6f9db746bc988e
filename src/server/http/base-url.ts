import type { IncomingHttpHeaders } from 'node:http';

/**
 * What the client calls us, from the address that it used: behind a tunnel that is the tunnel's.
 * @param prefix the mount, e.g. /scim/v2
 * @returns an absolute URL without a trailing slash; relative to the host when the Host header is unusable.
 */
export function baseUrl(headers: IncomingHttpHeaders, prefix: string): string {
  const forwarded = String(headers['x-forwarded-proto'] ?? '')
    .split(',')[0]
    ?.trim()
    .toLowerCase();
  const protocol = forwarded === 'https' ? 'https' : 'http';
  const forwardedHost = String(headers['x-forwarded-host'] ?? '')
    .split(',')[0]
    ?.trim();
  const host = forwardedHost || headers.host || '';
  return /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/i.test(host)
    ? `${protocol}://${host}${prefix}`
    : prefix;
}
