import { access, constants, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { StatusView } from '../../main/ipc/contract.ts';
import { Problem } from '../errors.ts';
import { writeAtomically } from '../write-atomically.ts';

/** A file by which others learn that the listener is ready, and where. */
export interface ReadyFile {
  /** @throws Problem APP-INPUT when it cannot be written. */
  write(status: Pick<StatusView, 'scimBaseUrl' | 'state' | 'pid'>): Promise<void>;
  /** Takes it away: nobody is ready any more. */
  remove(): Promise<void>;
}

/**
 * Takes away what an earlier run left, so that nobody reads its answer.
 * @throws Problem APP-INPUT when it cannot be removed.
 */
export async function readyFile(path: string): Promise<ReadyFile> {
  const file = resolve(path);
  const remove = (): Promise<void> =>
    rm(file, { force: true }).catch((cause: unknown) => Promise.reject(unusable(cause)));
  await remove();
  // Found out now, not after the first import: a service manager would start it again and again.
  await access(dirname(file), constants.W_OK).catch((cause: unknown) => Promise.reject(unusable(cause)));
  return {
    remove,
    async write({ scimBaseUrl, state, pid }) {
      const content = `${JSON.stringify({ scimBaseUrl, state, pid })}\n`;
      await writeAtomically(file, content, 0o644).catch((cause: unknown) => Promise.reject(unusable(cause)));
    },
  };
}

function unusable(cause: unknown): Problem {
  return new Problem(
    'APP-INPUT',
    'The file given with --ready-file cannot be written',
    'Name a file in a folder that exists and that this account may write to',
    { cause },
  );
}
