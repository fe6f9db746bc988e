import type { Sandbox } from './sandbox.ts';

/** An answer as the tests of the sandbox look at it. */
export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Parsed; undefined for anything but JSON. Read by tests, which state what they expect. */
  readonly body: unknown;
}

/** Calls the sandbox as written, without any of the connector's care. */
export interface RawClient {
  /** `path` after `/api`, with its query. Rejects when the connection breaks. */
  call(method: string, path: string, body?: unknown): Promise<Reply>;
  get(path: string): Promise<Reply>;
}

/** A client with a fresh token of the connector's account. */
export async function signIn(sandbox: Sandbox): Promise<RawClient> {
  const reply = await grant(sandbox, sandbox.account.userName, sandbox.account.password);
  return rawClient(sandbox, tokenIn(reply));
}

/** A client with the given token; undefined sends none. */
export function rawClient(sandbox: Sandbox, token: string | undefined): RawClient {
  const call = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const headers = {
      // A restart must not leave the next call on a connection that has just died.
      Connection: 'close',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    return readReply(await fetch(`${sandbox.url}/api${path}`, { method, headers, ...init }));
  };
  return { call, get: (path) => call('GET', path) };
}

/** A password grant, with further form fields. */
export async function grant(
  sandbox: Sandbox,
  username: string,
  password: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const body = new URLSearchParams({ grant_type: 'password', username, password, ...more });
  return readReply(
    await fetch(`${sandbox.url}/oauth2/token`, { method: 'POST', body, headers: { Connection: 'close' } }),
  );
}

/** The access token in the answer to a grant; throws when there is none. */
export function tokenIn({ body, status }: Reply): string {
  const token = memberOf(body, 'access_token');
  if (typeof token !== 'string') throw new Error(`no token came, but ${status}`);
  return token;
}

async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text, body: type.includes('json') ? JSON.parse(text) : undefined };
}

/** One member of a parsed object; undefined where there is none. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The records of a page; throws when it is no page. */
export function recordsIn({ body }: Reply): readonly unknown[] {
  const records = memberOf(body, 'records');
  if (!Array.isArray(records)) throw new Error('the answer is no page');
  return records;
}

/** One member of each record of a page. */
export function column(page: Reply, name: string): readonly unknown[] {
  return recordsIn(page).map((record) => memberOf(record, name));
}
