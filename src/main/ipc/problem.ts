/** Something that an admin has to know: what does not work, why, and what to do (reference: UX, errors). */
export interface ProblemView {
  /** A code that an admin can quote; the page derives the button from it. */
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
}

/** How a call's outcome crosses a process border: thrown errors would lose their class on the way. */
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ProblemView };
