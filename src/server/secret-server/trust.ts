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

/**
 * Who issued the certificate that the server shows, for the sentence to the admin: one more handshake that trusts
 * nobody and sends nothing. Empty when it cannot be told within `timeoutMs`.
 */
export async function issuerOf(base: URL, timeoutMs: number): Promise<string> {
  const host = base.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = tls.connect({
      host,
      port: Number(base.port || 443),
      rejectUnauthorized: false,
      ...(isIP(host) ? {} : { servername: host }),
    });
    const end = (issuer: string): void => {
      socket.destroy();
      resolve(issuer);
    };
    socket.setTimeout(timeoutMs, () => end(''));
    socket.once('error', () => end(''));
    socket.once('secureConnect', () => end(nameOf(socket.getPeerX509Certificate())));
  });
}

function nameOf(certificate: X509Certificate | undefined): string {
  const lines = certificate?.issuer?.split('\n') ?? [];
  const common = lines.find((line) => line.startsWith('CN='))?.slice(3);
  return (common ?? lines.join(', ')).slice(0, 100);
}
