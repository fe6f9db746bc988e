/** Sign-ins that did not end in a token, as they survive a restart (D14). */
export interface SignInRecord {
  /** Epoch milliseconds of the last one. */
  readonly at: number;
  /** How often this credential was refused. */
  readonly tries: number;
  /** How many in a row brought neither a token nor a refusal. Absent: none. */
  readonly unanswered?: number;
  /** How many of those may have been counted all the same: no word came back, or this program ended before it did. */
  readonly lost?: number;
  /** Which credential: a random mark that changes with it, nothing computed from the password. */
  readonly revision: string;
}

/** Where they are kept. */
export interface SignInMemory {
  read(): SignInRecord | null;
  write(record: SignInRecord | null): void;
}

export interface SignInOptions {
  readonly memory: SignInMemory;
  readonly revision: string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Epoch milliseconds. */
  readonly wallClock: () => number;
}

/** One sign-in that is about to be sent. Until one of these is told, its answer is lost. */
export interface SignIn {
  accepted(): void;
  refused(): void;
  /** An answer came that says nothing about the credential. */
  unusable(): void;
  /** Secret Server never got it. */
  unsent(): void;
}

export type SignIns = ReturnType<typeof createSignIns>;

const minuteMs = 60_000;
/** How long after the first and the second refusal one more try is allowed; after the third there is none. */
const waitsMs = [15 * minuteMs, 6 * 60 * minuteMs];
/** So many unanswered ones in a row are sent without a wait, fewer than any usual limit of failed sign-ins. */
const free = 3;

/**
 * D14: every refused grant counts towards the lockout of the account, and one whose answer was lost may have been
 * refused. It is written down before it is sent, so that a program that ends again and again cannot lock it either.
 */
export function createSignIns({ memory, revision, now, wallClock }: SignInOptions) {
  let seen: { readonly at: number; readonly elapsedMs: number; readonly since: number } | undefined;

  /** The wall clock bridges a restart; from then on the monotonic one counts, so that a step cannot shorten it. */
  function elapsedSince(at: number): number {
    if (seen?.at !== at) seen = { at, elapsedMs: Math.max(0, wallClock() - at), since: now() };
    return seen.elapsedMs + now() - seen.since;
  }

  function current(): SignInRecord | null {
    const kept = memory.read();
    return kept?.revision === revision ? kept : null;
  }

  function note(counts: Pick<SignInRecord, 'tries' | 'unanswered' | 'lost'>): void {
    const at = wallClock();
    seen = { at, elapsedMs: 0, since: now() };
    memory.write({ at, revision, ...counts });
  }

  return {
    mayTry(): boolean {
      const kept = current();
      return !kept || elapsedSince(kept.at) >= waitMs(kept);
    },
    /** Whether Secret Server said no to this credential. */
    wasRefused: (): boolean => (current()?.tries ?? 0) > 0,
    /** To be called before it is sent. */
    begin(): SignIn {
      const before = current();
      const { tries = 0, unanswered = 0, lost = 0 } = before ?? {};
      note({ tries, unanswered: unanswered + 1, lost: lost + 1 });
      return {
        accepted: () => memory.write(null),
        refused: () => note({ tries: tries + 1 }),
        unusable: () => note({ tries, unanswered: unanswered + 1, lost }),
        unsent: () => memory.write(before),
      };
    },
  };
}

function waitMs({ tries, unanswered = 0, lost = 0 }: SignInRecord): number {
  const refused = tries === 0 ? 0 : (waitsMs[tries - 1] ?? Number.POSITIVE_INFINITY);
  const silent = lost >= free ? 15 * minuteMs : unanswered >= free ? minuteMs : 0;
  return Math.max(refused, silent);
}
