import { setStage, type Stage } from '../flows/world.ts';

/** The URNs that requests and answers carry. */
export const urn = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  search: 'urn:ietf:params:scim:api:messages:2.0:SearchRequest',
  bulk: 'urn:ietf:params:scim:api:messages:2.0:BulkRequest',
  bulkResponse: 'urn:ietf:params:scim:api:messages:2.0:BulkResponse',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the answer; undefined: it had no body. */
  readonly body: any; // oxlint-disable-line typescript/no-explicit-any -- tests reach into what they then compare
}

export interface Send {
  readonly method?: string;
  /** Sent as JSON, texts as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one SCIM request: a path behind the base URL, or a whole address. */
export type Call = (path: string, send?: Send) => Promise<Reply>;

export interface Service extends Stage {
  readonly call: Call;
  readonly token: string;
  /** Another endpoint on the same listener. */
  readonly other: Call;
}

/** A listener on a sandbox with its first import done, and two endpoints that call it. */
export async function startService(options: Parameters<typeof setStage>[0] = {}): Promise<Service> {
  const stage = await setStage(options);
  const { token } = await stage.okta('testapp', 'conformance');
  const { token: otherToken } = await stage.okta('aiw', 'another');
  return {
    ...stage,
    token,
    call: createCall(stage.scimBaseUrl, token),
    other: createCall(stage.scimBaseUrl, otherToken),
  };
}

function createCall(base: string, token: string): Call {
  return async (path, { method = 'GET', body, headers = {} } = {}) => {
    const answer = await fetch(path.startsWith('http') ? path : `${base}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/scim+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  };
}

/** A user body with what is always needed. */
export function person(userName: string, more: object = {}): object {
  return { schemas: [urn.user], userName, active: true, ...more };
}

/** Makes a user and gives its resource. */
export async function makeUser({ call }: { readonly call: Call }, userName: string, more: object = {}) {
  const made = await call('/Users', { method: 'POST', body: person(userName, more) });
  if (made.status !== 201) throw new Error(`${userName}: ${JSON.stringify(made.body)}`);
  return made.body;
}

/** Makes a group and gives its resource. */
export async function makeGroup(
  { call }: { readonly call: Call },
  displayName: string,
  members: readonly string[] = [],
) {
  const body = { schemas: [urn.group], displayName, members: members.map((value) => ({ value })) };
  const made = await call('/Groups', { method: 'POST', body });
  if (made.status !== 201) throw new Error(`${displayName}: ${JSON.stringify(made.body)}`);
  return made.body;
}

/** A PATCH body. */
export function patchOf(...operations: readonly object[]): object {
  return { schemas: [urn.patch], Operations: operations };
}

/** A query string. */
export function query(parameters: Readonly<Record<string, string | number>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) search.set(name, String(value));
  return `?${search.toString()}`;
}
