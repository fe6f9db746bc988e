import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { makeGroup, makeUser, patchOf, startService, type Service } from '../conformance/client.ts';

/** One request of somebody who means no good, or of a client that is broken; `raw`: bytes, instead of a request. */
export type Attack =
  | {
      readonly method: string;
      readonly path: string;
      /** Sent as it is; undefined: none. */
      readonly body: string | undefined;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly raw: string };

export interface Exchange {
  /** 0: no answer that could be read, the connection was closed. */
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Milliseconds. */
  readonly took: number;
  /** KiB that were sent, 1 at least. */
  readonly kibibytes: number;
}

/** What only the other endpoint may hear of. */
export const secrets = {
  externalId: 'external-id-of-the-other',
  name: 'name.for.the.other@hostile.example.com',
};

export interface Target {
  readonly service: Service;
  readonly userId: string;
  readonly groupId: string;
  /** @throws Error when there is no answer in time */
  readonly send: (attack: Attack) => Promise<Exchange>;
}

/** Longer than any answer may take. */
const hangMs = 10_000;

/** A listener with a user and a group to aim at, whom another endpoint knows under a name and an id of its own. */
export async function startTarget(): Promise<Target> {
  const service = await startService();
  const { id: userId } = await makeUser(service, 'target@hostile.example.com');
  const { id: groupId } = await makeGroup(service, 'Hostile', [userId]);
  await service.host.calls['endpoints.configure']({ name: 'another', options: { renames: 'alias' } });
  const hidden = await service.other(`/Users/${userId}`, {
    method: 'PATCH',
    body: patchOf({ op: 'replace', value: { externalId: secrets.externalId, userName: secrets.name } }),
  });
  if (hidden.body.externalId !== secrets.externalId || hidden.body.userName !== secrets.name)
    throw new Error(`the other endpoint has no secret: ${JSON.stringify(hidden.body)}`);
  const url = new URL(service.scimBaseUrl);
  return {
    service,
    userId,
    groupId,
    async send(attack) {
      const began = performance.now();
      const size = 'raw' in attack ? attack.raw.length : attack.path.length + (attack.body?.length ?? 0);
      const answer = await ('raw' in attack ? sendBytes(url, attack.raw) : sendRequest(service, attack));
      return { ...answer, took: performance.now() - began, kibibytes: Math.max(1, size / 1024) };
    },
  };
}

type Answer = Pick<Exchange, 'status' | 'type' | 'text'>;

function sendRequest(
  { scimBaseUrl, token }: Service,
  { method, path, body, headers = {} }: Exclude<Attack, { raw: string }>,
): Promise<Answer> {
  const options = {
    method,
    timeout: hangMs,
    headers: {
      Authorization: token,
      ...(body === undefined
        ? {}
        : { 'Content-Type': 'application/scim+json', 'Content-Length': Buffer.byteLength(body) }),
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${scimBaseUrl}${path}`, options, (answer: IncomingMessage) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.once('error', reject);
    sent.end(body);
  });
}

/** The whole is sent and the connection half closed: what is not answered has to end it. */
async function sendBytes({ hostname, port }: URL, raw: string): Promise<Answer> {
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.setTimeout(hangMs, () => socket.destroy(new Error('the connection stays open')));
  socket.end(Buffer.from(raw, 'latin1'));
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ECONNRESET')) throw thrown;
  }
  return firstOf(Buffer.concat(chunks).toString('latin1'));
}

/** The first answer of several; an interim one is passed over. */
function firstOf(said: string): Answer {
  const end = said.indexOf('\r\n\r\n');
  const head = end < 0 ? said : said.slice(0, end);
  const rest = end < 0 ? '' : said.slice(end + 4);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
  if (status >= 100 && status < 200) return firstOf(rest);
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  return {
    status,
    type: /^content-type: (.*)$/im.exec(head)?.[1]?.trim() ?? '',
    text: length === undefined ? rest : rest.slice(0, Number(length)),
  };
}
