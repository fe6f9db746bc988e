import type { IncomingMessage } from 'node:http';

/** The first wrong tokens cost nothing: somebody may have pasted an old one. */
const freeTries = 5;
const firstDelayMs = 250;
const longestDelayMs = 5_000;
/** A source that was quiet for so long starts afresh. */
const forgetMs = 15 * 60_000;
const mostSources = 1_000;

/** Slows down whoever guesses tokens, source by source. A known token never waits. */
export interface SlowDown {
  /** Milliseconds that the answer to this wrong token has to wait. */
  delayFor(source: string): number;
}

/** @param monotonic milliseconds. */
export function createSlowDown(monotonic: () => number): SlowDown {
  const sources = new Map<string, { readonly tries: number; readonly at: number }>();
  return {
    delayFor(source) {
      const known = sources.get(source);
      const recent = known !== undefined && monotonic() - known.at < forgetMs;
      const tries = (recent ? known.tries : 0) + 1;
      sources.delete(source); // so that the newest stands last
      sources.set(source, { tries, at: monotonic() });
      const [oldest] = sources.keys();
      if (sources.size > mostSources && oldest !== undefined) sources.delete(oldest);
      if (tries <= freeTries) return 0;
      return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(tries - freeTries - 1, 10));
    },
  };
}

/**
 * Who sent the request: behind a tunnel every connection comes from this machine, and the tunnel's word counts.
 * A source that lies about itself escapes the delay only; guessing 256 bits stays as hopeless as it is.
 */
export function sourceOf(request: IncomingMessage): string {
  const told = request.headers['cf-connecting-ip'] ?? request.headers['x-forwarded-for'];
  const [first = ''] = String(told ?? '').split(',');
  return (first.trim() || request.socket.remoteAddress || 'unknown').slice(0, 64);
}
