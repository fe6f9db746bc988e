import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request as it arrived. */
export interface Seen {
  readonly method: string;
  /** Without query: "/api/v1/users". */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What to answer; 'drop' ends the connection without an answer, 'hang' never answers. */
export type Answer =
  | { readonly status?: number; readonly json: unknown }
  | { readonly status?: number; readonly text: string; readonly type?: string; readonly location?: string }
  | 'drop'
  | 'hang';

export type Route = (seen: Seen) => Answer | Promise<Answer>;

export interface ScriptedServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Requests for one method and path, in order. */
  of(route: string): Seen[];
  /** Replaces the answer of one route: "GET /api/v1/users". */
  on(route: string, answer: Route): void;
  /** How many connections were ever opened. */
  connections(): number;
  close(): Promise<void>;
}

/** Gives out "token-1", "token-2", … unless a test says otherwise. */
const tokenRoute = 'POST /oauth2/token';

/** A server that answers exactly what a test says, for faults that must be exact. Unknown routes: 404, empty. */
export async function startScripted(
  routes: { readonly [route: string]: Route } = {},
): Promise<ScriptedServer> {
  const table = new Map<string, Route>(Object.entries(routes));
  const seen: Seen[] = [];
  let tokens = 0;
  if (!table.has(tokenRoute)) {
    table.set(tokenRoute, () => {
      tokens += 1;
      return { json: { access_token: `token-${String(tokens)}`, token_type: 'bearer', expires_in: 1200 } };
    });
  }
  const server = createServer(listener(table, seen));
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, // a TCP server's address is no string
    seen,
    of: (route) => seen.filter(({ method, path }) => `${method} ${path}` === route),
    on: (route, answer) => void table.set(route, answer),
    connections: () => connections,
    close: () => closeNow(server),
  };
}

/** The listener alone, for a server that speaks TLS. */
export function listener(table: ReadonlyMap<string, Route>, seen: Seen[]): RequestListener {
  return (request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://local');
      const { method = '', headers } = request;
      const one = { method, path: url.pathname, query: url.searchParams, headers, body: await text(request) };
      seen.push(one);
      const answer = (await table.get(`${method} ${url.pathname}`)?.(one)) ?? { status: 404, text: '' };
      if (answer === 'hang') return;
      if (answer === 'drop') {
        request.socket.destroy();
        return;
      }
      const isJson = 'json' in answer;
      const type = isJson ? 'application/json; charset=utf-8' : (answer.type ?? '');
      const location = isJson ? undefined : answer.location;
      response.writeHead(answer.status ?? 200, {
        ...(type && { 'content-type': type }),
        ...(location && { location }),
      });
      response.end(isJson ? JSON.stringify(answer.json) : answer.text);
    })();
  };
}

/** Ends a server with whatever hangs on it. */
export async function closeNow(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
}

/** A page as servers send it. */
export function page(records: readonly unknown[], more: { readonly [name: string]: unknown } = {}): Answer {
  return { json: { records, total: records.length, hasNext: false, nextSkip: 0, success: true, ...more } };
}

/** The body of an API error. */
export function refusal(status: number, message: string, errorCode?: string): Answer {
  return { status, json: { message, ...(errorCode === undefined ? {} : { errorCode }) } };
}

/** A login page, as redirects and proxies give it. */
export const html = { status: 200, text: '<!DOCTYPE html><html>Sign in</html>', type: 'text/html' } as const;
