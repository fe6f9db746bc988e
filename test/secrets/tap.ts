import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A Secret Server seen through a wire that writes down what passes, secrets too. */
export interface Tap {
  /** What to use instead of the server's own address. */
  readonly url: string;
  /** Bodies of requests and answers and the Authorization headers, in order. */
  readonly seen: readonly string[];
}

/** Puts a tap in front of an HTTP server on loopback; it ends with the test. */
export async function tapOf(target: string): Promise<Tap> {
  const seen: string[] = [];

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', headers, url = '/' } = incoming;
    const body = await text(incoming);
    seen.push(headers.authorization ?? '', body);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const forwarded = request(new URL(url, target), { method, headers, agent: false }, resolve);
      forwarded.once('error', reject).end(body);
    });
    const said = await text(answer);
    seen.push(said);
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers).end(said);
  }

  const server = createServer((incoming, outgoing) => {
    // As if the target itself were down.
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${String(port)}${new URL(target).pathname}`, seen };
}
