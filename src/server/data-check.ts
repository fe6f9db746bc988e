import { statfs } from 'node:fs/promises';
import type { BackupView } from '../main/ipc/settings.ts';
import { Problem } from './errors.ts';
import { dayAndTime } from './local-time.ts';
import type { Proof } from './public-address.ts';
import { verifyFile } from './store/verify.ts';

interface DataCheckDeps {
  readonly dataDir: string;
  /** The data file. */
  readonly file: string;
  /** Is the password there; and endpoints whose token is not. @throws Problem APP-KEYS */
  readonly hasPassword: () => Promise<boolean>;
  readonly lostTokens: () => Promise<readonly string[]>;
  readonly onDamage: () => void;
  /** Newest first. */
  readonly backups: () => Promise<readonly BackupView[]>;
}

const gigabyte = 1024 ** 3;

/** Reads the whole data file, asks the keychain, and looks at disk and backups. */
export async function proveData(deps: DataCheckDeps): Promise<Proof> {
  const { dataDir, file, onDamage, backups } = deps;
  const damage = await verifyFile(file, 'quick');
  if (damage !== null) {
    onDamage();
    return {
      result: 'Failed',
      sentence: 'The data file is damaged',
      remedy: 'Restore a backup in Settings under Data',
      command: 'scim-tray restore',
    };
  }
  const keys = await missingSecrets(deps);
  if (keys) return keys;
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

/** What of the secrets cannot be had; null: all are there. */
async function missingSecrets({ hasPassword, lostTokens }: DataCheckDeps): Promise<Proof | null> {
  try {
    const missing = [
      ...((await hasPassword()) ? [] : ['the password of the Secret Server account']),
      ...(await lostTokens()).map((name) => `the token of ${name}`),
    ];
    if (missing.length === 0) return null;
    return {
      result: 'Failed',
      sentence: `Not among the saved secrets: ${missing.join(', ')}`,
      remedy:
        'In Settings enter the password again under Secret Server, make new tokens under Okta access, and paste them in Okta',
      command: 'scim-tray setup, and scim-tray endpoint replace',
    };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    return { result: 'Failed', sentence: thrown.title, remedy: thrown.remedy, command: thrown.command };
  }
}
