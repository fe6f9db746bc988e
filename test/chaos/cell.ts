import type { WriteKind } from './asked.ts';
import { faultKinds, type FaultKind, type Scope } from './fault-kinds.ts';
import { kinds } from './kinds.ts';
import type { Step } from './life.ts';
import { createRandom, shuffled } from './random.ts';
import { runCase, type Case, type Patience, type Verdict } from './run-case.ts';
import type { KillAt } from './scene.ts';

/** One kind of write under one fault: the cases of it are played one after the other. */
export interface Cell {
  readonly kind: WriteKind;
  readonly fault: FaultKind;
  readonly scope: Scope;
  readonly where: Case['where'];
}

/** One case with what became of it. */
export interface Played {
  readonly id: string;
  readonly broken: readonly string[];
  readonly told: Verdict['told'];
  readonly steps: readonly Step[];
  readonly calls: number;
}

const patiences: readonly Patience[] = ['waits', 'hurries', 'leaves'];
/** Kills that are played of each cell, unless all are asked for. */
const killsOfCell = 3;

/** The whole matrix. Real kills are played of every kind and step, without another fault. */
export function allCells(): Cell[] {
  return kinds.flatMap((kind) => [
    ...faultKinds.flatMap((fault) => {
      // A bulk request only carries what the others send.
      const scopes = kind.name.startsWith('bulk') ? fault.scopes.slice(0, 1) : fault.scopes;
      return scopes.map((scope): Cell => ({ kind, fault, scope, where: 'here' }));
    }),
    ...faultKinds.slice(0, 1).map((fault): Cell => ({ kind, fault, scope: 'all calls', where: 'apart' })),
  ]);
}

export function cellId({ kind, fault, scope, where }: Cell): string {
  const name = where === 'apart' ? 'kill -9' : fault.name;
  return `${kind.name} / ${name} / ${scope}`;
}

/** By this a case is found again. */
function caseId(one: Case): string {
  const manner = [one.patience, one.looks ? 'looks' : '', one.startsEarly ? 'starts early' : ''];
  const kill = one.killAt ? `killed after ${one.killAt.step} ${String(one.killAt.nth)}` : 'not killed';
  return `${cellId(one)} / ${manner.filter(Boolean).join(', ')} / ${kill}`;
}

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

async function judged(one: Case): Promise<Played> {
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
