import type { JobKind, PlanKind } from '../../../main/ipc/jobs.ts';

/** The kinds of rows of each job, in the order of their tiles. */
export const kindsOf: Readonly<Record<JobKind, readonly PlanKind[]>> = {
  import: ['New', 'Updated', 'Gone', 'Skipped', 'No change'],
  resync: ['Create', 'Update', 'Deactivate', 'Enable', 'Membership', 'Only in Secret Server'],
};

/** The sign before the word: a kind is told without colour. */
export const signs: Readonly<Record<PlanKind, string>> = {
  New: '+',
  Updated: '~',
  Gone: '−',
  Skipped: '○',
  'No change': '=',
  Create: '+',
  Update: '~',
  Deactivate: '−',
  Enable: '↑',
  Membership: '⇄',
  'Only in Secret Server': '○',
};
