/** A word that may not leave this machine, and what stands for it. */
export type Known = readonly [word: string, instead: string];

/**
 * Takes out of a text whatever could tell a secret, a person or an address: the known words, e-mail addresses, accounts
 * of a domain, addresses of machines, and everything that is as long and as random as a token. Ids stay: without them
 * no line can be followed.
 */
export function redact(text: string, known: readonly Known[]): string {
  const words = known
    .filter(([word]) => word.length >= shortest)
    // As it stands in JSON too: a path of Windows is written with two strokes there.
    .flatMap(([word, instead]): Known[] => [
      [word, instead],
      [JSON.stringify(word).slice(1, -1), instead],
    ])
    .toSorted(([a], [b]) => b.length - a.length);
  const without = words.reduce((rest, [word, instead]) => replaceAllCases(rest, word, instead), text);
  return without
    .replaceAll(/[^\s"'<>()@,;:=]+@[^\s"'<>()@,;:=]+\.[a-z]{2,}/gi, '(address)')
    .replaceAll(/\b(?!127\.0\.0\.1\b)\d{1,3}(?:\.\d{1,3}){3}\b/g, '(ip)')
    .replaceAll(/[A-Za-z0-9_+=-]{32,}/g, (long) => (isUuid(long) ? long : '(long)'));
}

/** Shorter words would tear others apart. */
const shortest = 3;

function replaceAllCases(text: string, word: string, instead: string): string {
  const pattern = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replaceAll(new RegExp(pattern, 'gi'), instead);
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
