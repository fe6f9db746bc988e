import { mkdirSync } from 'node:fs';
import { Problem } from './errors.ts';
import { logFolder } from './log.ts';
import { makeOwnFolder } from './own-folder.ts';
import { lockDataFolder } from './store/lock.ts';

/**
 * Makes the data folder, for this account alone, and takes it for this process.
 * @returns gives it back.
 * @throws Problem APP-DATA
 */
export function takeFolder(dataDir: string): () => void {
  makeOwnFolder(dataDir);
  try {
    mkdirSync(logFolder(dataDir), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Problem('APP-DATA', 'The data folder cannot be written', 'Check its permissions', { cause });
  }
  return lockDataFolder(dataDir);
}
