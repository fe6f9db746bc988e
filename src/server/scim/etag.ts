const ENTITY_TAG = /^(?:W\/)?"([^"]*)"$/;

/**
 * Whether an If-Match or If-None-Match header names this version. Compared weakly, as all versions here are weak
 * (RFC 7644 section 3.14); `*` names every version.
 */
export function namesVersion(header: string, version: string): boolean {
  return header.split(',').some((one) => one.trim() === '*' || opaque(one.trim()) === opaque(version));
}

/** A tag without its quotes; a client that leaves them out is understood. */
function opaque(tag: string): string {
  return ENTITY_TAG.exec(tag)?.[1] ?? tag;
}
