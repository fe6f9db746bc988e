import type { Caller } from './context.ts';
import { versionOf } from './present.ts';
import { refusals } from './refusals.ts';

/**
 * Within the lock of the resource, so that nobody comes between the check and the write.
 * @throws ScimError 412 when the client wants to change another version than this one (RFC 7644 section 3.14).
 */
export function mustBeWantedVersion({ precondition }: Caller, row: { readonly revision: number }): void {
  if (precondition && !precondition(versionOf(row))) throw refusals.changedSince();
}
