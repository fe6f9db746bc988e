import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { Problem } from '../errors.ts';

/**
 * Whom the client trusts: Node's own list, the operating system's, and the given certificates (PEM).
 * Made once per client: parsing some hundred certificates for every connection would cost more than the handshake.
 * @throws Problem SS-CERT when `ca` holds no certificate or a broken one.
 */
export function trustOf(ca: string | undefined): tls.SecureContext {
  const given = ca === undefined ? [] : certificatesIn(ca);
  const known = [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  return tls.createSecureContext({ ca: [...new Set([...known, ...given])], minVersion: 'TLSv1.2' });
}

function certificatesIn(ca: string): string[] {
  const blocks = ca.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  const remedy = 'Export the certificate of the authority as Base-64 (PEM) and name that file';
  if (blocks.length === 0) throw new Problem('SS-CERT', 'The certificate file holds no certificate', remedy);
  try {
    return blocks.map((block) => new X509Certificate(block).toString());
  } catch (cause) {
    throw new Problem('SS-CERT', 'The certificate file is damaged', remedy, { cause });
  }
}

/** Whether a connection failed on the other side's certificate, as opposed to the network or the protocol. */
export function isCertificateFault(code: string): boolean {
  return /^(ERR_TLS_CERT|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_|INVALID_(CA|PURPOSE)|PATH_LENGTH)/.test(
    code,
  );
}

/** Who issued the certificate that the server shows, for the sentence to the admin; empty when it cannot be told. */
export async function issuerOf(base: URL, timeoutMs: number): Promise<string> {
  return commonName((await shownCertificate(base, timeoutMs))?.issuer).slice(0, 100);
}

/**
 * The certificate that the server shows, trusted or not: a handshake that trusts nobody and sends nothing.
 * @returns undefined when none came within `timeoutMs`
 */
export async function shownCertificate(base: URL, timeoutMs: number): Promise<X509Certificate | undefined> {
  const host = base.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = tls.connect({
      host,
      port: Number(base.port || 443),
      rejectUnauthorized: false,
      ...(isIP(host) ? {} : { servername: host }),
    });
    const end = (certificate?: X509Certificate): void => {
      socket.destroy();
      resolve(certificate);
    };
    socket.setTimeout(timeoutMs, () => end());
    socket.once('error', () => end());
    socket.once('secureConnect', () => end(socket.getPeerX509Certificate()));
  });
}

/** The common name among the lines of a subject or an issuer, else all of them. */
export function commonName(lines = ''): string {
  const all = lines.split('\n');
  return all.find((line) => line.startsWith('CN='))?.slice(3) ?? all.join(', ');
}
