/** Something that an admin has to know: what does not work, why, and what to do (reference: UX, errors). */
export interface ProblemView {
  /** A code that an admin can quote; the page derives the button from it. */
  readonly code: string;
  readonly title: string;
  /** What to do, by the buttons and sections of the window. */
  readonly remedy: string;
  /** The same at the command line: "scim-tray setup". */
  readonly command?: string | undefined;
}

/** How a call's outcome crosses a process border: thrown errors would lose their class on the way. */
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ProblemView };
