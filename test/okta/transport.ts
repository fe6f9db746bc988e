export const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** How an Okta app sends what it has to say: "testapp" by PATCH with the bare token, "aiw" by PUT with Bearer. */
export type Flavour = 'testapp' | 'aiw';

export interface Exchange {
  readonly method: string;
  /** Path below the base URL, decoded for reading. */
  readonly path: string;
  readonly sent: unknown;
  readonly status: number;
  readonly body: ScimBody;
  readonly retryAfter: string | null;
}

/** As much of a SCIM answer as Okta looks at. */
export interface ScimBody {
  readonly [name: string]: unknown;
  readonly id?: string;
  readonly detail?: string;
  readonly totalResults?: number;
  readonly Resources?: readonly ScimBody[];
}

/** What Okta's admin would see of one task, and the traffic behind it. */
export interface Outcome {
  readonly ok: boolean;
  /** In Okta's own words where they are known. */
  readonly says: string;
  /** The id that Okta keeps for the person or group. */
  readonly id?: string | undefined;
  readonly traffic: readonly Exchange[];
}

export interface OktaOptions {
  readonly scimBaseUrl: string;
  readonly token: string;
  readonly flavour: Flavour;
}

/** Sends one request of a task, and keeps it for whoever wants to look. */
export type Send = (traffic: Exchange[], method: string, path: string, sent?: unknown) => Promise<Exchange>;

/** Requests with the very headers of Okta's SCIM client. */
export function createSend({ scimBaseUrl, token, flavour }: OktaOptions): Send {
  return async (traffic, method, path, sent) => {
    const answer = await fetch(`${scimBaseUrl}${path}`, {
      method,
      headers: {
        Accept: 'application/scim+json',
        'Accept-Charset': 'utf-8',
        'User-Agent': 'Okta SCIM Client 1.0.0',
        Authorization: flavour === 'aiw' ? `Bearer ${token}` : token,
        ...(sent === undefined ? {} : { 'Content-Type': 'application/scim+json; charset=utf-8' }),
      },
      ...(sent === undefined ? {} : { body: JSON.stringify(withSchemas(method, path, sent)) }),
    });
    const text = await answer.text();
    const exchange = {
      method,
      path: decodeURIComponent(path),
      sent,
      status: answer.status,
      body: (text === '' ? {} : JSON.parse(text)) as ScimBody,
      retryAfter: answer.headers.get('Retry-After'),
    };
    traffic.push(exchange);
    return exchange;
  };
}

/** Okta names the schema in every body. */
function withSchemas(method: string, path: string, sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent;
  const type = path.startsWith('/Groups') ? 'Group' : 'User';
  const schema = method === 'PATCH' ? patchUrn : `urn:ietf:params:scim:schemas:core:2.0:${type}`;
  return { schemas: [schema], ...sent };
}

/** One task of Okta: some requests, one conclusion. */
export async function task(
  work: (traffic: Exchange[]) => Promise<Omit<Outcome, 'traffic'>>,
): Promise<Outcome> {
  const traffic: Exchange[] = [];
  return { ...(await work(traffic)), traffic };
}

/** What the admin reads on the dashboard, or that Okta tries again. */
export function failure({ status, body, retryAfter }: Exchange): { ok: false; says: string } {
  if (status === 429)
    return { ok: false, says: `Okta waits ${retryAfter ?? '?'} s and tries again: ${body.detail ?? ''}` };
  return { ok: false, says: `HTTP ${status}. Errors reported by remote server: ${body.detail ?? ''}` };
}
