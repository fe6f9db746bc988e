import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file in one step that survives a power cut: a reader finds the old content or the new, never a part.
 * @param mode permission bits, such as 0o600 for the owner alone (Windows takes the folder's permissions instead).
 */
export async function writeAtomically(
  file: string,
  content: string | Uint8Array,
  mode: number,
): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeDurably(draft, content, mode);
    await rename(draft, file);
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
  await syncFolder(dirname(file));
}

async function writeDurably(file: string, content: string | Uint8Array, mode: number): Promise<void> {
  // 'wx': a file or link that somebody put there is not followed.
  const handle = await open(file, 'wx', mode);
  try {
    await handle.chmod(mode); // whatever the umask took away
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The rename itself is durable only with its folder; Windows has no such call and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
