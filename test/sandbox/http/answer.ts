/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

/** A refusal on the way; the server turns it into its answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** A JSON answer. */
export function json(body: unknown, status = 200): Answer {
  return { status, contentType: 'application/json; charset=utf-8', text: JSON.stringify(body) };
}

export function plain(text: string, status = 200): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', text };
}

/** A page, as the web server in front gives for sign-in and for its own errors. */
export function html(title: string, status = 200): Answer {
  const text = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, contentType: 'text/html; charset=utf-8', text };
}

/** No body at all: an unknown route. */
export function empty(status: number): Answer {
  return { status, contentType: null, text: '' };
}

/** The one answer for missing, inactive and forbidden objects (reference: errors). */
export function accessDenied(): Refusal {
  return new Refusal(json({ message: 'Access Denied', errorCode: 'API_AccessDenied' }, 400));
}

/** A broken rule, told in `message` alone. */
export function badRequest(message: string, errorCode?: string): Refusal {
  return new Refusal(json(errorCode === undefined ? { message } : { message, errorCode }, 400));
}

/** Invalid input, told per field. */
export function invalid(modelState: Readonly<Record<string, readonly string[]>>): Refusal {
  return new Refusal(json({ message: 'The request is invalid.', modelState }, 400));
}

/** The account lacks a right. */
export function forbidden(message = 'You do not have permission to perform this action.'): Refusal {
  return new Refusal(json({ message }, 403));
}

/** The words by which a stale token is told from a missing right (reference: errors). */
export function tokenRefused(status: number): Refusal {
  return new Refusal(json({ message: 'Authentication failed or expired token.' }, status));
}
