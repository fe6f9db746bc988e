import { refusals } from '../domain/refusals.ts';
import { isDataFault, Problem } from '../errors.ts';
import { describeFault, type Log } from '../log.ts';
import { ScimError } from '../scim/errors.ts';
import { rejections } from './rejections.ts';

/** What the client hears of anything that was thrown. */
export function asScimError(thrown: unknown): ScimError {
  if (thrown instanceof ScimError) return thrown;
  if (thrown instanceof Problem && thrown.code === 'APP-KEYS') return refusals.keychain();
  if (isDataFault(thrown)) return refusals.dataFile();
  // A path that cannot be decoded, or a request that the client broke off.
  const status = thrown instanceof Error && 'status' in thrown ? Number(thrown.status) : 500;
  if (thrown instanceof URIError || status === 400) return rejections.unreadable();
  return rejections.failed(thrown);
}

/** Writes down what nobody foresaw: the client hears of it without its text. */
export function noteFault(log: Log, request: string, thrown: unknown): void {
  if (asScimError(thrown).status === 500) log.error('request failed', { request, ...describeFault(thrown) });
}
