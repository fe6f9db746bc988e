import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { Problem } from '../errors.ts';

/** The longest body of a call, bytes. */
export const bodyLimit = 1024 * 1024;

/** A body that cannot be used, and the HTTP status that says so. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly status: 400 | 413;
  readonly problem: Problem;

  constructor(status: 400 | 413, title: string, options?: ErrorOptions) {
    super(title, options);
    this.status = status;
    this.problem = new Problem('APP-INPUT', title, 'Send one JSON object of at most 1 MiB');
  }
}

/**
 * The JSON body of a call; no body is `{}`.
 * @throws BodyError 413 over the limit, 400 when it ends early or is not JSON.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  let text: string;
  try {
    text = await getRawBody(request, {
      length: request.headers['content-length'] ?? null,
      limit: bodyLimit,
      encoding: 'utf-8',
    });
  } catch (cause) {
    const tooLarge = cause instanceof Error && 'type' in cause && cause.type === 'entity.too.large';
    if (tooLarge) throw new BodyError(413, 'The request is too large', { cause });
    throw new BodyError(400, 'The request ended too early', { cause });
  }
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new BodyError(400, 'The request is not JSON'); // without the cause: it would quote the body
  }
}
