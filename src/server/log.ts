import { join } from 'node:path';
import electronLog from 'electron-log/node';

/** Lines for people who look for a cause. Callers pass words and ids, never bodies, headers or secrets. */
export interface Log {
  /** Only written while a person asked for more. */
  debug(message: string, details?: Readonly<Record<string, unknown>>): void;
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
  /** From now on; 'info' at first. */
  setLevel(level: 'info' | 'debug'): void;
}

/** Where the log files are; the host makes the folder, for its owner alone. */
export function logFolder(dataDir: string): string {
  return join(dataDir, 'logs');
}

/** A log file in the data folder, `logs/main.log`, rotated at 5 MiB. Nothing goes to the console. */
export function createLog(dataDir: string): Log {
  return logTo(electronLog.create({ logId: dataDir }), dataDir);
}

/** The same with a logger of the desktop's. */
export function logTo(log: ReturnType<typeof electronLog.create>, dataDir: string): Log {
  log.transports.console.level = false;
  // Otherwise it looks for a package.json around the current folder, and writes nothing where there is none.
  log.transports.file.setAppName('SCIM Tray');
  log.transports.file.resolvePathFn = () => join(logFolder(dataDir), 'main.log');
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.file.level = 'info';
  log.transports.file.format = '{iso} {level} {text}';
  const line = (message: string, details?: object): string =>
    details ? `${message} ${JSON.stringify(details)}` : message;
  return {
    debug: (message, details) => log.debug(line(message, details)),
    info: (message, details) => log.info(line(message, details)),
    warn: (message, details) => log.warn(line(message, details)),
    error: (message, details) => log.error(line(message, details)),
    setLevel: (level) => void (log.transports.file.level = level),
  };
}

/** Where a fault came from, without its message: nobody knows what an unforeseen one quotes. */
export function describeFault(thrown: unknown): { readonly fault: string; readonly at: readonly string[] } {
  if (!(thrown instanceof Error)) return { fault: typeof thrown, at: [] };
  const frames = thrown.stack?.match(/^ {4}at .*$/gm) ?? [];
  return { fault: thrown.name, at: frames.map((line) => line.trim()) };
}
