import { isRecord, jsonOf, saidIn, unusable, type Reply } from './faults.ts';
import type { Http, HttpRequest } from './http.ts';
import { SecretServerError, type FaultKind } from './model.ts';
import type { SignIns } from './sign-ins.ts';

export interface Credentials {
  /** May carry its domain in front: DOMAIN\name. */
  readonly userName: string;
  readonly domain?: string | undefined;
  /** Asked for each grant, so that it is held no longer than one. */
  readonly password: () => Promise<string>;
}

export interface TokenOptions {
  readonly http: Http;
  readonly credentials: Credentials;
  readonly signIns: SignIns;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /**
   * Called with each new token before anything else is done with it: is this still the same Secret Server (D5)?
   * @throws SecretServerError
   */
  readonly verify: (token: string) => Promise<void>;
}

interface Token {
  readonly value: string;
  /** Monotonic milliseconds from which on a new one is taken. */
  readonly renewAt: number;
}

export type Tokens = ReturnType<typeof createTokens>;

const context = { doing: 'signing in', write: false };
/** Faults before anything of a call reached Secret Server. */
const neverSent: readonly FaultKind[] = ['unreachable', 'untrusted'];
/** Where the server does not tell how long a token lives; a 401 ends it earlier. */
const assumedLifeSeconds = 600;
/** After a token that was refused as soon as it was given, the next grant on account of a 401 waits this long. */
const distrustMs = 60_000;

/** Access tokens by the password grant: one grant in flight, renewed ahead of expiry (reference: authentication). */
export function createTokens({ http, credentials, signIns, now, verify }: TokenOptions) {
  let current: Token | undefined;
  let verified: Token | undefined;
  let strange: { readonly fault: SecretServerError; readonly until: number } | undefined;
  let inFlight: Promise<Token> | undefined;
  let distrustUntil = Number.NEGATIVE_INFINITY;

  async function fresh(force = false): Promise<Token> {
    if (!inFlight && !force && !signIns.mayTry()) throw heldBack();
    inFlight ??= obtain(force).finally(() => {
      inFlight = undefined;
    });
    return inFlight;
  }

  /** A token of the Secret Server that is known. One that could not be verified is kept, and verified again. */
  async function obtain(force: boolean): Promise<Token> {
    if (strange && now() < strange.until && !force) throw strange.fault;
    const token = isCurrent(current) && !force ? current : await grant();
    try {
      await verify(token.value);
    } catch (thrown) {
      const known = thrown instanceof SecretServerError && thrown.kind === 'other-server';
      strange = known ? { fault: thrown, until: now() + distrustMs } : undefined;
      throw thrown;
    }
    strange = undefined;
    verified = token;
    return token;
  }

  /** Nothing was sent: the account must not be locked by sign-ins that are not known to be accepted (D14). */
  function heldBack(): SecretServerError {
    if (signIns.wasRefused()) return signInRefused(credentials.userName, 'it was refused before');
    return new SecretServerError('unusable', 'Secret Server did not answer the last sign-ins; one waits');
  }

  function isCurrent(token: Token | undefined): token is Token {
    return token !== undefined && now() < token.renewAt;
  }

  /** A token that holds for a while yet. @throws SecretServerError */
  async function get(): Promise<string> {
    if (isCurrent(verified)) return verified.value;
    return (await fresh()).value;
  }

  async function grant(): Promise<Token> {
    const began = now();
    const password = await credentials.password();
    const attempt = signIns.begin();
    const reply = await http.send(grantOf(credentials, password)).catch((thrown: unknown) => {
      if (thrown instanceof SecretServerError && neverSent.includes(thrown.kind)) attempt.unsent();
      throw thrown;
    });
    const body = jsonOf(reply);
    if (isRefusal(reply, body)) {
      current = undefined;
      verified = undefined;
      attempt.refused();
      throw signInRefused(credentials.userName, `status ${String(reply.status)}`, {
        status: reply.status,
        said: saidIn(body, [password]).text,
      });
    }
    const token = tokenIn(reply, body, began);
    if (token) {
      current = token;
      attempt.accepted();
      return token;
    }
    // A gateway that gave up waiting says 504; what it waited for may have been carried out.
    if (reply.status !== 504) attempt.unusable();
    throw unusable(`status ${String(reply.status)} without a token`, context, reply.status);
  }

  /** Another token in place of one that the server no longer takes. @throws SecretServerError */
  async function replace(stale: string): Promise<string> {
    if (current?.value !== stale) return get();
    if (now() < distrustUntil) throw rejected();
    current = undefined;
    verified = undefined;
    return (await fresh()).value;
  }

  /** The server refused a token that it had just given: more grants would not help. */
  function distrust(): SecretServerError {
    distrustUntil = now() + distrustMs;
    return rejected();
  }

  /** The current token was accepted. */
  function trust(): void {
    distrustUntil = Number.NEGATIVE_INFINITY;
  }

  /** A new grant because a person asks, whatever was refused before. @throws SecretServerError */
  async function signIn(): Promise<void> {
    await fresh(true);
  }

  /** Something is missing that was known: before anything else is done, is it still the same server? @throws SecretServerError */
  async function verifyAgain(): Promise<void> {
    verified = undefined;
    await get();
  }

  return { get, replace, distrust, trust, signIn, verifyAgain };
}

/** One token that is never renewed, for the calls that decide whether it may be used. */
export function fixedToken(value: string): Pick<Tokens, 'get' | 'replace' | 'distrust' | 'trust'> {
  return {
    get: () => Promise.resolve(value),
    replace: () => Promise.reject(rejected()),
    distrust: rejected,
    trust: () => {},
  };
}

function rejected(): SecretServerError {
  const message = 'Secret Server does not accept the token that it gave out itself';
  return new SecretServerError('unusable', message, { status: 401 });
}

function signInRefused(
  userName: string,
  why: string,
  details?: { status: number; said: string },
): SecretServerError {
  return new SecretServerError(
    'sign-in-refused',
    `Secret Server refused the sign-in of ${userName} (${why})`,
    details,
  );
}

function grantOf(credentials: Credentials, password: string): HttpRequest {
  return {
    ...context,
    method: 'POST',
    path: '/oauth2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: formOf(credentials, password),
  };
}

function formOf({ userName, domain }: Credentials, password: string): string {
  const form = new URLSearchParams({ grant_type: 'password', username: userName, password });
  if (domain !== undefined && domain !== '') form.set('domain', domain);
  return form.toString();
}

/** A no to this credential; a 5xx or a page with 200 says nothing about it. Texts are not compared. */
function isRefusal({ status }: Reply, body: unknown): boolean {
  // Whatever the body: each one more try may be the one that locks the account.
  if (status === 400 || status === 401 || status === 403) return true;
  return (
    isRecord(body) && status === 200 && body['access_token'] === undefined && body['error'] !== undefined
  );
}

function tokenIn({ status }: Reply, body: unknown, began: number): Token | undefined {
  const value = status === 200 && isRecord(body) ? body['access_token'] : undefined;
  if (!isRecord(body) || typeof value !== 'string' || value === '') return undefined;
  const told = Number(body['expires_in']);
  const life = (told > 0 ? told : assumedLifeSeconds) * 1000;
  return { value, renewAt: began + life - Math.min(60_000, life / 10) };
}
