import { createServer, type RequestListener } from 'node:http';
import { Problem } from './errors.ts';
import { answerUnreadable } from './http/unreadable.ts';

export interface Listening {
  readonly port: number;
  /** Takes no new requests, lets the running ones end, at most for `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/**
 * Opens an HTTP server on the loopback interface; everything else reaches it through a tunnel.
 * @param port 0 means any.
 * @param another how another port is chosen, in Settings and at the command line.
 * @throws Problem APP-PORT
 */
export async function listen(
  handler: RequestListener,
  port: number,
  another: { readonly where: string; readonly command: string } = inSettings,
): Promise<Listening> {
  // Tunnels keep connections for a minute: closing first would cost them a request now and then.
  // What Node itself would refuse, it refuses without a SCIM error.
  const server = createServer({ keepAliveTimeout: 75_000, requireHostHeader: false }, handler);
  server.on('checkExpectation', handler); // none but 100-continue is known, and others may be passed over
  server.on('clientError', answerUnreadable);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(portProblem(port, another, cause)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('listening without a port');
  return {
    port: address.port,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection that still takes in the rest of a refused body is idle only after that.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
      clearInterval(sweep);
    },
  };
}

const inSettings = { where: ' in Settings under Listener', command: 'scim-tray serve --port' };

function portProblem(
  port: number,
  { where, command }: typeof inSettings,
  cause: NodeJS.ErrnoException,
): Problem {
  const title =
    cause.code === 'EADDRINUSE' ? `Port ${String(port)} is in use` : `Port ${String(port)} cannot be opened`;
  return new Problem('APP-PORT', title, `End the other program, or choose another port${where}`, {
    cause,
    command,
  });
}
