import { judged, playCell, type Choice, type Played } from './cell.ts';
import { caseOf, cellOf } from './matrix.ts';

/** What a worker is asked, by its name: the cases of a cell that are chosen, or one case. */
export type Work = { readonly cell: string; readonly choice: Choice } | { readonly case: string };

/** What it answers. */
export interface Done {
  readonly played: readonly Played[];
}

async function play(work: Work): Promise<readonly Played[]> {
  if ('case' in work) return [await judged(caseOf(work.case))];
  return playCell(cellOf(work.cell), work.choice);
}

process.on('message', (work: Work) => {
  void play(work).then((played) => process.send?.({ played } satisfies Done));
});
process.on('disconnect', () => process.exit());
