/** A sign-in that Secret Server refused, as it survives a restart (D14). */
export interface Refusal {
  /** Epoch milliseconds of the last refusal. */
  readonly at: number;
  /** How often this credential was refused. */
  readonly tries: number;
  /** Which credential: a random mark that changes with it, nothing computed from the password. */
  readonly revision: string;
}

/** Where the last refusal is kept. */
export interface RefusalMemory {
  read(): Refusal | null;
  write(refusal: Refusal | null): void;
}

export interface RefusalOptions {
  readonly memory: RefusalMemory;
  readonly revision: string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Epoch milliseconds. */
  readonly wallClock: () => number;
}

export type Refusals = ReturnType<typeof createRefusals>;

/** How long after the first and the second refusal one more try is allowed; after the third there is none. */
const waitsMs = [15 * 60_000, 6 * 3_600_000];

/** D14: every refused grant counts towards the lockout of the account, so a refusal is not tried again at will. */
export function createRefusals({ memory, revision, now, wallClock }: RefusalOptions) {
  let seen: { readonly at: number; readonly elapsedMs: number; readonly since: number } | undefined;

  /** The wall clock bridges a restart; from then on the monotonic one counts, so that a step cannot shorten it. */
  function elapsedSince(at: number): number {
    if (seen?.at !== at) seen = { at, elapsedMs: Math.max(0, wallClock() - at), since: now() };
    return seen.elapsedMs + now() - seen.since;
  }

  function current(): Refusal | null {
    const kept = memory.read();
    return kept?.revision === revision ? kept : null;
  }

  return {
    mayTry(): boolean {
      const kept = current();
      if (!kept) return true;
      const elapsed = elapsedSince(kept.at);
      const wait = waitsMs[kept.tries - 1];
      return wait !== undefined && elapsed >= wait;
    },
    refused(): void {
      const at = wallClock();
      seen = { at, elapsedMs: 0, since: now() };
      memory.write({ at, tries: (current()?.tries ?? 0) + 1, revision });
    },
    accepted(): void {
      if (memory.read()) memory.write(null);
    },
  };
}
