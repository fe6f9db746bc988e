import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFiles } from '../config.ts';
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

/** The address that a host left; undefined when there is none or it cannot be understood. */
export async function readAddress(dataDir: string): Promise<ConsoleAddress | undefined> {
  let text: string;
  try {
    text = await readFile(join(dataDir, dataFiles.console), 'utf8');
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
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

function isMissing(thrown: unknown): boolean {
  return (
    thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR')
  );
}
