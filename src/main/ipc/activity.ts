import type { ProblemView } from './problem.ts';

/** Activity: one row for every change, whoever asked for it. Times are ISO 8601, UTC; durations milliseconds. */

/** The only five results. */
export type Result = 'Done' | 'No change' | 'Skipped' | 'Failed' | 'Waiting';

/** Who asked: an endpoint of a client, an import, a resync, or a person at the window or command line. */
export type Source = 'Client' | 'Import' | 'Resync' | 'You';

export type Action =
  | 'Create'
  | 'Enable again'
  | 'Update'
  | 'Deactivate'
  | 'Delete'
  | 'Change members'
  | 'Link'
  | 'Unlink'
  | 'Import'
  | 'Resync'
  | 'Pause'
  | 'Resume'
  | 'Settings';

export interface ActivityRow {
  /** Grows with time: the key of paging. */
  readonly id: number;
  readonly at: string;
  readonly source: Source;
  /** The endpoint's name for a client's change, else null. */
  readonly endpoint: string | null;
  readonly action: Action;
  readonly type: 'User' | 'Group' | null;
  readonly resourceId: number | null;
  /** Display name as it was then. */
  readonly name: string | null;
  readonly signInName: string | null;
  readonly result: Result;
  /** One sentence, without a secret. */
  readonly sentence: string;
  readonly tookMs: number | null;
  /** A failed change is a problem until a later success of the same resource, or a person, deals with it. */
  readonly dealtWith: boolean;
}

export interface ActivityStep {
  readonly name: 'Received' | 'Matched' | 'Sent to Secret Server' | 'Saved';
  readonly result: Result | 'Not reached';
  readonly at: string | null;
  readonly sentence: string;
}

export interface AttributeChange {
  /** As SCIM names it. */
  readonly attribute: string;
  /** null: it had no value. Long lists are counted, not repeated. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface SecretServerCall {
  readonly method: string;
  readonly path: string;
  /** null: no answer came. */
  readonly status: number | null;
  readonly ms: number;
}

export interface ActivityDetail extends ActivityRow {
  readonly requestId: string | null;
  /** HTTP status that the client was told; null: none reached it, or there is no client. */
  readonly statusSent: number | null;
  /** Seconds that the client was told to wait. */
  readonly retryAfter: number | null;
  /** How often the client has sent the same change. */
  readonly attempts: number;
  readonly steps: readonly ActivityStep[];
  readonly changes: readonly AttributeChange[];
  readonly calls: readonly SecretServerCall[];
  /** Only where the result is Failed. */
  readonly problem: ProblemView | null;
}

export interface ActivityFilter {
  readonly results?: readonly Result[] | undefined;
  readonly actions?: readonly Action[] | undefined;
  readonly sources?: readonly Source[] | undefined;
  readonly since?: string | undefined;
  /** Not included. */
  readonly until?: string | undefined;
  /** Of one resource. */
  readonly type?: 'User' | 'Group' | undefined;
  readonly resourceId?: number | undefined;
  /** Part of a name or sign-in name, a whole id, or the beginning of a request id. */
  readonly text?: string | undefined;
  /** false: of failed changes only those that are still a problem. */
  readonly dealtWith?: boolean | undefined;
}

export interface ActivityPage {
  /** Newest first. */
  readonly rows: readonly ActivityRow[];
  /** Pass it as `before` for the next page; null: this was the last. */
  readonly next: number | null;
}

/** One hour of changes and of Secret Server's answers. */
export interface ActivityHour {
  readonly at: string;
  readonly results: Readonly<Record<Result, number>>;
  /** Milliseconds; null: it was not called. */
  readonly latencyP50: number | null;
  readonly latencyP95: number | null;
}

export interface ActivityNumbers {
  /** Changes of Secret Server, by clients and resyncs. */
  readonly today: Readonly<Record<Result, number>>;
  readonly week: Readonly<Record<Result, number>>;
  /** Reads that clients made today: counted, not stored. */
  readonly readsToday: number;
  readonly users: { readonly linked: number; readonly notLinked: number };
  readonly groups: { readonly linked: number; readonly notLinked: number };
  /** The last 24 hours, oldest first. */
  readonly hours: readonly ActivityHour[];
}

/** A file for a person to keep. */
export interface TextFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly text: string;
}

export interface ActivityFile extends TextFile {
  readonly rows: number;
  /** False: there are more than a file takes, and these are the newest. */
  readonly complete: boolean;
}

export interface ActivityCalls {
  'activity.list': (request: {
    readonly filter?: ActivityFilter | undefined;
    readonly before?: number | undefined;
    /** 1 to 500; 100 unless told. */
    readonly limit?: number | undefined;
  }) => Promise<ActivityPage>;
  'activity.get': (request: { readonly id: number }) => Promise<ActivityDetail>;
  'activity.numbers': () => Promise<ActivityNumbers>;
  /** A person dealt with these failed changes: they no longer count as a problem. Absent: all of them. */
  'activity.dismiss': (request: { readonly ids?: readonly number[] | undefined }) => Promise<{
    readonly dismissed: number;
  }>;
  'activity.export': (request: {
    readonly filter?: ActivityFilter | undefined;
    readonly format: 'csv' | 'json';
  }) => Promise<ActivityFile>;
}
