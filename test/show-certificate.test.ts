import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { showCertificate } from '../src/server/show-certificate.ts';
import { hasOpenssl, selfSigned } from './certificate.ts';

const direct = { mode: 'none', url: null } as const;

async function server() {
  const { key, cert } = selfSigned('Vault of Example');
  const asked: (string | undefined)[] = [];
  const https = createServer({ key, cert }, (request, response) => {
    asked.push(request.url);
    response.end();
  });
  await new Promise<void>((resolve) => void https.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void https.close());
  const { port } = https.address() as AddressInfo; // a TCP server's address is no string
  return {
    url: `https://127.0.0.1:${String(port)}/SecretServer`,
    port,
    cert: new X509Certificate(cert),
    asked,
  };
}

describe.skipIf(!hasOpenssl)('the certificate of a server', () => {
  test('is shown as it is, trusted or not, and nothing is sent', async () => {
    const { url, port, cert, asked } = await server();
    expect(await showCertificate(url, direct)).toEqual({
      host: `127.0.0.1:${String(port)}`,
      subject: 'Vault of Example',
      names: 'IP Address:127.0.0.1',
      issuer: 'Vault of Example',
      selfSigned: true,
      validFrom: cert.validFromDate.toISOString(),
      validTo: cert.validToDate.toISOString(),
      sha256: cert.fingerprint256,
    });
    expect(asked).toEqual([]);
  });

  test('is not shown in place of the one that a proxy would see', async () => {
    const { url } = await server();
    const proxy = { mode: 'custom', url: 'http://127.0.0.1:1' } as const;
    await expect(showCertificate(url, proxy)).rejects.toMatchObject({ code: 'SS-CERT' });
  });
});

test.each([
  ['https://127.0.0.1:1', 'SS-CERT'],
  ['http://127.0.0.1:1', 'SS-CERT'],
  ['no address', 'SS-ADDRESS'],
])('%s has none to show', async (url, code) => {
  await expect(showCertificate(url, direct)).rejects.toMatchObject({ code });
});
