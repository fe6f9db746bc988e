import type { ProblemView } from '../../main/ipc/contract.ts';

/** Whether a code of SQLite's says that the file cannot be written now: full, read-only, a failing disk. */
export function isDataFault(code: unknown): boolean {
  return typeof code === 'string' && /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT)/.test(code);
}

/** Remembers whether the last write reached the file: the status shows it (D17). */
export function createDataWatch() {
  let problem: ProblemView | null = null;
  return {
    problem: (): ProblemView | null => problem,
    /** Passes on what `write` gives or throws. */
    write<T>(write: () => T): T {
      try {
        const result = write();
        problem = null;
        return result;
      } catch (thrown) {
        if (thrown instanceof Error && 'code' in thrown && isDataFault(thrown.code)) problem = cannotWrite;
        throw thrown;
      }
    },
  };
}

const cannotWrite: ProblemView = {
  code: 'APP-DATA',
  title: 'The data file cannot be written',
  remedy: 'Free space on the disk of the data folder, and check that this account may write to it',
};
