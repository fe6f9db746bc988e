/**
 * The candidate that a misspelled word was probably meant to be.
 * @returns undefined when none is near: one letter in a short word, else two, or a third of a long one.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, away: distance(word, candidate) }))
    .filter(({ candidate, away }) => away <= tolerance(Math.max(word.length, candidate.length)))
    .toSorted((a, b) => a.away - b.away);
  return ranked[0]?.candidate;
}

function tolerance(length: number): number {
  return length < 4 ? 1 : Math.max(2, length / 3);
}

/** Levenshtein distance: insertions, deletions and substitutions. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of a.split('').entries()) {
    let diagonal = i;
    let previous = i + 1;
    const next = [previous];
    for (const [j, right] of b.split('').entries()) {
      const above = row[j + 1] ?? 0;
      previous = Math.min(previous + 1, above + 1, diagonal + (left === right ? 0 : 1));
      diagonal = above;
      next.push(previous);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
