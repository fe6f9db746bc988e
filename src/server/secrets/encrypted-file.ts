import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFiles } from '../config.ts';
import { Problem } from '../errors.ts';
import { makeOwnFolder } from '../own-folder.ts';
import type { SecretStore } from '../secrets.ts';
import { writeAtomically } from '../write-atomically.ts';
import { deriveKey, readSealed, seal, unseal, type SealingKey } from './seal.ts';

type Values = ReadonlyMap<string, string>;

/** Pairs, because a name may be one that every object has. */
const valuesSchema = z.array(z.tuple([z.string(), z.string()]));

/**
 * Secrets in `<data folder>/secrets.enc`, for a machine without a keychain. Values are in memory only while they are
 * asked for; the file is read each time, so a copy put back by hand counts at once.
 * @param passPhrase from the environment; at least 16 characters, which the caller has checked.
 * @throws Problem APP-KEYS when there is a file already and the pass phrase does not open it.
 */
export async function openEncryptedFile(dataDir: string, passPhrase: string): Promise<SecretStore> {
  const file = join(dataDir, dataFiles.secrets);
  let current: SealingKey | undefined;
  let lastChange: Promise<unknown> = Promise.resolve();

  async function keyFor(salt: Buffer): Promise<SealingKey> {
    if (!current?.salt.equals(salt)) current = await deriveKey(passPhrase, salt);
    return current;
  }

  async function load(): Promise<Values> {
    const text = await readIfThere(file);
    if (text === undefined) return new Map();
    try {
      const sealed = readSealed(text);
      const plain = unseal(sealed, await keyFor(sealed.salt));
      return new Map(valuesSchema.parse(JSON.parse(plain)));
    } catch (cause) {
      throw doesNotOpen(cause);
    }
  }

  async function save(values: Values): Promise<void> {
    current ??= await deriveKey(passPhrase);
    const sealed = seal(JSON.stringify([...values]), current);
    try {
      makeOwnFolder(dataDir);
      await writeAtomically(file, sealed, 0o600);
    } catch (cause) {
      throw cannotWrite(cause);
    }
  }

  /** One after the other: two changes at once would each write what the other had not seen. */
  function change(edit: (values: Values) => Values): Promise<void> {
    const done = lastChange.then(async () => save(edit(await load())));
    lastChange = done.catch(() => {}); // the caller of that change hears of it; the next one starts afresh
    return done;
  }

  await load();
  return {
    place: `${dataFiles.secrets}, encrypted`,
    get: async (name) => (await load()).get(name),
    set: (name, value) => change((values) => new Map([...values, [name, value]])),
    remove: (name) => change((values) => new Map([...values].filter(([present]) => present !== name))),
  };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new Problem(
      'APP-KEYS',
      'The file with the saved secrets cannot be read',
      `Let the account that runs SCIM Tray read ${dataFiles.secrets} in the data folder`,
      { cause },
    );
  }
}

function doesNotOpen(cause: unknown): Problem {
  return new Problem(
    'APP-KEYS',
    'The saved secrets do not open: SCIM_TRAY_KEY is not the one they were saved with, or the file is damaged',
    `Set the right SCIM_TRAY_KEY, or remove ${dataFiles.secrets} from the data folder and enter the secrets again in Settings`,
    { cause, command: 'scim-tray setup' },
  );
}

function cannotWrite(cause: unknown): Problem {
  return new Problem(
    'APP-KEYS',
    'The secrets cannot be saved',
    'Check that this account may write to the data folder and that the disk has room',
    { cause },
  );
}
