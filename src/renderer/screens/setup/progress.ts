import type { SetUpView } from '../../../main/ipc/contract.ts';
import type { StepName } from './steps.ts';

export interface Progress {
  /** Proved, by what is so. */
  readonly done: ReadonlySet<StepName>;
  /** The first that is not. */
  readonly next: StepName;
}

/** How far set-up is; null before the host has said it. */
export function progressOf(setUp: SetUpView | null): Progress {
  const done = new Set<StepName>();
  if (setUp?.connected) for (const name of ['welcome', 'address', 'account'] as const) done.add(name);
  if (setUp && setUp.endpoints > 0) done.add('token');
  if (setUp && setUp.publicUrl !== null) done.add('public');
  if (setUp && setUp.lastCallAt !== null) done.add('okta');
  const order = ['welcome', 'token', 'public', 'okta'] as const;
  return { done, next: order.find((name) => !done.has(name)) ?? 'okta' };
}
