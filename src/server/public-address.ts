import { randomBytes } from 'node:crypto';
import { Agent, request } from 'undici';
import type { CheckView } from '../main/ipc/settings.ts';
import type { Install } from './install.ts';
import { isCertificateFault, issuerOf } from './secret-server/trust.ts';

/** Okta gives up later, but a healthy tunnel answers within a second. Milliseconds. */
const withinMs = 10_000;
const mostBytes = 64 * 1024;

export type Proof = Pick<CheckView, 'result' | 'sentence' | 'remedy' | 'command'>;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly location: string;
  readonly text: string;
}

/**
 * Calls this installation through its public address: a challenge that only it can answer tells that the very path
 * that Okta uses leads here.
 * @param url from normalisePublicUrl
 * @param port of the listener, for the remedy
 */
export async function callThrough(url: string, install: Install, port: number | null): Promise<Proof> {
  const challenge = randomBytes(16).toString('base64url');
  const host = new URL(url).host;
  let answer: Answer;
  try {
    answer = await get(`${url}/healthz?challenge=${challenge}`);
  } catch (thrown) {
    return unreached(new URL(url), codeOf(thrown));
  }
  if (proofIn(answer.text) === install.derive('health', challenge)) {
    return { result: 'Done', sentence: `SCIM Tray answered through ${host}`, remedy: null };
  }
  return judge(answer, host, port);
}

async function get(url: string): Promise<Answer> {
  // As Okta sees it: certificates of public authorities only, and no proxy of this machine.
  const dispatcher = new Agent({ connect: { timeout: withinMs }, maxResponseSize: mostBytes });
  try {
    const reply = await request(url, {
      dispatcher,
      headers: { accept: 'application/json', 'user-agent': 'SCIM-Tray' },
      signal: AbortSignal.timeout(withinMs),
    });
    return {
      status: reply.statusCode,
      type: String(reply.headers['content-type'] ?? ''),
      location: String(reply.headers['location'] ?? ''),
      text: await reply.body.text(),
    };
  } finally {
    await dispatcher.destroy();
  }
}

function proofIn(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'proof' in body ? body.proof : undefined;
  } catch {
    return undefined;
  }
}

async function unreached(url: URL, code: string): Promise<Proof> {
  const { host } = url;
  if (isCertificateFault(code)) {
    const issuer = await issuerOf(url, withinMs);
    return failed(
      `The certificate of ${host}${issuer === '' ? '' : `, issued by "${issuer}",`} is not trusted (${code})`,
      'Okta takes only certificates of public authorities, sent with their intermediates. Is the issuer a proxy of your own network, test from outside',
    );
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return failed(`There is no host named ${url.hostname}`, 'Check the name, and its entry in the DNS');
    case 'TimeoutError':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return failed(
        `No answer came from ${host} within ${String(withinMs / 1000)} seconds`,
        'Start the tunnel, and check that no firewall keeps its port closed',
      );
    default:
      return failed(`No connection to ${host} (${code})`, 'Start the tunnel, and check the address');
  }
}

function judge({ status, type, location, text }: Answer, host: string, port: number | null): Proof {
  const here = port === null ? 'the port of the listener' : `http://127.0.0.1:${String(port)}`;
  const login = `Okta cannot sign in to a web page: take the login, check or challenge for ${host} away`;
  if (status >= 300 && status < 400) {
    const to = URL.parse(location, `https://${host}`)?.host ?? 'another page';
    return failed(`${host} sends callers on to ${to} instead of answering: a login page is in front`, login);
  }
  if ([502, 503, 504].includes(status) || (status >= 520 && status <= 530)) {
    return failed(
      `The tunnel at ${host} is up and does not reach SCIM Tray (status ${String(status)})`,
      `Let the tunnel lead to ${here}`,
    );
  }
  if (status === 401 || status === 403) {
    return failed(`Something in front of SCIM Tray asks for a sign-in (status ${String(status)})`, login);
  }
  if (status === 404) {
    return failed(
      `${host} answers, and does not pass this path on (status 404)`,
      `Let the tunnel pass /scim/v2/ on to ${here}, path unchanged`,
    );
  }
  if (/html/i.test(type) || /^\s*</.test(text)) {
    return failed(`A web page answers at ${host} instead of SCIM Tray (status ${String(status)})`, login);
  }
  if (proofIn(text) !== undefined || /"alive"/.test(text)) {
    return failed(
      `Another SCIM Tray answers at ${host}`,
      `Check the address, and that the tunnel leads to ${here} of this machine`,
    );
  }
  return failed(
    `Something else answers at ${host} (status ${String(status)})`,
    `Check the address, and that the tunnel leads to ${here}`,
  );
}

function failed(sentence: string, remedy: string): Proof {
  return { result: 'Failed', sentence, remedy };
}

function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0]);
  if (!(thrown instanceof Error)) return 'no code';
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return thrown.name;
}
