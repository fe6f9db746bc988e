import type { PlanDifference } from './jobs.ts';

/** Users and groups as the mirror has them, with what clients know of them. */

export type PersonState = 'Active' | 'Inactive' | 'Not linked' | 'Conflict';

export interface PersonRow {
  readonly type: 'User' | 'Group';
  readonly id: number;
  readonly name: string;
  /** userName of a user; null for a group. */
  readonly signInName: string | null;
  readonly state: PersonState;
  /** Groups of a user, members of a group. */
  readonly related: number;
  /** Local, or the directory's domain. */
  readonly domain: string;
  readonly changedAt: string;
  /** What a person should know of it, such as that Secret Server no longer shows it. */
  readonly note: string | null;
}

export interface PersonLink {
  readonly endpoint: string;
  readonly externalId: string | null;
  /** The name that this client uses where it differs. */
  readonly name: string | null;
  readonly deleted: boolean;
  readonly madeAt: string;
}

export interface PersonDetail extends PersonRow {
  /** Why it is in conflict, or what protects it. */
  readonly notes: readonly string[];
  readonly links: readonly PersonLink[];
  /** What the client last asked for, beside what Secret Server has. */
  readonly attributes: readonly (PlanDifference & { readonly askedAt: string | null })[];
  /** Groups of a user or members of a group, at most 500 of them. */
  readonly relatedNames: readonly { readonly id: number; readonly name: string }[];
}

export interface PeopleCalls {
  'people.list': (request: {
    readonly type: 'User' | 'Group';
    readonly state?: PersonState | undefined;
    /** In name, sign-in name, e-mail address or id. */
    readonly text?: string | undefined;
    /** Behind this row: the `next` of the page before. */
    readonly after?: number | undefined;
    /** 1 to 500; 100 unless told. */
    readonly limit?: number | undefined;
  }) => Promise<{
    readonly rows: readonly PersonRow[];
    readonly next: number | null;
    readonly total: number;
  }>;
  'people.get': (request: { readonly type: 'User' | 'Group'; readonly id: number }) => Promise<PersonDetail>;
  /** The endpoint forgets this resource: the next request for it links it anew. */
  'people.unlink': (request: {
    readonly type: 'User' | 'Group';
    readonly id: number;
    readonly endpoint: string;
    readonly by: string;
  }) => Promise<PersonDetail>;
  /** The account that has the id, or the person who has the name, is the same after all (D5, D10). */
  'people.accept': (request: { readonly id: number; readonly by: string }) => Promise<PersonDetail>;
}
