import type { WriteKind } from './asked.ts';
import { faultKinds, type FaultKind, type Scope } from './fault-kinds.ts';
import { kinds } from './kinds.ts';
import { steps } from './life.ts';
import { patiences, type Case } from './run-case.ts';
import type { KillAt } from './scene.ts';

/** One kind of write under one fault: the cases of it are played one after the other. */
export interface Cell {
  readonly kind: WriteKind;
  readonly fault: FaultKind;
  readonly scope: Scope;
  readonly where: Case['where'];
}

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

const cells = new Map(allCells().map((cell) => [cellId(cell), cell]));

/** @throws Error for a name that no cell has */
export function cellOf(id: string): Cell {
  const cell = cells.get(id);
  if (!cell) throw new Error(`there is no cell ${id}`);
  return cell;
}

/** A case by its name: everything about it, so that it can be played again. */
export function caseId(one: Case): string {
  const manner = [one.patience, one.looks ? 'looks' : '', one.startsEarly ? 'starts early' : ''];
  const kill = one.killAt ? `killed after ${one.killAt.step} ${String(one.killAt.nth)}` : 'not killed';
  return `${cellId(one)} / ${manner.filter(Boolean).join(', ')} / ${kill}`;
}

/** @throws Error for a name that no case has */
export function caseOf(id: string): Case {
  const [kind, fault, scope, manner = '', kill = ''] = id.split(' / ');
  const cell = cellOf([kind, fault, scope].join(' / '));
  const patience = patiences.find((one) => manner.split(', ')[0] === one);
  const [, step, nth] = /^killed after (.+) (\d+)$/.exec(kill) ?? [];
  const killStep = steps.find((one) => one === step);
  const killAt: KillAt | null = killStep ? { step: killStep, nth: Number(nth) } : null;
  const one = patience && {
    ...cell,
    patience,
    looks: manner.includes(', looks'),
    startsEarly: manner.includes(', starts early'),
    killAt,
  };
  if (!one || caseId(one) !== id) throw new Error(`there is no case ${id}`);
  return one;
}
