/** What goes wrong. */
export type Effect =
  /** Waits; `after` lets the call take effect first. */
  | { readonly kind: 'latency'; readonly ms: number; readonly after?: boolean }
  /** Answers with this and does nothing; `after` lets the call take effect first. A body that is no string goes out as JSON. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
      readonly after?: boolean;
    }
  /** A page instead of JSON, with 200 unless said otherwise; `after` lets the call take effect first. */
  | { readonly kind: 'html'; readonly status?: number; readonly after?: boolean }
  /** Does it, and spoils the answer on its way out. */
  | { readonly kind: 'spoil'; readonly how: Spoiling }
  /** The token of the call has just run out. */
  | { readonly kind: 'expiredToken' }
  /** Closes the connection before doing anything. */
  | { readonly kind: 'dropBefore' }
  /** Does it, then closes the connection without an answer. */
  | { readonly kind: 'dropAfter' }
  /** Closes the connection, and does it later all the same, as a server does whose client gave up waiting. */
  | { readonly kind: 'doneLate'; readonly ms: number }
  /** Does nothing and never answers; the connection breaks when the fault is lifted. */
  | { readonly kind: 'hang' };

/** What becomes of an answer that was right. */
export type Spoiling =
  /** No Content-Type. */
  | 'untyped'
  | 'empty'
  /** JSON of another kind. */
  | 'other-json'
  /** Broken off in the middle, as if that were all. */
  | 'half-json'
  /** `success: false` with the status of the answer. */
  | 'unsuccessful'
  /** The connection breaks in the middle of the body. */
  | 'cut'
  /** A few bytes at a time. */
  | 'drip'
  /** Right and whole, but the connection that was to be kept is reset. */
  | 'reset';

export interface Fault {
  /** Any verb when absent. */
  readonly method?: string;
  /** Only calls that change something: any verb but GET. */
  readonly writes?: true;
  /** On the path after `/api` in lower case (`/v1/users/7`), or `/oauth2/token`. A string is the whole path. Any when absent. */
  readonly path?: string | RegExp;
  /** How many calls it strikes; without it, until it is lifted. */
  readonly times?: number;
  readonly effect: Effect;
}

/** A fault that was set. */
export interface FaultHandle {
  /** How often it struck. */
  readonly hits: number;
  lift(): void;
}

interface Entry {
  readonly fault: Fault;
  hits: number;
  /** Ends what hangs. */
  readonly lifted: AbortController;
}

/** An effect that strikes a call now. */
export interface Striking {
  readonly effect: Effect;
  /** Aborted when the fault is lifted. */
  readonly lifted: AbortSignal;
}

/** The faults that are set, in the order in which they were. */
export class FaultBook {
  #entries: Entry[] = [];

  add(fault: Fault): FaultHandle {
    const entry: Entry = { fault, hits: 0, lifted: new AbortController() };
    this.#entries.push(entry);
    return {
      get hits() {
        return entry.hits;
      },
      lift: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
        entry.lifted.abort();
      },
    };
  }

  clear(): void {
    for (const { lifted } of this.#entries.splice(0)) lifted.abort();
  }

  /** What strikes a call: every latency that fits, then the first other fault. Each counts one hit. */
  strike(method: string, path: string): readonly Striking[] {
    const fitting = this.#entries.filter((entry) => fits(entry, method, path));
    const final = fitting.find(({ fault }) => fault.effect.kind !== 'latency');
    const striking = fitting.filter((entry) => entry === final || entry.fault.effect.kind === 'latency');
    for (const entry of striking) entry.hits += 1;
    return striking.map(({ fault, lifted }) => ({ effect: fault.effect, lifted: lifted.signal }));
  }
}

function fits({ fault, hits }: Entry, method: string, path: string): boolean {
  if (hits >= (fault.times ?? Number.POSITIVE_INFINITY)) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.writes && method === 'GET') return false;
  if (fault.path === undefined) return true;
  if (typeof fault.path === 'string') return fault.path.toLowerCase() === path;
  // A pattern with the global flag would remember where it stopped.
  return new RegExp(fault.path, fault.path.flags.replace(/[gy]/g, '')).test(path);
}
