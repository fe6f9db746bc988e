import { allCells, cellId, playCell, type Choice, type Played } from './cell.ts';

/** What a worker is asked, and what it answers. */
export interface Work {
  readonly cell: string;
  readonly choice: Choice;
}
export interface Done {
  readonly cell: string;
  readonly played: readonly Played[];
}

const cells = new Map(allCells().map((cell) => [cellId(cell), cell]));

process.on('message', ({ cell: id, choice }: Work) => {
  const cell = cells.get(id);
  if (!cell) throw new Error(`there is no cell ${id}`);
  void playCell(cell, choice).then((played) => process.send?.({ cell: id, played } satisfies Done));
});
process.on('disconnect', () => process.exit());
