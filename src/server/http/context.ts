import type { Middleware, ParameterizedContext } from 'koa';
import type { Activity } from '../domain/activity.ts';
import type { Deps } from '../domain/context.ts';
import type { Authenticated, EndpointService } from '../domain/endpoints.ts';
import type { Walks } from '../domain/walks.ts';
import type { Log } from '../log.ts';
import type { SlowDown } from '../slow-down.ts';
import type { Status } from '../status.ts';

/** What the listener works with. */
export interface HttpDeps {
  readonly domain: Deps & { readonly walks: Walks };
  readonly endpoints: EndpointService;
  readonly activity: Pick<Activity, 'record'>;
  /** May answers be given from the mirror at all, and may lists (D2, D7)? @throws ScimError 429 */
  readonly gate: { readonly mirror: () => void; readonly list: () => void };
  readonly status: () => Status;
  /** A request was answered. */
  readonly onRequest: (request: RequestOutcome) => void;
  /** Answers a challenge as only this installation can. */
  readonly prove: (challenge: string) => string;
  /** Milliseconds after which a write is answered 429 while it goes on (D4). */
  readonly budgetMs: number;
  /** For whoever guesses tokens. */
  readonly slowDown: SlowDown;
  readonly log: Log;
}

export interface RequestOutcome {
  /** Its name; null: nobody known asked. */
  readonly endpoint: string | null;
  readonly kind: 'read' | 'create' | 'change' | 'delete' | 'bulk';
  readonly status: number;
  readonly ms: number;
}

export interface ScimState {
  requestId: string;
  /** What the client calls us, without a trailing slash. */
  base: string;
  /** Set by the bearer check. */
  endpoint?: Authenticated;
}

export type ScimContext = ParameterizedContext<ScimState>;
export type ScimMiddleware = Middleware<ScimState>;
