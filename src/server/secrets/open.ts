import { resolve } from 'node:path';
import type { SecretStore } from '../secrets.ts';
import { openEncryptedFile } from './encrypted-file.ts';
import { keyFromEnvironment } from './key-from-environment.ts';
import { keychainSecrets } from './keychain.ts';

export type SecretsKind = 'keychain' | 'file';

/**
 * The secret store of a data folder. A keychain is first asked when a secret is first needed: one that cannot be
 * read is a state of the running program, not a reason not to start.
 * @param env SCIM_TRAY_KEY is taken out of it when `kind` is 'file'.
 * @throws Problem APP-KEYS for 'file': no key, a short key, or one that does not open the file.
 */
export async function openSecrets(
  kind: SecretsKind,
  dataDir: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<SecretStore> {
  switch (kind) {
    case 'keychain':
      return keychainSecrets({ dataDir: resolve(dataDir) });
    case 'file':
      return openEncryptedFile(dataDir, keyFromEnvironment(env));
  }
}

/** Opens a store at the first use, so that work which needs no secret needs no key either. */
export function openedWhenNeeded(open: () => Promise<SecretStore>): SecretStore {
  let opening: Promise<SecretStore> | undefined;
  let opened: SecretStore | undefined;
  const store = async (): Promise<SecretStore> => (opened = await (opening ??= open()));
  return {
    get place() {
      return opened?.place;
    },
    get: async (name) => (await store()).get(name),
    set: async (name, value) => (await store()).set(name, value),
    remove: async (name) => (await store()).remove(name),
  };
}
