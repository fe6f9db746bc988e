import { statfs } from 'node:fs/promises';
import type { Proof } from './public-address.ts';
import type { SecretStore } from './secrets.ts';
import { verifyFile } from './store/verify.ts';

interface DataCheckDeps {
  readonly dataDir: string;
  /** The data file. */
  readonly file: string;
  readonly secrets: Pick<SecretStore, 'get'>;
  /** Of the newest backup: ISO 8601, UTC; null: there is none. */
  readonly lastBackupAt: () => Promise<string | null>;
}

const gigabyte = 1024 ** 3;

/** Reads the whole data file, asks the keychain, and looks at disk and backups. @throws Problem APP-KEYS */
export async function checkData({ dataDir, file, secrets, lastBackupAt }: DataCheckDeps): Promise<Proof> {
  const damage = await verifyFile(file, 'quick');
  if (damage !== null) {
    return {
      result: 'Failed',
      sentence: 'The data file is damaged',
      remedy: 'Stop SCIM Tray and restore a backup, with: scim-tray restore',
    };
  }
  await secrets.get('secret-server-password');
  const { bavail, bsize } = await statfs(dataDir);
  const free = `${((bavail * bsize) / gigabyte).toLocaleString('en-GB', { maximumFractionDigits: 1 })} GB free`;
  const backup = await lastBackupAt();
  const kept = backup === null ? 'no backup yet' : `last backup ${backup.slice(0, 16).replace('T', ' ')} UTC`;
  return {
    result: 'Done',
    sentence: `Data file whole, keychain open, ${free}, ${kept}`,
    remedy: null,
  };
}
