import { Pool } from 'undici';

export interface Target {
  readonly url: string;
  readonly token: string;
}

export interface Call {
  readonly method: 'GET' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body?: string;
}

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly requests: number;
}

/** A client of one target with a fixed number of connections. */
export function createLoad({ url, token }: Target, connections: number) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });

  async function ask({ method, path, body }: Call): Promise<string> {
    const answer = await pool.request({
      method,
      path: `${pathname === '/' ? '' : pathname}${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/scim+json' } : {}),
      },
      ...(body ? { body } : {}),
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${String(answer.statusCode)} ${text}`);
    return text;
  }

  /** Sends what `next` gives over all connections until `seconds` are over; a tenth of it warms up. */
  async function measure(next: (n: number) => Call, seconds: number): Promise<Measured> {
    const until = performance.now() + seconds * 1100;
    return send(next, (seconds * 1000) / 10, () => performance.now() >= until);
  }

  /** Sends what `next` gives until the work is done. */
  async function during(next: (n: number) => Call, work: Promise<unknown>): Promise<Measured> {
    let isDone = false;
    void work.finally(() => (isDone = true));
    return send(next, 0, () => isDone);
  }

  async function send(next: (n: number) => Call, warmUpMs: number, isOver: () => boolean): Promise<Measured> {
    const times: number[] = [];
    let sent = 0;
    const from = performance.now() + warmUpMs;
    const one = async (): Promise<void> => {
      while (!isOver()) {
        const began = performance.now();
        await ask(next((sent += 1)));
        if (began >= from) times.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: connections }, one));
    times.sort((a, b) => a - b);
    const at = (share: number): number =>
      times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    return {
      perSecond: times.length / ((performance.now() - from) / 1000),
      p50: at(0.5),
      p99: at(0.99),
      max: times.at(-1) ?? 0,
      requests: times.length,
    };
  }

  return { ask, measure, during, close: () => pool.close() };
}
