import type { ProblemView } from '../main/ipc/problem.ts';
import { asProblem } from './errors.ts';

/**
 * Where secrets live: the operating system's keychain, or an encrypted file by explicit choice.
 * Names are ours ("secret-server-password", "endpoint-token:<id>"); values never leave the process in clear.
 */
export interface SecretStore {
  /** Where, in words for a person. */
  readonly place?: string | undefined;
  /** @throws Problem APP-KEYS when the store cannot be read. */
  get(name: string): Promise<string | undefined>;
  /** @throws Problem APP-KEYS when the store cannot be written. */
  set(name: string, value: string): Promise<void>;
  /** Removing what is not there is no fault. @throws Problem APP-KEYS */
  remove(name: string): Promise<void>;
}

/** The same store, which remembers whether it could be read the last time: the status shows it (D2, D17). */
export function watchSecrets(
  secrets: SecretStore,
): SecretStore & { readonly problem: () => ProblemView | null } {
  let problem: ProblemView | null = null;
  async function noting<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      problem = null;
      return result;
    } catch (thrown) {
      problem = asProblem(thrown).view();
      throw thrown;
    }
  }
  return {
    get place() {
      return secrets.place;
    },
    get: (name) => noting(secrets.get(name)),
    set: (name, value) => noting(secrets.set(name, value)),
    remove: (name) => noting(secrets.remove(name)),
    problem: () => problem,
  };
}
