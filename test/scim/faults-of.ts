import { ScimError } from '../../src/server/scim/errors.ts';
import type { Reading } from '../../src/server/scim/resource.ts';

/** The faults of a reading as `scimType: sentence`. */
export function faultsOf({ faults }: Reading): readonly string[] {
  return faults.map(({ status, scimType, message }) => `${status} ${scimType}: ${message}`);
}

/** What a call throws, in the same form. */
export function thrownBy(call: () => unknown): string {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof ScimError) return `${thrown.status} ${thrown.scimType}: ${thrown.message}`;
    throw thrown;
  }
  return 'nothing';
}
