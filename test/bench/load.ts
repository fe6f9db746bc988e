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
  /** Processor time of the server for one request, microseconds: a busy machine makes that longer by little. */
  readonly cpu?: number;
}

/** Microseconds of processor time that a server has used so far. */
type CpuClock = () => Promise<number>;

/** A client of one target with a fixed number of connections. */
export function createLoad({ url, token }: Target, connections: number) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1 });

  const prefix = pathname === '/' ? '' : pathname;

  /** Without the streams of `pool.request`: a client that works as hard as the server would measure itself. */
  function ask({ method, path, body }: Call): Promise<string> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/scim+json' } : {}),
    };
    return new Promise((resolve, reject) => {
      let status = 0;
      const chunks: Buffer[] = [];
      pool.dispatch(
        { method, path: `${prefix}${path}`, headers, body: body ?? null },
        {
          onRequestStart: () => {},
          onResponseStart: (_, code) => void (status = code),
          onResponseData: (_, chunk) => void chunks.push(chunk),
          onResponseEnd() {
            const text = Buffer.concat(chunks).toString();
            if (status === 200) resolve(text);
            else reject(new Error(`${method} ${path}: ${String(status)} ${text}`));
          },
          onResponseError: (_, fault) => reject(fault),
        },
      );
    });
  }

  /** Sends what `next` gives over all connections, for as long to warm up, and for `seconds` to be measured. */
  async function measure(next: (n: number) => Call, seconds: number, clock?: CpuClock): Promise<Measured> {
    const lasting = async (): Promise<Measured> => {
      const until = performance.now() + seconds * 1000;
      return send(next, () => performance.now() >= until);
    };
    await lasting();
    const before = await clock?.();
    const measured = await lasting();
    if (!clock || before === undefined) return measured;
    return { ...measured, cpu: ((await clock()) - before) / measured.requests };
  }

  /** Sends what `next` gives until the work is done. */
  async function during(next: (n: number) => Call, work: Promise<unknown>): Promise<Measured> {
    let isDone = false;
    void work.finally(() => (isDone = true));
    return send(next, () => isDone);
  }

  async function send(next: (n: number) => Call, isOver: () => boolean): Promise<Measured> {
    const times: number[] = [];
    let sent = 0;
    const from = performance.now();
    const one = async (): Promise<void> => {
      while (!isOver()) {
        const began = performance.now();
        await ask(next((sent += 1)));
        times.push(performance.now() - began);
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
