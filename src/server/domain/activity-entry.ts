import type { Action, AttributeChange, Result, SecretServerCall, Source } from '../../main/ipc/activity.ts';
import type { ProblemView } from '../../main/ipc/problem.ts';
import type { NewActivity, Subject } from '../store/activity.ts';
import type { ChangeDetails } from './change-steps.ts';

/** A row that is complete at once: an import, one row of a resync, a person's doing. */
export interface ActivityEntry extends Partial<Subject> {
  readonly source: Exclude<Source, 'Client'>;
  readonly action: Action;
  readonly result: Result;
  /** Without a secret. */
  readonly sentence: string;
  readonly tookMs?: number;
  readonly changes?: readonly AttributeChange[];
  readonly calls?: readonly SecretServerCall[];
  /** Where the result is Failed. */
  readonly problem?: ProblemView;
}

/** @param at epoch milliseconds */
export function rowOfEntry(entry: ActivityEntry, at: number): NewActivity {
  const { changes, calls, problem, ...given } = entry;
  const details: ChangeDetails = {
    savedAt: at,
    ...(changes ? { changes } : {}),
    ...(calls ? { sentAt: at, calls } : {}),
    ...(problem ? { problem } : {}),
  };
  return {
    ...nobody,
    ...given,
    tookMs: entry.tookMs ?? null,
    at,
    details: JSON.stringify(details),
  };
}

const nobody = {
  type: null,
  resourceId: null,
  name: null,
  signInName: null,
  endpointId: null,
  endpoint: null,
  requestId: null,
  statusSent: null,
  retryAfter: null,
  attempts: 1,
  retryKey: null,
} as const;
