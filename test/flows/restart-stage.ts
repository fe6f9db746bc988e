import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createHost, type Host } from '../../src/server/host.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { createOkta, type Okta } from '../okta/okta-client.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';

/** A host that a test may stop, and open again on the same data. */
export interface Restartable {
  readonly sandbox: Sandbox;
  readonly dataDir: string;
  readonly host: Host;
  readonly okta: Okta;
  /** Another host on the same data, not started; it stops when the test ends. */
  again(): Promise<Host>;
}

export async function restartable(): Promise<Restartable> {
  const sandbox = await startSandbox();
  const dataDir = mkdtempSync(join(tmpdir(), 'scim-tray-'));
  onTestFinished(async () => {
    await sandbox.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const secrets = createMemorySecrets();
  const open = () => createHost({ dataDir, secrets, port: 0 });
  const host = await open();
  await host.calls['secretServer.connect']({ url: sandbox.url, ...sandbox.account });
  const { token } = await host.calls['endpoints.add']({ name: 'okta', kind: 'okta' });
  const { scimBaseUrl } = await host.start();
  await host.firstImportEnded;
  return {
    sandbox,
    dataDir,
    host,
    okta: createOkta({ scimBaseUrl, token, flavour: 'testapp' }),
    async again() {
      const next = await open();
      onTestFinished(() => next.stop());
      return next;
    },
  };
}
