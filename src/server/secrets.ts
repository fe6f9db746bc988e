/**
 * Where secrets live: the operating system's keychain, or an encrypted file by explicit choice.
 * Names are ours ("secret-server-password", "endpoint-token:<id>"); values never leave the process in clear.
 */
export interface SecretStore {
  /** @throws Problem APP-KEYS when the store cannot be read. */
  get(name: string): Promise<string | undefined>;
  /** @throws Problem APP-KEYS when the store cannot be written. */
  set(name: string, value: string): Promise<void>;
  /** Removing what is not there is no fault. @throws Problem APP-KEYS */
  remove(name: string): Promise<void>;
}
