import { statfs } from 'node:fs/promises';

const everyMs = 60_000;

export interface DiskWatch {
  /** Bytes that this account may still write on the disk of the folder; null: not known. */
  free(): number | null;
  stop(): void;
}

/** Looks at the disk of a folder now and every minute. */
export function createDiskWatch(folder: string): DiskWatch {
  let free: number | null = null;
  async function look(): Promise<void> {
    try {
      const { bavail, bsize } = await statfs(folder);
      free = bavail * bsize;
    } catch {
      free = null; // a file system that does not tell is no problem of its own
    }
  }
  void look();
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return { free: () => free, stop: () => clearInterval(timer) };
}
