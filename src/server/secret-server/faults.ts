import { SecretServerError, type FaultKind } from './model.ts';

/** An answer as it came, its body read to the end. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What a fault has to know of the call that met it. */
export interface Doing {
  /** "reading user 12": completes the sentence "Secret Server … while …". */
  readonly doing: string;
  /** A call that changes something: a lost answer is then ambiguous. */
  readonly write: boolean;
  /** Values that must not show up in a fault, such as a password that Secret Server may echo. */
  readonly hide?: readonly string[];
}

interface Said {
  readonly text: string;
  readonly errorCode: string | null;
}

/** The only words by which a 403 means "get another token" (reference: errors). */
const staleTokenWords = 'Authentication failed or expired token.';

/** Whether the answer says that the token is no longer good; every other 403 is about a right. */
export function isStaleToken(reply: Reply): boolean {
  if (reply.status === 401) return true;
  if (reply.status !== 403) return false;
  const body = jsonOf(reply);
  return isRecord(body) && body['message'] === staleTokenWords;
}

/** The parsed body, or undefined where the answer is not JSON by its content type, if it has one, or its text. */
export function jsonOf(reply: Reply): unknown {
  if (reply.contentType !== '' && !/[/+]json\b/i.test(reply.contentType)) return undefined;
  try {
    return JSON.parse(reply.text);
  } catch {
    return undefined; // declared as JSON and is not: the caller treats it like any other unusable body
  }
}

/** A page for people where data was due: a login redirect, an error page, a proxy. */
export function isHtml(reply: Reply): boolean {
  return /html/i.test(reply.contentType) || /^\s*<(!doctype|html)/i.test(reply.text);
}

/** The fault that an answer outside 2xx stands for (reference: errors; quirks 2, 14, 17). */
export function faultOfReply(reply: Reply, context: Doing): SecretServerError {
  const kind = kindOf(reply);
  const said = saidIn(jsonOf(reply), context.hide);
  return new SecretServerError(kind, sentence(kind, `status ${String(reply.status)}`, context), {
    status: reply.status,
    errorCode: said.errorCode,
    said: said.text,
    ambiguous: kind === 'unusable' && context.write,
  });
}

/** An answer with 2xx that says no in its body (`success: false`). */
export function faultOfFailure(reply: Reply, context: Doing): SecretServerError {
  const kind = context.write ? 'refused' : 'unusable';
  const said = saidIn(jsonOf(reply), context.hide);
  return new SecretServerError(kind, sentence(kind, 'success: false', context), {
    status: reply.status,
    errorCode: said.errorCode,
    said: said.text,
    // Neither document says what it means for a write: whether it was applied has to be seen.
    ambiguous: context.write,
  });
}

/** An answer that came, but says nothing that can be used: HTML, no JSON, a broken envelope. */
export function unusable(what: string, context: Doing, status: number | null = null): SecretServerError {
  return new SecretServerError('unusable', sentence('unusable', what, context), {
    status,
    ambiguous: context.write,
  });
}

/** Secret Server's own words, without the given values, cut to 200 characters. */
export function saidIn(body: unknown, hide: readonly string[] = []): Said {
  if (!isRecord(body)) return { text: '', errorCode: null };
  const fields = isRecord(body['modelState']) ? Object.values(body['modelState']).flat() : [];
  const words = [body['message'], body['error'], body['error_description'], ...fields];
  const texts = words.filter((word): word is string => typeof word === 'string' && word !== '');
  const whole = hide.reduce(
    (text, value) => (value === '' ? text : text.replaceAll(value, '…')),
    texts.join(' '),
  );
  const errorCode =
    typeof body['errorCode'] === 'string' && body['errorCode'] !== '' ? body['errorCode'] : null;
  return { text: whole.slice(0, 200), errorCode };
}

/** A JSON object, not an array. */
export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(reply: Reply): FaultKind {
  const { status } = reply;
  if (status < 400 || status >= 500 || status === 401 || status === 408 || status === 429) return 'unusable';
  // IIS answers 405 by a page of its own where a verb is switched off; that is still a definite no to the verb.
  if (isHtml(reply) && status !== 405) return 'unusable';
  return status === 403 ? 'forbidden' : 'refused';
}

function sentence(kind: FaultKind, what: string, { doing }: Doing): string {
  switch (kind) {
    case 'unusable':
      return `Secret Server gave no usable answer while ${doing} (${what})`;
    case 'forbidden':
      return `The account lacks a right for ${doing} (${what})`;
    case 'refused':
      return `Secret Server refused ${doing} (${what})`;
    case 'sign-in-refused':
      return `Secret Server refused the sign-in (${what})`;
    case 'other-server':
      return `Another Secret Server answers (${what})`;
    case 'unreachable':
    case 'untrusted':
      return `Secret Server could not be reached (${what})`;
    default:
      return kind satisfies never;
  }
}
