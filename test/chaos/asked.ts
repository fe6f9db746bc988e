import type { Sandbox } from '../sandbox/sandbox.ts';
import type { JobName } from './run-job.ts';
import type { Scene } from './scene.ts';

/** What is asked for: by a client, or by a person. */
export type Request = ScimRequest | { readonly job: JobName };

export interface ScimRequest {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
}

/** What Secret Server has of a change. */
export type Outcome = 'done' | 'undone' | 'partly';

/** One change, ready to be sent. */
export interface Asked {
  readonly request: Request;
  /** Whether the access that it takes away is gone: that is never lost. Absent: it takes none away. */
  readonly removed?: (sandbox: Sandbox) => boolean;
  readonly outcome: (sandbox: Sandbox) => Outcome;
  /** Names of the users and groups that it may touch; everybody else stays as they were. */
  readonly touches: readonly string[];
  /** What Okta sends where it never got an answer: it looks first. Without it, the same again. */
  readonly afterLook?: (scene: Scene) => Promise<Request | 'done'>;
  /** Statuses that say the same as a success when the change was done before. */
  readonly alsoFine?: readonly number[];
  /** How many calls to Secret Server it takes at most when nothing goes wrong. */
  readonly calls: number;
}

export interface WriteKind {
  readonly name: string;
  /** Brings about what the change starts from. */
  readonly prepare: (scene: Scene) => Promise<Asked>;
}
