import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Played } from './cell.ts';
import { allCells, caseId, caseOf, cellId } from './matrix.ts';
import { readOptions, usage, type Options } from './options.ts';
import { createRandom, shuffled } from './random.ts';
import { formatBroken, formatCalls, formatTable } from './table.ts';
import type { Done, Work } from './worker.ts';

/** How many cells a worker has in hand: much of each case is waiting. */
const atATime = 3;

/** Which cells can hold a case whose line has all of these texts. */
function wantedCells(only: Options['only']): string[] {
  return only.reduce((ids, text) => {
    const fitting = ids.filter((id) => id.includes(text) || goesOn(id, text));
    // What no cell has in its name is about the cases within.
    return fitting.length > 0 ? fitting : ids;
  }, allCells().map(cellId));
}

/** The text begins within the name of the cell, and goes on into that of a case. */
function goesOn(id: string, text: string): boolean {
  const places = [...text.matchAll(/ \/ /g)].map(({ index }) => index);
  return places.some((place) => id.endsWith(text.slice(0, place)));
}

async function playAll(
  options: Options,
  report: (played: readonly Played[]) => void,
): Promise<{ left: number; dead: Error | undefined }> {
  const until = Date.now() + options.seconds * 1000;
  const left = workOf(options, until);
  const next = (): Work | undefined => (Date.now() < until ? left.pop() : undefined);
  // Where a worker dies the others get no more work, and the end is told as it is.
  let dead: Error | undefined;
  const work = (): Work | undefined => (dead === undefined ? next() : undefined);
  const ends = Array.from({ length: options.workers }, () => runWorker(work, report));
  await Promise.all(ends.map((end) => end.catch((fault: Error) => void (dead = fault))));
  return { left: left.length, dead };
}

function workOf({ cases, seed, full, only }: Options, until: number): Work[] {
  if (cases.length > 0) return cases.map((id): Work => ({ case: caseId(caseOf(id)) }));
  const ids = shuffled(wantedCells(only), createRandom(seed, 'cells'));
  return ids.map((cell): Work => ({ cell, choice: { seed, full, only, until } }));
}

function runWorker(next: () => Work | undefined, report: (played: readonly Played[]) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'worker.ts'));
    let inHand = 0;
    const give = (): void => {
      const work = next();
      if (work) {
        inHand += 1;
        child.send(work);
      } else if (inHand === 0 && child.connected) {
        child.disconnect();
      }
    };
    child.on('message', ({ played }: Done) => {
      inHand -= 1;
      report(played);
      give();
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a worker ended with ${String(code)}`)),
    );
    for (let n = 0; n < atATime; n += 1) give();
  });
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), availableParallelism());
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const began = performance.now();
  const played: Played[] = [];
  const { left, dead } = await playAll(options, (some) => {
    played.push(...some);
    const broken = formatBroken(some);
    if (broken !== '') process.stderr.write(`${broken}\n`);
  });
  const order = allCells().map(cellId);
  const inOrder = played.toSorted(
    (a, b) => order.findIndex((id) => a.id.startsWith(id)) - order.findIndex((id) => b.id.startsWith(id)),
  );
  const broken = formatBroken(inOrder);
  const seconds = Math.round((performance.now() - began) / 1000);
  const count = played.filter((one) => one.broken.length > 0).length;
  process.stdout.write(
    `${[
      formatTable(inOrder, order),
      '',
      formatCalls(inOrder),
      ...(broken === '' ? [] : ['', broken]),
      '',
      `${String(played.length)} ${played.length === 1 ? 'case' : 'cases'}, ${String(count)} broken, seed ${String(options.seed)}, ${String(seconds)} s${left > 0 ? `; the time was up, ${String(left)} ${options.cases.length > 0 ? 'cases' : 'cells'} were not begun` : ''}.`,
    ].join('\n')}\n`,
  );
  if (dead) process.stderr.write(`The run is not whole: ${dead.message}\n`);
  return count > 0 || played.length === 0 || dead ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${usage}`);
  process.exitCode = 2;
}
