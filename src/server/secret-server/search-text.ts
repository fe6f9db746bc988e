/** IIS answers 404 to a query of more than 2,048 bytes; the rest of the query takes some 250. */
const maxEncodedBytes = 1_000;

/**
 * What to search for so that "contains" surely finds `name`, whatever the server makes of brackets, quotes,
 * wildcards and blanks: the longest run without them. Empty when there is none: then only a list of all will do.
 */
export function searchTextFor(name: string): string {
  const runs = name.match(/[\p{L}\p{M}\p{N}._@-]+/gu) ?? [];
  return fitting(runs.reduce((longest, run) => (run.length > longest.length ? run : longest), ''));
}

/** Whether two names are the same to Secret Server, whose database compares without case. */
export function isSameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}

function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Cut between code points: half a character finds nothing. */
function fitting(text: string): string {
  let kept = '';
  for (const character of text) {
    if (encodeURIComponent(kept + character).length > maxEncodedBytes) break;
    kept += character;
  }
  return kept;
}
