import type { SecretStore } from '../secrets.ts';

/** Secrets that end with the process: for the demo and for tests. */
export function createMemorySecrets(): SecretStore {
  const values = new Map<string, string>();
  return {
    place: 'memory of this process',
    get: async (name) => values.get(name),
    async set(name, value) {
      values.set(name, value);
    },
    async remove(name) {
      values.delete(name);
    },
  };
}
