import { userInfo } from 'node:os';
import manifest from '../../package.json' with { type: 'json' };
import type { AboutView } from '../main/ipc/settings.ts';
import { logFolder } from './log.ts';
import type { SecretStore } from './secrets.ts';

/** What runs here, as whom, and where. */
export function about(dataDir: string, secrets: SecretStore, installId: string): AboutView {
  return {
    version: manifest.version,
    node: process.versions.node,
    electron: process.versions['electron'] ?? null,
    platform: `${process.platform} ${process.arch}`,
    dataDir,
    logDir: logFolder(dataDir),
    account: account(),
    secretsIn: secrets.place ?? 'not opened yet',
    installId,
  };
}

/** The account of this process: "CORP\kim" on Windows. */
function account(): string {
  const { username } = userInfo();
  const domain = process.platform === 'win32' ? process.env['USERDOMAIN'] : undefined;
  return domain === undefined ? username : `${domain}\\${username}`;
}
