import { createHash } from 'node:crypto';

interface Session {
  readonly userId: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

interface Refresh {
  readonly userId: number;
  readonly used: number;
}

/** Tokens that were given out, and which of them are good. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #refreshes = new Map<string, Refresh>();
  #given = 0;

  /** A new token for a user. */
  open(userId: number, expiresAt: number): string {
    const token = this.#next('access');
    this.#sessions.set(token, { userId, expiresAt });
    return token;
  }

  /** Whose token it is; undefined when it is unknown, expired or revoked. */
  userOf(token: string, now: number): number | undefined {
    const session = this.#sessions.get(token);
    return session !== undefined && session.expiresAt > now ? session.userId : undefined;
  }

  /** Whether the token was ever given out: an expired one is refused in its own way. */
  knows(token: string): boolean {
    return this.#sessions.has(token);
  }

  revoke(token: string): void {
    const session = this.#sessions.get(token);
    if (session !== undefined) this.#sessions.set(token, { ...session, expiresAt: Number.NEGATIVE_INFINITY });
  }

  revokeAll(): void {
    for (const token of this.#sessions.keys()) this.revoke(token);
  }

  /** A token that gives one new session; `used` counts how often the chain was refreshed before. */
  openRefresh(userId: number, used: number): string {
    const token = this.#next('refresh');
    this.#refreshes.set(token, { userId, used });
    return token;
  }

  /** Takes a refresh token: it serves once. */
  takeRefresh(token: string): Refresh | undefined {
    const refresh = this.#refreshes.get(token);
    this.#refreshes.delete(token);
    return refresh;
  }

  /** Tokens repeat from run to run on purpose: they guard nothing but this simulation. */
  #next(kind: string): string {
    this.#given += 1;
    return createHash('sha256').update(`${kind} token ${this.#given}`).digest('base64url');
  }
}
