import type { ProblemView } from '../../main/ipc/problem.ts';
import type { ScimError } from '../scim/errors.ts';

/** What the write-ahead list keeps of a refusal. */
export function asDetail(error: ScimError): { readonly detail: string; readonly code: string } {
  return { detail: error.message, code: error.code ?? codeOf(error.status) };
}

/** The problem that a person sees of a refusal: its first sentence says what is so, the rest what to do. */
export function refusalProblem({
  detail,
  code,
}: {
  readonly detail: string;
  readonly code: string;
}): ProblemView {
  const [title = detail, ...rest] = detail.split(/(?<=[.!?]) (?=\S)/);
  return { code, title: title.replace(/\.$/, ''), remedy: rest.join(' ') || remedyOf(code) };
}

/** Where the refusal itself names no code: the client's request is what has to change, unless the fault is ours. */
function codeOf(status: number): string {
  return status >= 500 ? 'APP-FAULT' : 'OK-DATA';
}

function remedyOf(code: string): string {
  return code === 'OK-DATA'
    ? 'Change the mapping in Okta, then retry there'
    : 'Look in the log of this moment';
}
