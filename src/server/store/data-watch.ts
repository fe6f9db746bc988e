import type { ProblemView } from '../../main/ipc/problem.ts';
import { isDamage, isDataFault } from '../errors.ts';

/** Remembers whether the last write reached the file: the status shows it (D17). `onDamage`: the file is broken. */
export function createDataWatch(onDamage: () => void) {
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
        if (isDamage(thrown)) onDamage();
        if (isDataFault(thrown)) problem = cannotWrite;
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
