import type { ProblemView } from '../main/ipc/problem.ts';
import { problemText } from './text/problems.ts';

/** Their remedy holds a fact that only the host knows. */
const hostKnowsBetter: ReadonlySet<string> = new Set([
  'SS-REFUSED',
  'APP-PROTECTED',
  'SS-RIGHT',
  'APP-INPUT',
  'APP-BUSY',
  'APP-DATA',
  'APP-DISK',
  'APP-GONE',
  'OK-DATA',
]);

/** A code that this page has words for. */
export function isKnownCode(code: string): code is keyof typeof problemText {
  return Object.hasOwn(problemText, code);
}

/** The sentences of a problem block; `cause` is null for a code that the page does not know. */
export function describeProblem({ code, title, remedy }: ProblemView): {
  readonly title: string;
  readonly cause: string | null;
  readonly remedy: string;
} {
  const own = isKnownCode(code) ? problemText[code] : undefined;
  return {
    title: title === '' ? (own?.title ?? problemText['APP-FAULT'].title) : upperFirst(title),
    cause: own?.cause ?? null,
    remedy: sentence(own && !hostKnowsBetter.has(code) ? own.remedy : remedy),
  };
}

function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
