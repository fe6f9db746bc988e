import type { ProblemView } from '../main/ipc/problem.ts';

/** Problem codes that an admin can quote; the text beside each stands where it is thrown. */
export type ProblemCode =
  | 'SS-AUTH'
  | 'SS-RIGHT'
  | 'SS-DOWN'
  | 'SS-CERT'
  | 'SS-ADDRESS'
  | 'SS-OTHER'
  | 'SS-MANY'
  | 'APP-PORT'
  | 'APP-DATA'
  | 'APP-KEYS'
  | 'APP-SETUP'
  | 'APP-INPUT'
  | 'APP-BUSY'
  | 'APP-SIGNIN'
  | 'APP-FAULT';

/** A fault that a person can mend: what does not work, and what to do about it. Never holds a secret. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly title: string;
  readonly remedy: string;
  readonly command: string | undefined;

  /** @param options `command`: what does the same at the command line */
  constructor(
    code: ProblemCode,
    title: string,
    remedy: string,
    options: ErrorOptions & { readonly command?: string | undefined } = {},
  ) {
    super(`${title}. ${remedy}`, options);
    this.code = code;
    this.title = title;
    this.remedy = remedy;
    this.command = options.command;
  }

  view(): ProblemView {
    const { code, title, remedy, command } = this;
    return { code, title, remedy, ...(command === undefined ? {} : { command }) };
  }
}

/** The problem behind any thrown value; one that nobody foresaw becomes APP-FAULT without its text. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem('APP-FAULT', 'Something went wrong in SCIM Tray', 'Look in the log of this moment', {
    cause: thrown,
  });
}

/** Whether SQLite found the data file damaged, by its own word or by the cause of a problem. */
export function isDamage(thrown: unknown): boolean {
  if (thrown instanceof Problem) return isDamage(thrown.cause);
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}

/** Whether the data file could not be written: disk full, read-only or failing. The codes are SQLite's. */
export function isDataFault(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' && /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT)/.test(code);
}
