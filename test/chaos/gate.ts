import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BASE } from '../sandbox/http/incoming.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** One host's way to Secret Server. A host that was crashed must not reach it any more, and the next one has its own. */
export interface Gate {
  readonly url: string;
  /** Nobody listens at its port until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Breaks every connection at once and for good. */
  cut(): void;
}

/** @param to asked for each request, as another server may answer meanwhile. */
export async function openGate(to: () => Sandbox): Promise<Gate> {
  const server = createServer((request, response) => void to().serve(request, response));
  const port = await listenOn(server, 0);
  return {
    url: `http://127.0.0.1:${String(port)}${BASE}`,
    async down() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async up() {
      await listenOn(server, port);
    },
    cut() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); // TCP: never a path
  });
}
