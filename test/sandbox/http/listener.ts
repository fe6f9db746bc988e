import { createServer } from 'node:http';

import { serve, type Service } from './serve.ts';

const HOST = '127.0.0.1';

/** A port that can be closed and opened again. */
export interface Listener {
  readonly port: () => number;
  open(): Promise<void>;
  /** Drops every connection at once. */
  close(): Promise<void>;
}

/** Listens on loopback; port 0 takes any free one and keeps it over closing and opening. Rejects when the port is taken. */
export function createListener(service: Service, wantedPort: number): Listener {
  const server = createServer((request, response) => void serve(service, request, response));
  let port = wantedPort;
  return {
    port: () => port,
    open: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, HOST, () => {
          server.off('error', reject);
          const address = server.address();
          if (typeof address === 'object' && address !== null) port = address.port;
          resolve();
        });
      }),
    close: () =>
      new Promise((resolve) => {
        // It answers with an error when it was closed already, which is what was asked for.
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
