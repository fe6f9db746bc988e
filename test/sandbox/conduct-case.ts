/** What a client of Secret Server must not do. */
export type ConductKind =
  /** A member list or a user's groups were replaced as a whole (reference: quirk 9). */
  | 'exact-replace'
  /** The connector's own account was written to. */
  | 'own-account'
  /** Another grant with a credential that had been refused (reference: quirk 15). */
  | 'grant-after-refusal'
  /** Grants at the same time, or one after the other without need. */
  | 'grant-storm'
  /** The same write again after an unclear outcome, without a look in between (reference: quirk 16). */
  | 'replayed-write'
  /** A body with members that Secret Server does not know and therefore ignores. */
  | 'unknown-members'
  /** A single read of a user that would not find a disabled one. */
  | 'no-include-inactive';

/** One case of wrong conduct. */
export class Conduct {
  readonly kind: ConductKind;
  /** The number of the call at fault. */
  readonly call: number;
  readonly text: string;

  constructor(kind: ConductKind, call: number, text: string) {
    this.kind = kind;
    this.call = call;
    this.text = text;
  }

  toString(): string {
    return `${this.kind} in call ${this.call}: ${this.text}`;
  }
}
