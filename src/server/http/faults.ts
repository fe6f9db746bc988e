import { refusals } from '../domain/refusals.ts';
import { isDataFault, Problem } from '../errors.ts';
import { describeFault, type Log } from '../log.ts';
import { ScimError } from '../scim/errors.ts';

/** What the client hears of anything that was thrown. */
export function asScimError(thrown: unknown): ScimError {
  if (thrown instanceof ScimError) return thrown;
  if (thrown instanceof Problem && thrown.code === 'APP-KEYS') return refusals.keychain();
  if (isDataFault(thrown)) return refusals.dataFile();
  // A path that cannot be decoded, or a request that the client broke off.
  const status = thrown instanceof Error && 'status' in thrown ? Number(thrown.status) : 500;
  if (thrown instanceof URIError || status === 400) {
    return new ScimError(
      400,
      'invalidSyntax',
      'The request cannot be read. Check its address and its length.',
    );
  }
  return new ScimError(
    500,
    null,
    'Something went wrong in SCIM Tray. Its log names this request; retry in Okta.',
    {
      cause: thrown,
    },
  );
}

/** Writes down what nobody foresaw: the client hears of it without its text. */
export function noteFault(log: Log, request: string, thrown: unknown): void {
  if (asScimError(thrown).status === 500) log.error('request failed', { request, ...describeFault(thrown) });
}
