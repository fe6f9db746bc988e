import type { Played } from './cell.ts';

/** A case stands in the table by the first two parts of its line: the kind of write, and the fault. */
function placeOf({ id }: Pick<Played, 'id'>): { readonly row: string; readonly column: string } {
  const [row = '', column = ''] = id.split(' / ');
  return { row, column };
}

/**
 * Kinds of write by faults. A cell is the number of cases; what broke stands behind it. Faults are named below the
 * table by their letters, as their names do not fit above it.
 * @param order the names of all cells, in the order in which they are to stand
 */
export function formatTable(played: readonly Played[], order: readonly string[]): string {
  const places = order.map((id) => placeOf({ id }));
  const isThere = (name: string, of: 'row' | 'column'): boolean =>
    played.some((one) => placeOf(one)[of] === name);
  const rows = [...new Set(places.map(({ row }) => row))].filter((row) => isThere(row, 'row'));
  const columns = [...new Set(places.map(({ column }) => column))].filter((column) =>
    isThere(column, 'column'),
  );
  const first = Math.max(...rows.map((row) => row.length), 0);
  const lines = rows.map((row) => {
    const cells = columns.map((column) => {
      const here = played.filter((one) => placeOf(one).row === row && placeOf(one).column === column);
      const broken = here.filter((one) => one.broken.length > 0).length;
      return (
        here.length === 0 ? '·' : `${String(here.length)}${broken > 0 ? `✗${String(broken)}` : ''}`
      ).padStart(5);
    });
    return `${row.padEnd(first)} ${cells.join('')}`;
  });
  const letters = columns.map((_, index) => letterOf(index).padStart(5)).join('');
  const legend = columns.map((column, index) => `${letterOf(index).padStart(3)} ${column}`.padEnd(36));
  const legendLines = Array.from({ length: Math.ceil(legend.length / 4) }, (_, n) =>
    legend
      .slice(n * 4, n * 4 + 4)
      .join('')
      .trimEnd(),
  );
  return [`${' '.repeat(first)} ${letters}`, ...lines, '', ...legendLines].join('\n');
}

function letterOf(index: number): string {
  const letter = String.fromCodePoint(97 + (index % 26));
  return index < 26 ? letter : `${letterOf(Math.floor(index / 26) - 1)}${letter}`;
}

/** How many calls to Secret Server each kind of write took where nothing went wrong. */
export function formatCalls(played: readonly Played[]): string {
  const calm = played.filter(({ id }) => /\/ none \/ .* \/ waits, looks \/ not killed$/.test(id));
  const lines = calm.map((one) => `  ${placeOf(one).row.padEnd(32)} ${String(one.calls)}`);
  return ['Calls to Secret Server where nothing goes wrong:', ...lines].join('\n');
}

/** What broke, and how to play it again. */
export function formatBroken(played: readonly Played[]): string {
  const broken = played.filter((one) => one.broken.length > 0);
  const told = (one: Played): string => one.told.map((status) => status ?? 'no answer').join(', ');
  return broken
    .map((one) =>
      [
        `✗ ${one.id}`,
        `    the client was told ${told(one)}; the host did: ${one.steps.join(', ')}`,
        ...one.broken.slice(0, 6).map((text) => `    ${text}`),
        `    again: npm run chaos -- --case ${JSON.stringify(one.id)}`,
      ].join('\n'),
    )
    .join('\n');
}
