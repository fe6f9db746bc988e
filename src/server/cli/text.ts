import type { ProblemView } from '../../main/ipc/problem.ts';

/** Rows as aligned columns, two blanks apart; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map(printable));
  const width = (index: number): number => Math.max(...clean.map((row) => row[index]?.length ?? 0));
  const line = (row: readonly string[]): string =>
    row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(width(index)))).join('  ');
  return clean.map((row) => line(row).trimEnd()).join('\n');
}

/** Without control characters: words of another server must not steer a terminal. */
export function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ');
}

/** A problem and what to do about it, as one line. */
export function problemLine({ title, ...how }: Pick<ProblemView, 'title' | 'remedy' | 'command'>): string {
  return printable(`${ended(title)} ${ended(remedyLine(how))}`);
}

/** What to do, in the window or here. */
export function remedyLine({ remedy, command }: Pick<ProblemView, 'remedy' | 'command'>): string {
  return command === undefined ? remedy : `${remedy}, or with: ${command}`;
}

/** "2026-11-24 02:11 UTC", or a word for never. */
export function moment(iso: string | null, never = 'never'): string {
  return iso === null ? never : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
