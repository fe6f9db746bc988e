import electronLog from 'electron-log/main';
import { describeFault, logTo, type Log } from '../server/log.ts';

export interface AppLog extends Log {
  /** Leaves what nobody caught to others again. */
  readonly end: () => void;
}

/** The host's log file, for the whole app; a fault that nobody caught ends in it and not in a dialog. */
export function createAppLog(dataDir: string): AppLog {
  const logger = electronLog.create({ logId: 'app' });
  const log = logTo(logger, dataDir);
  logger.errorHandler.startCatching({
    showDialog: false,
    onError({ error }) {
      log.error('nobody caught this', describeFault(error));
      return false;
    },
  });
  return { ...log, end: () => logger.errorHandler.stopCatching() };
}
