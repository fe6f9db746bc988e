import { faultKinds } from './fault-kinds.ts';
import type { Step } from './life.ts';
import { caseId, cellId, type Cell } from './matrix.ts';
import { createRandom, shuffled } from './random.ts';
import { patiences, runCase, type Case, type Verdict } from './run-case.ts';
import type { KillAt } from './scene.ts';

/** One case with what became of it. */
export interface Played {
  readonly id: string;
  readonly broken: readonly string[];
  readonly told: Verdict['told'];
  readonly steps: readonly Step[];
  readonly calls: number;
}

/** Kills that are played of each cell, unless all are asked for. */
const killsOfCell = 3;

export interface Choice {
  readonly seed: number;
  /** Every kill with every patience. */
  readonly full: boolean;
  /** A case is played when its id holds all of these. */
  readonly only: readonly string[];
  /** No case begins after this, in epoch milliseconds. */
  readonly until: number;
}

/** Plays the cases of a cell. The first tells which steps there are to be killed after. */
export async function playCell(cell: Cell, choice: Choice): Promise<Played[]> {
  const random = createRandom(choice.seed, cellId(cell));
  const isWanted = (one: Case): boolean => choice.only.every((text) => caseId(one).includes(text));
  const played: Played[] = [];
  const play = async (one: Case): Promise<void> => {
    if (isWanted(one) && Date.now() < choice.until) played.push(await judged(one));
  };
  const calm: Case = { ...cell, patience: 'waits', looks: true, startsEarly: false, killAt: null };
  const { steps } = await runCase({ ...calm, where: 'here' });
  const isMain = cell.scope === cell.fault.scopes[0];
  if (cell.where === 'here') {
    for (const patience of isMain || choice.full ? patiences : shuffled(patiences, random).slice(0, 1))
      await play({ ...calm, patience });
  }
  const kills = killsAfter(steps);
  const isWhole = choice.full || cell.where === 'apart' || cell.fault === faultKinds[0];
  for (const killAt of isWhole ? kills : isMain ? shuffled(kills, random).slice(0, killsOfCell) : []) {
    const [patience = 'waits'] = shuffled(patiences, random);
    for (const one of choice.full ? patiences : [patience]) {
      await play({ ...calm, killAt, patience: one, looks: random() < 0.5, startsEarly: random() < 0.5 });
    }
  }
  return played;
}

/** Plays one case; what cannot be played is broken, too. */
export async function judged(one: Case): Promise<Played> {
  const id = caseId(one);
  try {
    const { broken, told, steps, calls } = await runCase(one);
    return { id, broken, told, steps, calls };
  } catch (thrown) {
    const broken = [`it could not be played: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
    return { id, broken, told: [], steps: [], calls: 0 };
  }
}

/** After each step, by its name and how often that has been. */
function killsAfter(steps: readonly Step[]): KillAt[] {
  return steps.map((step, index) => ({
    step,
    nth: steps.slice(0, index + 1).filter((one) => one === step).length,
  }));
}
