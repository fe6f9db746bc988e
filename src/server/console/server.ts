import { randomBytes } from 'node:crypto';
import type { Calls } from '../../main/ipc/contract.ts';
import { listen } from '../listen.ts';
import { removeAddress, writeAddress } from './address.ts';
import { consoleApp } from './app.ts';

export interface ConsoleOptions {
  readonly calls: Calls;
  readonly dataDir: string;
  /** Told of faults that nobody foresaw, for the log. */
  readonly onFault?: (call: string, thrown: unknown) => void;
}

export interface Console {
  /** http://127.0.0.1:<port> */
  readonly url: string;
  /** Takes the address away, accepts no more, lets running calls end for at most `graceMs` (2000 unless told). */
  close(graceMs?: number): Promise<void>;
}

/**
 * Opens the console port: other processes of the same owner drive the running host through it.
 * Its address and a fresh key are left in the data folder, for the owner alone.
 */
export async function serveConsole({ calls, dataDir, onFault = () => {} }: ConsoleOptions): Promise<Console> {
  const key = randomBytes(32).toString('base64url');
  let host = '';
  const app = consoleApp({ calls, key, onFault, host: () => host });
  const handle = app.callback();
  const listening = await listen((request, response) => void handle(request, response), 0);
  host = `127.0.0.1:${String(listening.port)}`;
  const address = { url: `http://${host}`, key, pid: process.pid };
  try {
    await writeAddress(dataDir, address);
  } catch (thrown) {
    await listening.close(0);
    throw thrown;
  }
  return {
    url: address.url,
    async close(graceMs = 2000) {
      await removeAddress(dataDir, address);
      await listening.close(graceMs);
    },
  };
}
