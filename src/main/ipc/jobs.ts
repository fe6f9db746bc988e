import type { AttributeChange, TextFile } from './activity.ts';
import type { ProblemView } from './problem.ts';

/**
 * Import and resync: one job at a time, in five stages: Choose, Read, Review, Apply, Result.
 * An import brings the mirror up to Secret Server; a resync brings Secret Server up to what clients last asked for.
 */

export type JobKind = 'import' | 'resync';

/** What of an import is shown for review; scheduled imports apply themselves. */
export interface ImportChoice {
  readonly users: boolean;
  readonly groups: boolean;
  /** Disabled users too. */
  readonly inactive: boolean;
  /** Directory domains by name; absent: all. '' stands for local accounts. */
  readonly domains?: readonly string[] | undefined;
  /** Only groups whose name holds this. */
  readonly groupText?: string | undefined;
}

export interface JobProgress {
  readonly phase: 'Reading users' | 'Reading groups' | 'Comparing' | 'Applying';
  readonly done: number;
  /** null until it is known. */
  readonly total: number | null;
  /** When `done` last grew: ISO 8601, UTC. */
  readonly movedAt: string;
}

export type PlanKind =
  // Import
  | 'New'
  | 'Updated'
  | 'Gone'
  | 'Skipped'
  | 'No change'
  // Resync
  | 'Create'
  | 'Update'
  | 'Deactivate'
  | 'Enable'
  | 'Membership'
  | 'Only in Secret Server';

/** More removals than the limits allow (D8): a person has to confirm their number. */
export interface PlanLimit {
  readonly removals: number;
  readonly of: number;
  readonly sentence: string;
}

export interface PlanView {
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** After 24 h the plan is discarded. */
  readonly expiresAt: string;
  /** Only the kinds of this job. */
  readonly counts: Readonly<Partial<Record<PlanKind, number>>>;
  /** Grows by one each time that rows are ticked: whoever knows another one shows old ticks. */
  readonly revision: number;
  /** Rows that are ticked and can be applied. */
  readonly ticked: number;
  /** Rows that changed since the preview: they are left out. */
  readonly stale: number;
  /** null: no limit is passed by what is ticked. */
  readonly limit: PlanLimit | null;
}

export interface PlanRow {
  /** Within this plan. */
  readonly id: number;
  readonly kind: PlanKind;
  readonly type: 'User' | 'Group';
  readonly resourceId: number | null;
  readonly name: string;
  readonly signInName: string | null;
  /** Why it is skipped, or what applying it does. */
  readonly why: string | null;
  /** null: it cannot be ticked. */
  readonly ticked: boolean | null;
  /** Secret Server or a client changed it since the preview. */
  readonly stale: boolean;
}

/** One attribute of one row: in SCIM Tray, and in Secret Server. */
export interface PlanDifference {
  readonly attribute: string;
  readonly here: string | null;
  readonly there: string | null;
  readonly changed: boolean;
}

export interface PlanPage {
  readonly rows: readonly PlanRow[];
  readonly total: number;
}

export interface JobResult {
  /** "57 users scanned: 50 new, …" or "14 accounts changed in Secret Server." */
  readonly sentence: string;
  readonly done: number;
  readonly failed: number;
  readonly leftOut: number;
  readonly failures: readonly { readonly name: string; readonly problem: ProblemView }[];
}

export interface JobView {
  readonly kind: JobKind;
  readonly stage: 'Reading' | 'Review' | 'Applying' | 'Done' | 'Stopped' | 'Failed';
  readonly by: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly progress: JobProgress | null;
  readonly plan: PlanView | null;
  readonly result: JobResult | null;
  readonly problem: ProblemView | null;
}

export interface JobCalls {
  /** Reads Secret Server and shows what an import would change; answers at once. @throws Problem APP-BUSY */
  'import.preview': (request: { readonly choice: ImportChoice; readonly by: string }) => Promise<JobView>;
  /** Compares Secret Server with what clients last asked for. @throws Problem APP-BUSY */
  'resync.preview': (request: { readonly by: string }) => Promise<JobView>;
  'job.get': () => Promise<JobView | null>;
  /** After the current record; what is done stays. */
  'job.stop': () => Promise<JobView | null>;
  'plan.rows': (request: {
    readonly kind?: PlanKind | undefined;
    readonly text?: string | undefined;
    readonly offset?: number | undefined;
    /** 1 to 500; 100 unless told. */
    readonly limit?: number | undefined;
  }) => Promise<PlanPage>;
  'plan.row': (request: { readonly id: number }) => Promise<{
    readonly row: PlanRow;
    readonly differences: readonly PlanDifference[];
  }>;
  /** Either single rows or a whole kind. */
  'plan.tick': (request: {
    readonly ids?: readonly number[] | undefined;
    readonly kind?: PlanKind | undefined;
    readonly ticked: boolean;
  }) => Promise<PlanView>;
  /** Carries out what is ticked. @param removals the number that a person typed, where there is a limit or a deactivation. */
  'plan.apply': (request: {
    readonly removals?: number | undefined;
    readonly by: string;
  }) => Promise<JobView>;
  'plan.discard': () => Promise<{ readonly discarded: boolean }>;
  'plan.export': () => Promise<TextFile>;
  /** One user live, step by step: the steps arrive as 'resyncUser' events too. */
  'resync.user': (request: { readonly id: number; readonly by: string }) => Promise<UserResync>;
}

export interface ResyncStep {
  readonly name: 'Read what was asked' | 'Read Secret Server' | 'Compare' | 'Repair';
  readonly result: 'Running' | 'Done' | 'No change' | 'Skipped' | 'Failed';
  readonly sentence: string;
}

export interface UserResync {
  readonly id: number;
  readonly steps: readonly ResyncStep[];
  readonly changes: readonly AttributeChange[];
}
