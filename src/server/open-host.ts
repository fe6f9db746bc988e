import { Problem } from './errors.ts';
import type { Host, HostOptions } from './host.ts';

/** Another process has the data folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message, { cause: problem });
    this.problem = problem;
  }
}

/**
 * Opens a host in this process.
 * @throws FolderInUse when another process has the data folder; Problem APP-DATA for anything else.
 */
export async function openHost(options: HostOptions): Promise<Host> {
  // Only now: help and calls to a running host need neither the database nor its native code.
  const { createHost } = await import('./host.ts');
  try {
    return await createHost(options);
  } catch (thrown) {
    throw thrown instanceof Problem && isLock(thrown.cause) ? new FolderInUse(thrown) : thrown;
  }
}

/** The lock is SQLite's own, and so is its word for "somebody else has it". */
function isLock(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_BUSY';
}
