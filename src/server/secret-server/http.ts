import pLimit from 'p-limit';
import { request, type Dispatcher } from 'undici';
import { ConnectFault, dispatcherFor, type Proxy } from './dispatcher.ts';
import type { Doing, Reply } from './faults.ts';
import { SecretServerError, type FaultKind } from './model.ts';
import { isCertificateFault, issuerOf } from './trust.ts';

/** All in milliseconds. */
export interface Timeouts {
  readonly connectMs: number;
  /** From the request's last byte to the answer's headers. */
  readonly headersMs: number;
  /** Between two pieces of the body; headers and body together bound the whole answer. */
  readonly bodyMs: number;
}

/** One call as the log may show it: no query, no body, no token. */
export interface CallLog {
  readonly method: string;
  /** Without base URL and query: "/api/v1/users/12". */
  readonly path: string;
  /** null when no answer came. */
  readonly status: number | null;
  readonly ms: number;
  /** Only where no answer came. */
  readonly fault: FaultKind | null;
}

export type Query = readonly (readonly [name: string, value: string])[];

export interface HttpRequest extends Doing {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** After the base URL: "/api/v1/users". */
  readonly path: string;
  readonly query?: Query;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

export interface Http {
  /** Any answer, whatever its status. @throws SecretServerError unreachable, untrusted or unusable */
  readonly send: (call: HttpRequest) => Promise<Reply>;
  readonly close: () => Promise<void>;
}

export interface HttpOptions {
  /** From normaliseBaseUrl. */
  readonly baseUrl: string;
  readonly ca?: string | undefined;
  readonly proxy: Proxy;
  readonly log: (line: CallLog) => void;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly timeouts: Timeouts;
}

const maxConcurrentRequests = 8;
/** Far more than an import or a push of 100,000 members has under way; beyond it waiting only costs memory. */
const maxWaitingRequests = 5_000;
const closeGraceMs = 5_000;

/**
 * HTTP to one Secret Server: at most 8 requests at a time, connections kept alive, no redirect followed.
 * @throws Problem SS-CERT for a `ca` that is no certificate.
 */
export function createHttp(options: HttpOptions): Http {
  const { log, now, timeouts } = options;
  const agent = dispatcherFor(options);
  const limit = pLimit(maxConcurrentRequests);
  const ended = new AbortController();

  async function send(call: HttpRequest): Promise<Reply> {
    const began = now();
    const line = { method: call.method, path: call.path };
    try {
      const reply = await exchange(call);
      log({ ...line, status: reply.status, ms: now() - began, fault: null });
      return reply;
    } catch (thrown) {
      const fault = await faultOf(thrown, call, options);
      log({ ...line, status: null, ms: now() - began, fault: fault.kind });
      throw fault;
    }
  }

  async function exchange({ method, path, query = [], headers, body }: HttpRequest): Promise<Reply> {
    const search = new URLSearchParams(
      query.map(([name, value]): [string, string] => [name, value]),
    ).toString();
    const answer = await request(`${options.baseUrl}${path}${search === '' ? '' : `?${search}`}`, {
      dispatcher: agent,
      method,
      headers: { accept: 'application/json', 'user-agent': 'SCIM-Tray', ...headers },
      signal: AbortSignal.any([
        AbortSignal.timeout(timeouts.connectMs + timeouts.headersMs + timeouts.bodyMs),
        ended.signal,
      ]),
      ...(body === undefined ? {} : { body }),
    });
    const contentType = answer.headers['content-type'];
    return {
      status: answer.statusCode,
      contentType: String(contentType ?? ''),
      text: await answer.body.text(),
    };
  }

  async function enter(call: HttpRequest): Promise<Reply> {
    if (limit.pendingCount < maxWaitingRequests) return limit(() => send(call));
    throw new SecretServerError('unreachable', 'Too many calls wait for Secret Server already');
  }

  return { send: enter, close: () => closeSoon(agent, ended) };
}

/** Answers under way may still come in; a server that hangs does not hold up the end of the program. */
async function closeSoon(agent: Dispatcher, ended: AbortController): Promise<void> {
  // Destroying an agent that is being closed leaves its requests alone, so they are ended one by one.
  const timer = setTimeout(() => ended.abort(), closeGraceMs);
  await agent.close().finally(() => clearTimeout(timer));
}

/** Never the thrown text itself in the sentence: it may hold addresses and is not written for an admin. */
async function faultOf(thrown: unknown, call: HttpRequest, options: HttpOptions): Promise<SecretServerError> {
  const base = new URL(options.baseUrl);
  if (codeOf(thrown) === 'UND_ERR_CLOSED') {
    return new SecretServerError('unreachable', 'The connection to Secret Server is being closed', {
      cause: thrown,
    });
  }
  if (!(thrown instanceof ConnectFault)) {
    const why =
      codeOf(thrown) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? 'it was too large' : 'no complete answer came';
    const message = `Secret Server gave no usable answer while ${call.doing} (${why})`;
    return new SecretServerError('unusable', message, { ambiguous: call.write, cause: thrown });
  }
  const code = codeOf(thrown.cause);
  const direct = options.proxy.mode === 'none';
  if (!isCertificateFault(code)) {
    const by = direct ? '' : ' by the proxy';
    return new SecretServerError('unreachable', `No connection to ${base.host}${by} (${code})`, {
      cause: thrown.cause,
    });
  }
  const issuer = direct ? await issuerOf(base, options.timeouts.connectMs) : '';
  const by = issuer === '' ? '' : `, issued by "${issuer}",`;
  const message = `The certificate of ${base.host}${by} is not trusted (${code})`;
  return new SecretServerError('untrusted', message, { cause: thrown.cause });
}

function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0]);
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : 'no code';
}
