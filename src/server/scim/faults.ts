import { ScimError, type ScimType } from './errors.ts';

/** A 400 of that kind. `detail` names what is wrong and what to do, and never quotes a value. */
export function fault(scimType: ScimType, detail: string): ScimError {
  return new ScimError(400, scimType, detail);
}

/**
 * Runs one part of a request; what it refuses is kept beside the other faults, so that the rest still counts (D3).
 * Returns whether the part was accepted.
 */
export function collect(faults: ScimError[], part: () => void, prefix = ''): boolean {
  try {
    part();
    return true;
  } catch (thrown) {
    if (!(thrown instanceof ScimError)) throw thrown;
    faults.push(
      prefix ? new ScimError(thrown.status, thrown.scimType, `${prefix}${thrown.message}`) : thrown,
    );
    return false;
  }
}

/** A client's own path or name as an error may repeat it: one short line. */
export function quoted(name: string): string {
  const line = name.replace(/[^\x20-\x7e]/g, '?');
  return `"${line.length > 80 ? `${line.slice(0, 80)}...` : line}"`;
}
