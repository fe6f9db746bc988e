import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

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

/** Whether the client says whom it calls, once; before HTTP/1.1 it need not (RFC 9112 section 3.2). */
export function namesItsHost({
  rawHeaders,
  httpVersion,
}: Pick<IncomingMessage, 'rawHeaders' | 'httpVersion'>): boolean {
  // Names and values by turns; `headers` keeps only the first of several hosts.
  const isHost = (text: string, at: number): boolean => at % 2 === 0 && text.toLowerCase() === 'host';
  const hosts = rawHeaders.filter(isHost).length;
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}
