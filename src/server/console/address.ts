import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFiles } from '../config.ts';
import { Problem } from '../errors.ts';
import { writeAtomically } from '../write-atomically.ts';

const addressSchema = z.object({
  /** Origin only: http, loopback, a port. */
  url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/),
  /** 256 random bits, base64url. */
  key: z.string().regex(/^[\w-]{43}$/),
  pid: z.int().positive(),
});

/** Where the console of the running host is, and the key that opens it. */
export type ConsoleAddress = Readonly<z.infer<typeof addressSchema>>;

/** Leaves the address where only the owner of the data folder can read it. */
export async function writeAddress(dataDir: string, address: ConsoleAddress): Promise<void> {
  await writeAtomically(join(dataDir, dataFiles.console), `${JSON.stringify(address)}\n`, 0o600);
}

/**
 * The address that a host left; undefined when there is none or it cannot be understood.
 * @throws Problem APP-DATA when this account may not read it
 */
export async function readAddress(dataDir: string): Promise<ConsoleAddress | undefined> {
  let text: string;
  try {
    text = await readFile(join(dataDir, dataFiles.console), 'utf8');
  } catch (thrown) {
    if (hasCode(thrown, ['ENOENT', 'ENOTDIR'])) return undefined;
    if (hasCode(thrown, ['EACCES', 'EPERM'])) throw foreign(thrown);
    throw thrown;
  }
  try {
    return addressSchema.parse(JSON.parse(text));
  } catch {
    return undefined; // damaged, or of another version: the same as no host
  }
}

/** Takes the address away, unless another host has put its own there since. */
export async function removeAddress(dataDir: string, address: ConsoleAddress): Promise<void> {
  const present = await readAddress(dataDir);
  if (present?.key === address.key) await rm(join(dataDir, dataFiles.console), { force: true });
}

function hasCode(thrown: unknown, codes: readonly string[]): boolean {
  return thrown instanceof Error && 'code' in thrown && codes.includes(String(thrown.code));
}

function foreign(cause: unknown): Problem {
  return new Problem(
    'APP-DATA',
    'The data folder belongs to another account',
    'Start this as that account or as administrator, or name another folder with --data-dir',
    { cause },
  );
}
