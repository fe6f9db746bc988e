import { statfs } from 'node:fs/promises';
import type { BackupView } from '../main/ipc/settings.ts';
import { dayAndTime } from './local-time.ts';
import type { Proof } from './public-address.ts';
import type { SecretStore } from './secrets.ts';
import { verifyFile } from './store/verify.ts';

interface DataCheckDeps {
  readonly dataDir: string;
  /** The data file. */
  readonly file: string;
  readonly secrets: Pick<SecretStore, 'get'>;
  /** Newest first. */
  readonly backups: () => Promise<readonly BackupView[]>;
}

const gigabyte = 1024 ** 3;

/** Reads the whole data file, asks the keychain, and looks at disk and backups. @throws Problem APP-KEYS */
export async function checkData({ dataDir, file, secrets, backups }: DataCheckDeps): Promise<Proof> {
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
  const [newest] = await backups();
  const kept = newest
    ? `last backup ${dayAndTime(newest.madeAt, new Date().toISOString())}`
    : 'no backup yet';
  return {
    result: 'Done',
    sentence: `Data file whole, keychain open, ${free}, ${kept}`,
    remedy: null,
  };
}
