import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** What the place of the data folder depends on. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Effective user id; undefined on Windows. */
  readonly userId: number | undefined;
  readonly home: string;
}

/** The machine that this process runs on. */
export function thisMachine(env: Machine['env']): Machine {
  return { platform: process.platform, env, userId: process.geteuid?.(), home: homedir() };
}

/**
 * Where data is kept when nobody says otherwise: machine-wide on Windows and for root, because a service outlives
 * the sign-in of a user; else in the user's own data home (XDG base directories).
 */
export function defaultDataDir({ platform, env, userId, home }: Machine): string {
  if (platform === 'win32') return win32.join(env['ProgramData'] ?? 'C:\\ProgramData', 'SCIM Tray');
  if (userId === 0) return '/var/lib/scim-tray';
  const dataHome = env['XDG_DATA_HOME'];
  // A relative XDG path is invalid and has to be ignored (XDG base directories, section 2).
  const base = dataHome && posix.isAbsolute(dataHome) ? dataHome : posix.join(home, '.local', 'share');
  return posix.join(base, 'scim-tray');
}

/** Names of the files in the data folder. */
export const dataFiles = {
  database: 'scim-tray.db',
  /** Address and key of the console port while a host runs. */
  console: 'console.json',
  /** Secrets, encrypted; only with `--secrets file`. */
  secrets: 'secrets.enc',
  /** The folder of backups. */
  backups: 'backups',
} as const;
