import type Koa from 'koa';
import type { ProblemView } from '../main/ipc/problem.ts';
import { asProblem } from './errors.ts';
import { listen, type Listening } from './listen.ts';
import type { Log } from './log.ts';
import type { Facts } from './status.ts';

/** How long requests may still run when the host stops. Milliseconds. */
const graceMs = 10_000;

/** The listener that clients call, and how it is. */
export interface ScimListener {
  readonly state: () => Facts['listener'];
  /** null while it is down. */
  readonly port: () => number | null;
  /** What Okta's base URL field takes, on this machine; null while it is down. */
  readonly baseUrl: () => string | null;
  /** @throws Problem APP-PORT */
  readonly open: (app: Koa) => Promise<void>;
  /** Takes no new requests, and lets the running ones end. */
  readonly close: () => Promise<void>;
}

/** @param wanted the port; 0 means any */
export function createScimListener(wanted: number, log: Log): ScimListener {
  let listening: Listening | undefined;
  let problem: ProblemView | undefined;
  return {
    state: () => (listening ? 'up' : (problem ?? 'starting')),
    port: () => listening?.port ?? null,
    baseUrl: () => (listening ? `http://127.0.0.1:${String(listening.port)}/scim/v2` : null),
    async open(app) {
      const handle = app.callback();
      try {
        listening = await listen((request, response) => void handle(request, response), wanted);
      } catch (thrown) {
        problem = asProblem(thrown).view();
        throw thrown;
      }
      log.info('listening', { port: listening.port });
    },
    close: async () => listening?.close(graceMs),
  };
}
