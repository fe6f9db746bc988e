import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientFor, faultOf, userRecord } from './fixtures.ts';
import { closeNow, listener, type Seen } from './scripted-server.ts';

const hasOpenssl = works('openssl', ['version']);
const title = hasOpenssl ? 'certificates' : 'certificates (skipped: openssl is not installed)';

describe.skipIf(!hasOpenssl)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), 'scim-tray-tls-'));
  const seen: Seen[] = [];
  let server: Server;
  let port = 0;
  let ca = '';

  beforeAll(async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=Vault Test Authority', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const kind = [
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    ca = readFileSync(cert, 'utf8');
    const routes = new Map([
      ['POST /oauth2/token', () => ({ json: { access_token: 't', expires_in: 1200 } })],
      ['GET /api/v1/users/5', () => ({ json: userRecord(5) })],
    ]);
    server = createServer({ key: readFileSync(key), cert: ca }, listener(routes, seen));
    await new Promise<void>((resolve) => void server.listen(0, resolve));
    port = (server.address() as AddressInfo).port; // a TCP server's address is no string
  });

  afterAll(async () => {
    await closeNow(server);
    rmSync(folder, { recursive: true });
  });

  it('an unknown issuer: untrusted, named, and nothing sent', async () => {
    const client = clientFor(`https://127.0.0.1:${String(port)}`);
    const fault = await faultOf(client.readUser(5));
    expect(fault).toMatchObject({ kind: 'untrusted', ambiguous: false });
    expect(fault.message).toContain('"Vault Test Authority"');
    expect(seen).toEqual([]);
    await client.close();
  });

  it('its certificate given: trusted', async () => {
    const client = clientFor(`https://127.0.0.1:${String(port)}`, { ca });
    expect((await client.readUser(5))?.id).toBe(5);
    await client.close();
  });

  it('a certificate for another name: untrusted even when the issuer is', async () => {
    const client = clientFor(`https://localhost:${String(port)}`, { ca });
    const fault = await faultOf(client.readUser(5));
    expect(fault).toMatchObject({ kind: 'untrusted' });
    expect(fault.message).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
    await client.close();
  });

  it.each([
    ['no certificate in it', 'hello'],
    ['a damaged one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ])('a certificate file with %s is refused before anything is sent', (_, text) => {
    expect(() => clientFor(`https://127.0.0.1:${String(port)}`, { ca: text })).toThrow(
      expect.objectContaining({ code: 'SS-CERT' }),
    );
  });
});

function works(command: string, parameters: readonly string[]): boolean {
  try {
    execFileSync(command, parameters, { stdio: 'ignore' });
    return true;
  } catch {
    return false; // not installed: the tests then skip by name
  }
}
