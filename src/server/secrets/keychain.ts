import { setTimeout as delay } from 'node:timers/promises';
import type { SecretStore } from '../secrets.ts';
import { keychainProblem, keychainSilent, noKeychain } from './keychain-problem.ts';

/** The part of keytar that is used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeychainOptions {
  /** Absolute; part of the service name, so that two installations on one machine do not share secrets. */
  readonly dataDir: string;
  readonly load?: () => Promise<Keytar>;
  readonly platform?: NodeJS.Platform;
  /** How long the keychain may take, milliseconds: a prompt that nobody sees would hold a call for ever. */
  readonly withinMs?: number;
}

/** Secrets in the operating system's keychain, which is loaded at the first use and not before. */
export function keychainSecrets({
  dataDir,
  load = loadKeytar,
  platform = process.platform,
  withinMs = 30_000,
}: KeychainOptions): SecretStore {
  const service = `SCIM Tray ${dataDir}`;

  async function ask<T>(question: (keytar: Keytar) => Promise<T>): Promise<T> {
    let keytar: Keytar;
    try {
      keytar = await load();
    } catch (cause) {
      throw noKeychain(cause, platform);
    }
    const patience = new AbortController();
    const tooLong = delay(withinMs, silent, { signal: patience.signal });
    tooLong.catch(() => {}); // aborted below once the keychain has answered
    try {
      const answer = await Promise.race([question(keytar), tooLong]);
      if (answer !== silent) return answer;
    } catch (cause) {
      throw keychainProblem(cause, platform);
    } finally {
      patience.abort();
    }
    throw keychainSilent(withinMs / 1000);
  }

  /**
   * A locked keyring answers "there is none" to reads and removals, and only a write tells the truth. Without this, a
   * password or token that is merely locked away would pass for one that was never saved.
   */
  async function proveUnlocked(): Promise<void> {
    if (platform === 'linux') await ask((keytar) => keytar.setPassword(service, 'unlocked', 'yes'));
  }

  return {
    place: platform === 'win32' ? 'Windows Credential Manager' : 'keychain of this account',
    async get(name) {
      const value = await ask((keytar) => keytar.getPassword(service, name));
      if (value === null) await proveUnlocked();
      return value ?? undefined;
    },
    set: (name, value) => ask((keytar) => keytar.setPassword(service, name, value)),
    async remove(name) {
      const removed = await ask((keytar) => keytar.deletePassword(service, name));
      if (!removed) await proveUnlocked();
    },
  };
}

const silent = Symbol('the keychain did not answer');

/** Here alone: without libsecret the import itself throws, and nothing else may break of that. */
async function loadKeytar(): Promise<Keytar> {
  const { default: keytar } = await import('keytar');
  return keytar;
}
