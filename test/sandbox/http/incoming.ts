import type { IncomingMessage } from 'node:http';

import { masked } from '../calls.ts';
import type { Incoming } from './dispatch.ts';
import { Query } from './query.ts';

/** The virtual directory. */
export const BASE = '/SecretServer';
const LONGEST_BODY = 4 * 1024 * 1024;

/** Reads a request to its end. Throws when the client leaves or sends too much. */
export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const url = new URL(request.url ?? '/', 'http://sandbox.invalid');
  return {
    method: request.method ?? 'GET',
    ...locate(url.pathname),
    query: new Query(url.searchParams),
    bodyText: await readText(request),
    contentType: request.headers['content-type'],
    authorization: request.headers.authorization,
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > LONGEST_BODY) throw new Error('the body is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Paths compare without case, and a trailing slash does not matter (reference: conventions). */
function locate(pathname: string): Pick<Incoming, 'path' | 'place'> {
  const path = pathname.replace(/\/+$/, '').toLowerCase();
  const base = BASE.toLowerCase();
  if (path !== base && !path.startsWith(`${base}/`)) return { path, place: 'outside' };
  const inside = path.slice(base.length);
  if (inside === '/oauth2/token') return { path: inside, place: 'token' };
  if (inside.startsWith('/api/')) return { path: inside.slice('/api'.length), place: 'api' };
  return { path: inside, place: 'page' };
}

/** The body as the log shows it. */
export function loggedBody(incoming: Incoming): unknown {
  if (incoming.bodyText === '') return undefined;
  if (incoming.place === 'token') return masked(Object.fromEntries(new URLSearchParams(incoming.bodyText)));
  try {
    return masked(JSON.parse(incoming.bodyText));
  } catch {
    return '(no JSON)';
  }
}

/** What tells one credential from another at the token endpoint; undefined elsewhere. */
export function credentialOf(incoming: Incoming): string | undefined {
  if (incoming.place !== 'token') return undefined;
  const form = new URLSearchParams(incoming.bodyText);
  return JSON.stringify(['grant_type', 'username', 'domain', 'password'].map((name) => form.get(name)));
}
