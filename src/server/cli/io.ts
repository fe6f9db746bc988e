import type { Readable } from 'node:stream';

/** What a command may touch of the process it runs in. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Results. */
  readonly out: (text: string) => void;
  /** Problems and progress. */
  readonly err: (text: string) => void;
  /** SCIM_TRAY_KEY is taken out of it when it is used. */
  readonly env: NodeJS.ProcessEnv;
  /** A person watches `err`, so a line may be written over. */
  readonly interactive: boolean;
}

/** The real process. */
export function processIo(): Io {
  // A reader that went away ("| head", a closed terminal) is no reason for a server to fall over.
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error') === 0) stream.on('error', ignoreBrokenPipe);
  }
  return {
    stdin: process.stdin,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    env: process.env,
    interactive: process.stderr.isTTY,
  };
}

function ignoreBrokenPipe(fault: NodeJS.ErrnoException): void {
  if (fault.code !== 'EPIPE' && fault.code !== 'EIO') throw fault;
}
