import type { CertificateView } from '../main/ipc/contract.ts';
import { Problem } from './errors.ts';
import { normaliseBaseUrl } from './secret-server/address.ts';
import type { Proxy } from './secret-server/dispatcher.ts';
import { commonName, shownCertificate } from './secret-server/trust.ts';

/** Milliseconds. */
const patienceMs = 10_000;

/**
 * The certificate that a server shows, for a person to compare; looking at it trusts nothing.
 * @throws Problem SS-ADDRESS, SS-CERT where it cannot be shown
 */
export async function showCertificate(url: string, proxy: Proxy): Promise<CertificateView> {
  const base = new URL(normaliseBaseUrl(url));
  if (base.protocol !== 'https:') throw notShown('There is no certificate: the address begins with http');
  if (proxy.mode !== 'none') throw notShown('The certificate cannot be shown: calls go through a proxy');
  const certificate = await shownCertificate(base, patienceMs);
  if (!certificate) throw notShown(`No certificate came from ${base.host}`);
  return {
    host: base.host,
    subject: commonName(certificate.subject),
    names: certificate.subjectAltName ?? null,
    issuer: commonName(certificate.issuer),
    selfSigned: certificate.checkIssued(certificate),
    validFrom: certificate.validFromDate.toISOString(),
    validTo: certificate.validToDate.toISOString(),
    sha256: certificate.fingerprint256,
  };
}

function notShown(title: string): Problem {
  return new Problem('SS-CERT', title, 'Open the address in a browser on this machine to look at it');
}
