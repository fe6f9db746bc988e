import { hash, randomBytes } from 'node:crypto';

/** All in milliseconds. */
const linkLifeMs = 10 * 60_000;
const idleMs = 2 * 60 * 60_000;
const longestMs = 12 * 60 * 60_000;
/** Of links and of sessions each; the oldest goes. */
const most = 20;

/** A browser that is signed in. */
export interface Session {
  /** Aborted when it ends: by signing out, by a limit, with the host. */
  readonly ended: AbortSignal;
}

/** Who may use the window in a browser: one-time links, and the sessions that they open. In memory only. */
export interface Access {
  /** 256 random bits for one sign-in within 10 minutes. */
  makeLink(): { readonly code: string; readonly lifeMs: number };
  /** Uses a link up. @returns the secret of a new session; undefined: no such link, used before, or too old. */
  redeem(code: string): string | undefined;
  /** The session with this secret, which counts as used now: two hours without use end it, twelve in any case. */
  use(secret: string): Session | undefined;
  signOut(secret: string): void;
  /** Ends what is over its limits. */
  sweep(): void;
  close(): void;
}

interface OpenSession extends Session {
  readonly end: () => void;
  readonly madeAt: number;
  usedAt: number;
}

/** @param now monotonic milliseconds. */
export function createAccess(now: () => number): Access {
  // By their hashes: how long a look-up takes tells nothing of a secret.
  const links = new Map<string, number>();
  const sessions = new Map<string, OpenSession>();

  function end(key: string): void {
    sessions.get(key)?.end();
    sessions.delete(key);
  }

  function sweep(): void {
    for (const [key, madeAt] of links) if (now() - madeAt >= linkLifeMs) links.delete(key);
    for (const [key, { madeAt, usedAt }] of sessions) {
      if (now() - madeAt >= longestMs || now() - usedAt >= idleMs) end(key);
    }
  }

  function open(): string {
    const secret = makeSecret();
    const controller = new AbortController();
    const session = { ended: controller.signal, end: () => controller.abort(), madeAt: now(), usedAt: now() };
    sessions.set(digest(secret), session);
    const [oldest] = sessions.keys();
    if (sessions.size > most && oldest !== undefined) end(oldest);
    return secret;
  }

  return {
    makeLink() {
      const code = makeSecret();
      links.set(digest(code), now());
      const [oldest] = links.keys();
      if (links.size > most && oldest !== undefined) links.delete(oldest);
      return { code, lifeMs: linkLifeMs };
    },
    redeem(code) {
      sweep();
      return links.delete(digest(code)) ? open() : undefined;
    },
    use(secret) {
      sweep();
      const session = sessions.get(digest(secret));
      if (session) session.usedAt = now();
      return session;
    },
    signOut: (secret) => end(digest(secret)),
    sweep,
    close() {
      links.clear();
      for (const key of sessions.keys()) end(key);
    },
  };
}

/** 256 random bits, base64url. */
function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(secret: string): string {
  return hash('sha256', secret, 'base64');
}
