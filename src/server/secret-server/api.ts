import {
  faultOfFailure,
  faultOfReply,
  isHtml,
  isRecord,
  isStaleToken,
  jsonOf,
  unusable,
  type Doing,
  type Reply,
} from './faults.ts';
import type { Http, HttpRequest, Query } from './http.ts';
import { SecretServerError } from './model.ts';
import type { Tokens } from './token.ts';

export interface ApiCall extends Doing {
  readonly method: HttpRequest['method'];
  /** After "/api": "/v1/users". */
  readonly path: string;
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface Api {
  /** The parsed JSON of a good answer. @throws SecretServerError for everything else */
  call(call: ApiCall): Promise<unknown>;
  /** Without a token, the answer as it came. @throws SecretServerError when none came */
  open(call: ApiCall): Promise<Reply>;
}

/** Calls to the REST API: bearer token, one replay after a stale one, JSON demanded. */
export function createApi(http: Http, tokens: Pick<Tokens, 'get' | 'replace' | 'distrust' | 'trust'>): Api {
  /** A stale token is a definite "not done", so that a write may be sent again too; once, whatever comes then. */
  async function authorised(call: ApiCall): Promise<Reply> {
    const token = await tokens.get();
    const reply = await http.send(requestOf(call, token));
    if (!isStaleToken(reply)) {
      tokens.trust();
      return reply;
    }
    const again = await http.send(requestOf(call, await tokens.replace(token)));
    if (isStaleToken(again)) throw tokens.distrust();
    return again;
  }

  /** While Secret Server is read-only it refuses writes like any other; that is no word about this one. */
  async function whyNot(reply: Reply, call: ApiCall): Promise<SecretServerError> {
    const fault = faultOfReply(reply, call);
    if (!call.write || !['refused', 'forbidden'].includes(fault.kind)) return fault;
    const health = await http
      .send(requestOf({ method: 'GET', path: '/v1/healthcheck', doing: 'checking its health', write: false }))
      .catch(() => undefined);
    const body = health && jsonOf(health);
    if (!isRecord(body) || body['readOnlyMode'] !== true) return fault;
    return new SecretServerError('unusable', 'Secret Server is in read-only mode', { status: reply.status });
  }

  return {
    async call(call) {
      const reply = await authorised(call);
      if (reply.status < 200 || reply.status > 299) throw await whyNot(reply, call);
      const body = jsonOf(reply);
      if (body === undefined) throw unusable(isHtml(reply) ? 'a web page' : 'no JSON', call, reply.status);
      if (isRecord(body) && body['success'] === false) throw faultOfFailure(reply, call);
      return body;
    },
    open: (call) => http.send(requestOf(call)),
  };
}

function requestOf({ body, path, ...call }: ApiCall, token?: string): HttpRequest {
  return {
    ...call,
    path: `/api${path}`,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
