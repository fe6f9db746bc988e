import { createHash } from 'node:crypto';

import type { Call } from './calls.ts';

type Opening = Pick<Call, 'method' | 'path' | 'query' | 'body'>;
type Finding = Partial<Pick<Call, 'status' | 'userId' | 'unknownMembers' | 'fault' | 'credential'>>;

/** Keeps every call in order of arrival. */
export class CallLog {
  readonly #credentials = new Map<string, number>();
  #calls: Call[] = [];
  #opened = 0;

  all(): readonly Call[] {
    return this.#calls;
  }

  /** Forgets what was seen; calls under way leave no trace. */
  clear(): void {
    this.#calls = [];
  }

  /** Notes an arrival; the number it returns leads to the other methods. */
  open(opening: Opening): number {
    this.#opened += 1;
    const findings = {
      status: null,
      ms: null,
      userId: null,
      unknownMembers: [],
      fault: null,
      credential: null,
    };
    this.#calls.push({ ...opening, ...findings, number: this.#opened, startedAt: performance.now() });
    return this.#opened;
  }

  /** Adds what was found out on the way. */
  note(number: number, finding: Finding): void {
    const place = this.#placeOf(number);
    const call = this.#calls[place];
    if (call !== undefined) this.#calls[place] = { ...call, ...finding };
  }

  /** Notes the end; a status of null means that no answer went out. */
  close(number: number, status: number | null): void {
    const place = this.#placeOf(number);
    const call = this.#calls[place];
    if (call !== undefined) this.#calls[place] = { ...call, status, ms: performance.now() - call.startedAt };
  }

  /** Numbers run without gaps from the first call kept. */
  #placeOf(number: number): number {
    return number - (this.#calls[0]?.number ?? number + 1);
  }

  /** The running number of a credential; only a digest of it is kept. */
  credential(text: string): number {
    const digest = createHash('sha256').update(text).digest('hex');
    const known = this.#credentials.get(digest) ?? this.#credentials.size + 1;
    this.#credentials.set(digest, known);
    return known;
  }
}
