/** What the rest of the program knows of Secret Server: decoded values and faults, never raw JSON. */

/** A user, from a search record or a single read (reference: users). */
export interface SecretServerUser {
  readonly id: number;
  readonly userName: string;
  readonly displayName: string;
  /** null when Secret Server has none; never an empty string. */
  readonly emailAddress: string | null;
  readonly enabled: boolean;
  /** -1 for a local user, however the server spelled it. */
  readonly domainId: number;
  /** null for a local user, and where a single read does not tell. */
  readonly domainName: string | null;
  readonly isApplicationAccount: boolean;
  readonly isLockedOut: boolean;
  /** null for None. */
  readonly externalUserSource: string | null;
  /** ISO 8601, UTC, whole seconds; null when unset. */
  readonly created: string | null;
}

export interface SecretServerGroup {
  readonly id: number;
  readonly name: string;
  readonly enabled: boolean;
  /** -1 for a local group. */
  readonly domainId: number;
  readonly domainName: string | null;
  readonly synchronized: boolean;
  readonly created: string | null;
  /** Only a single read tells; undefined from a search. */
  readonly canEditMembers?: boolean | undefined;
  readonly systemGroup?: boolean | undefined;
}

export interface NewUser {
  readonly userName: string;
  readonly displayName: string;
  readonly emailAddress: string | null;
  readonly enabled: boolean;
  readonly password: string;
}

/** Only what is present is written. */
export interface UserChange {
  readonly displayName?: string;
  readonly emailAddress?: string | null;
  readonly enabled?: boolean;
  readonly isLockedOut?: boolean;
  readonly password?: string;
}

/** Only what is present is written. */
export interface GroupChange {
  readonly name?: string;
  readonly enabled?: boolean;
}

/** User ids. */
export interface MemberChange {
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

/** The readable part of the local password policy. */
export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly numbers: boolean;
  readonly symbols: boolean;
}

/** What was found out about the server and the account when connecting (D15). */
export interface Capabilities {
  readonly version: string | null;
  readonly account: { readonly id: number; readonly userName: string };
  /** The account lacks Unrestricted by Teams: lists may be cut (D7). */
  readonly partialView: boolean;
  readonly readOnly: boolean;
  /** null: the account may not read it; the defaults of Secret Server are assumed. */
  readonly passwordPolicy: PasswordPolicy | null;
  /** Directory settings that undo what we do to directory users (D10, D11). */
  readonly mirrorsDirectory: boolean;
  readonly disablesInactiveUsers: boolean;
}

/** Ids of users and groups that hold Administer Users or Administer Role Permissions. */
export interface AdminHolders {
  readonly users: readonly number[];
  readonly groups: readonly number[];
}

export type FaultKind =
  /** No connection, so nothing was sent. */
  | 'unreachable'
  /** The certificate is not trusted; nothing was sent. */
  | 'untrusted'
  /** No answer (timeout, reset), or none that can be used: 5xx, HTML, a redirect, a broken envelope, 429. */
  | 'unusable'
  /** The password grant was refused, now or earlier with this same credential (D14). */
  | 'sign-in-refused'
  /** Other people stand behind the ids that are known: another server, or a restored one (D5). */
  | 'other-server'
  /** 403 that is not about the token: a right is missing. */
  | 'forbidden'
  /** A definite no about this one request: 400, 404, 405, 409. */
  | 'refused';

/** Every way in which a call to Secret Server fails. `message` is a sentence for an admin, without secrets. */
export class SecretServerError extends Error {
  override readonly name = 'SecretServerError';
  readonly kind: FaultKind;
  /** True when a write may have been applied although no usable answer came, or none that agrees with its status. */
  readonly ambiguous: boolean;
  readonly status: number | null;
  readonly errorCode: string | null;
  /** Secret Server's own words (message and modelState), cut to 200 characters; empty when it said nothing. */
  readonly said: string;

  constructor(
    kind: FaultKind,
    message: string,
    details: {
      ambiguous?: boolean;
      status?: number | null;
      errorCode?: string | null;
      said?: string;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.ambiguous = details.ambiguous ?? false;
    this.status = details.status ?? null;
    this.errorCode = details.errorCode ?? null;
    this.said = details.said ?? '';
  }

  /** The same once a look has found nothing applied: what said no has then meant it. */
  afterLook(): SecretServerError {
    if (this.kind !== 'refused' || !this.ambiguous) return this;
    const { status, errorCode, said, cause } = this;
    return new SecretServerError(this.kind, this.message, { status, errorCode, said, cause });
  }
}

/** The reads that tell whose Secret Server this is. */
export type IdentityReads = Pick<SecretServer, 'readUsers'> & {
  /** Whether lists hold only what the account's own teams may see (quirk 1). */
  isViewPartial(): Promise<boolean>;
};

/** The calls that provisioning needs. Names compare without case; disabled users and members are always included. */
export interface SecretServer {
  /** undefined: confirmed absent for this account (a failed read is confirmed by a search). */
  readUser(id: number): Promise<SecretServerUser | undefined>;
  /** The users among these ids that the account sees; at most 60 at a time, or the query gets too long. */
  readUsers(ids: readonly number[]): Promise<SecretServerUser[]>;
  /** Exact match on the user name, in every domain; `userName` is without the domain. */
  findUsersByName(userName: string): Promise<SecretServerUser[]>;
  /** Exact match on the e-mail address. */
  findUsersByEmail(email: string): Promise<SecretServerUser[]>;
  /** Complete or an error: a cut list throws kind 'unusable'. `onPage` gets the running count and the server's total. */
  listUsers(onPage?: (done: number, total: number) => void): Promise<SecretServerUser[]>;
  listGroups(onPage?: (done: number, total: number) => void): Promise<SecretServerGroup[]>;
  readGroup(id: number): Promise<SecretServerGroup | undefined>;
  findGroupsByName(name: string): Promise<SecretServerGroup[]>;
  /** A local, enabled group without members. */
  createGroup(name: string): Promise<SecretServerGroup>;
  /** One PATCH (PUT after a read where PATCH is missing). Returns what Secret Server now says. */
  updateGroup(id: number, change: GroupChange): Promise<SecretServerGroup>;
  deleteGroup(id: number): Promise<void>;
  /**
   * Takes members out and puts members in: one PATCH, single calls where that is missing; never the exact-replace
   * call, which drops members that this account cannot see (D13).
   */
  changeMembers(groupId: number, change: MemberChange): Promise<void>;
  /** Ids of all members, disabled ones included, ascending. */
  listMembers(groupId: number): Promise<number[]>;
  createUser(user: NewUser): Promise<SecretServerUser>;
  /** One PATCH (PUT after a read where PATCH is missing). Returns what Secret Server now says. */
  updateUser(id: number, change: UserChange): Promise<SecretServerUser>;
  /** Without signing in. `certain`: what answers says that it is a Secret Server; it may hide that. */
  reach(): Promise<{ readonly certain: boolean }>;
  /**
   * Signs in and reads version, own account, rights and settings. `force`: a person asks, so a remembered refusal
   * of the sign-in (D14) does not hold it up, and a new token is taken even where the old one still holds.
   * `missingRights` are display names of rights that provisioning cannot do without.
   */
  probe(options?: {
    readonly force?: boolean;
  }): Promise<{ readonly capabilities: Capabilities; readonly missingRights: readonly string[] }>;
  /**
   * Asked when something that was known is not there any more: does the account still see everything, and is this the
   * Secret Server that is known?
   * @throws SecretServerError other-server
   */
  confirmView(): Promise<{ readonly partialView: boolean }>;
  /**
   * Who holds a role that could undo this program's limits, directly or through a group (D11).
   * @returns null when the account may not read roles.
   */
  adminHolders(): Promise<AdminHolders | null>;
  /** Closes idle connections. */
  close(): Promise<void>;
}
