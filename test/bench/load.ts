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

/** One server, and what it is asked. */
export interface Contestant {
  readonly load: Load;
  readonly next: (n: number) => Call;
  /** Microseconds of processor time that it has used so far. */
  readonly cpu: () => Promise<number>;
}

export type Load = ReturnType<typeof createLoad>;

/** Milliseconds: of each request, and of all together. */
interface Ran {
  readonly times: readonly number[];
  readonly ms: number;
}

const turns = 10;
/** Until the compiler has seen enough of a server, where it gets to so many in reasonable time. */
const warmRequests = 5_000;

/** Measures servers by turns, each warmed up before: whatever else the machine does slows all of them alike. */
export async function measureByTurns(
  contestants: readonly Contestant[],
  seconds: number,
): Promise<Measured[]> {
  const all = contestants.map((one) => ({ ...one, times: [] as number[], ms: 0, used: 0 }));
  for (const { load, next } of all) await load.warmUp(next, seconds);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const one of all) {
      const before = await one.cpu();
      const { times, ms } = await one.load.send(one.next, seconds / turns);
      one.used += (await one.cpu()) - before;
      one.times.push(...times);
      one.ms += ms;
    }
  }
  return all.map((one) => ({ ...measured(one), cpu: one.used / one.times.length }));
}

function measured({ times, ms }: Ran): Measured {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    perSecond: sorted.length / (ms / 1000),
    p50: at(0.5),
    p99: at(0.99),
    max: sorted.at(-1) ?? 0,
    requests: sorted.length,
  };
}

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

  /** Sends what `next` gives for `seconds`, and on until it is enough, but not for ever. */
  async function warmUp(next: (n: number) => Call, seconds: number): Promise<void> {
    const from = performance.now();
    let sent = 0;
    const count = (n: number): Call => next((sent = n));
    await sendUntil(count, () => {
      const ms = performance.now() - from;
      return ms >= 5_000 * seconds || (ms >= 1_000 * seconds && sent >= warmRequests);
    });
  }

  /** The same until `seconds` are over. */
  function send(next: (n: number) => Call, seconds: number): Promise<Ran> {
    const until = performance.now() + seconds * 1000;
    return sendUntil(next, () => performance.now() >= until);
  }

  /** The same, measured after it was done once to warm up. */
  async function measure(next: (n: number) => Call, seconds: number): Promise<Measured> {
    await warmUp(next, seconds);
    return measured(await send(next, seconds));
  }

  /** Sends what `next` gives until the work is done. */
  async function during(next: (n: number) => Call, work: Promise<unknown>): Promise<Measured> {
    let isDone = false;
    void work.finally(() => (isDone = true));
    return measured(await sendUntil(next, () => isDone));
  }

  async function sendUntil(next: (n: number) => Call, isOver: () => boolean): Promise<Ran> {
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
    return { times, ms: performance.now() - from };
  }

  return { ask, send, warmUp, measure, during, close: () => pool.close() };
}
