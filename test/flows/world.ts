import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost, type Host } from '../../src/server/host.ts';
import type { ImportProgress, ImportResult } from '../../src/main/ipc/contract.ts';
import type { SecretStore } from '../../src/server/secrets.ts';
import { createMemorySecrets } from '../../src/server/secrets/memory.ts';
import { createOkta, type Okta } from '../okta/okta-client.ts';
import type { Flavour } from '../okta/transport.ts';
import type { World } from './journey.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox.ts';

/** A sandbox Secret Server, a listener on it with its first import done, and a way to call it as Okta does. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly host: Host;
  readonly dataDir: string;
  readonly secrets: SecretStore;
  readonly scimBaseUrl: string;
  readonly firstImport: ImportResult;
  /** A new endpoint with its token, called in one flavour. */
  okta(flavour: Flavour, name?: string): Promise<{ readonly okta: Okta; readonly token: string }>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly sandbox?: SandboxOptions;
  readonly port?: number;
  readonly budgetMs?: number;
  readonly downMs?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** @throws Error with the failed check when the sandbox refuses the connection. */
export async function setStage({
  sandbox: sandboxOptions = {},
  port = 0,
  budgetMs = 45_000,
  downMs = 60_000,
  onProgress,
}: StageOptions = {}): Promise<Stage> {
  const sandbox = await startSandbox(sandboxOptions);
  const dataDir = mkdtempSync(join(tmpdir(), 'scim-tray-'));
  const secrets = createMemorySecrets();
  const host = await createHost({ dataDir, secrets, port, budgetMs, downMs });
  const { userName, password } = sandbox.account;
  const connected = await host.calls['secretServer.connect']({ url: sandbox.url, userName, password });
  const failed = connected.checks.find(({ result }) => result === 'failed');
  if (failed) throw new Error(`${failed.name}: ${failed.sentence}`);
  const unsubscribe = onProgress ? host.onProgress(onProgress) : () => {};
  const { scimBaseUrl } = await host.start();
  await host.firstImportEnded;
  unsubscribe();
  const { lastImport, sentence } = await host.calls['status.get']();
  if (!lastImport) throw new Error(sentence);
  return {
    sandbox,
    host,
    dataDir,
    secrets,
    scimBaseUrl,
    firstImport: lastImport,
    async okta(flavour, name = `okta-${flavour}`) {
      const { token } = await host.calls['endpoints.add']({ name, kind: 'okta' });
      return { token, okta: createOkta({ scimBaseUrl, token, flavour }) };
    },
    async close() {
      await host.stop();
      await sandbox.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What the journey looks at behind the connector. */
export function trueState(sandbox: Sandbox): Pick<World, 'userByName' | 'groupByName' | 'members'> {
  return {
    userByName: (name) => sandbox.userByName(name),
    groupByName: (name) => sandbox.groupByName(name),
    members: (groupId) => sandbox.members(groupId),
  };
}
