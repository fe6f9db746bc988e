/** What goes wrong. */
export type Effect =
  /** Waits; `after` lets the call take effect first. */
  | { readonly kind: 'latency'; readonly ms: number; readonly after?: boolean }
  /** Answers with this and does nothing; a body that is no string goes out as JSON. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
    }
  /** A page instead of JSON, with 200 unless said otherwise. */
  | { readonly kind: 'html'; readonly status?: number }
  /** The token of the call has just run out. */
  | { readonly kind: 'expiredToken' }
  /** Closes the connection before doing anything. */
  | { readonly kind: 'dropBefore' }
  /** Does it, then closes the connection without an answer. */
  | { readonly kind: 'dropAfter' }
  /** Never answers and does nothing. */
  | { readonly kind: 'hang' };

export interface Fault {
  /** Any verb when absent. */
  readonly method?: string;
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
}

/** The faults that are set, in the order in which they were. */
export class FaultBook {
  #entries: Entry[] = [];

  add(fault: Fault): FaultHandle {
    const entry: Entry = { fault, hits: 0 };
    this.#entries.push(entry);
    return {
      get hits() {
        return entry.hits;
      },
      lift: () => {
        this.#entries = this.#entries.filter((other) => other !== entry);
      },
    };
  }

  clear(): void {
    this.#entries = [];
  }

  /** What strikes a call: every latency that fits, then the first other fault. Each counts one hit. */
  strike(method: string, path: string): readonly Effect[] {
    const fitting = this.#entries.filter((entry) => fits(entry, method, path));
    const final = fitting.find(({ fault }) => fault.effect.kind !== 'latency');
    const striking = fitting.filter((entry) => entry === final || entry.fault.effect.kind === 'latency');
    for (const entry of striking) entry.hits += 1;
    return striking.map(({ fault }) => fault.effect);
  }
}

function fits({ fault, hits }: Entry, method: string, path: string): boolean {
  if (hits >= (fault.times ?? Number.POSITIVE_INFINITY)) return false;
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  if (typeof fault.path === 'string') return fault.path.toLowerCase() === path;
  // A pattern with the global flag would remember where it stopped.
  return new RegExp(fault.path, fault.path.flags.replace(/[gy]/g, '')).test(path);
}
