/**
 * What a shell (window, browser, command line) may ask of the host, and what it gets: types only.
 * Served on the console port by src/server/console and over IPC by src/main; imported by the page, so nothing in this
 * folder may need Node.
 */
import type { ActivityCalls } from './activity.ts';
import type { JobCalls, JobView, UserResync } from './jobs.ts';
import type { PeopleCalls } from './people.ts';
import type { ProblemView } from './problem.ts';
import type { SettingsCalls } from './settings.ts';

/** The only seven states (one value feeds every surface). */
export type State =
  | 'Not set up'
  | 'Starting'
  | 'Blocked'
  | 'Paused'
  | 'Needs attention'
  | 'Working'
  | 'Running';

/** Changes from clients wait; reads are answered. */
export interface PauseView {
  /** ISO 8601, UTC. */
  readonly since: string;
  /** null: until somebody resumes. */
  readonly until: string | null;
  /** The account that paused. */
  readonly by: string;
}

export interface StatusView {
  readonly state: State;
  /** When the state began: ISO 8601, UTC. */
  readonly since: string;
  /** One sentence for tooltip, headline and log. */
  readonly sentence: string;
  /** Newest first. */
  readonly problems: readonly ProblemView[];
  readonly paused: PauseView | null;
  /** What Okta's base URL field takes, on this machine; null while the listener is down. */
  readonly scimBaseUrl: string | null;
  readonly secretServer: {
    readonly url: string;
    readonly account: string;
    readonly version: string | null;
  } | null;
  readonly lastImport: ImportResult | null;
  readonly setUp: SetUpView;
  /** Removals of access that wait for Secret Server, or for the end of a pause; null: there is none. */
  readonly kept: { readonly count: number; readonly oldestAt: string } | null;
  readonly pid: number;
}

/** How far set-up has come: each step by its proof. */
export interface SetUpView {
  readonly connected: boolean;
  /** How many endpoints there are. */
  readonly endpoints: number;
  readonly publicUrl: string | null;
  /** The last call of any client that had a known token; told again after a minute. */
  readonly lastCallAt: string | null;
  /** Connected, an import has ended, and a client has called. */
  readonly finished: boolean;
}

/** One side of an import, in Okta's words. */
export interface ImportCounts {
  readonly scanned: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly removed: number;
}

export interface ImportResult {
  /** ISO 8601, UTC. */
  readonly endedAt: string;
  readonly durationMs: number;
  readonly users: ImportCounts;
  readonly groups: ImportCounts;
  /** Removals that passed the limit and wait for a person (D8). */
  readonly held: { readonly usersDisabled: number; readonly groupsGone: number };
  /** Users whom Secret Server no longer shows: they stay, and a person decides. */
  readonly absentUsers: number;
  /** "57 users scanned: 50 new, …" */
  readonly sentence: string;
}

export interface ImportProgress {
  readonly phase: 'Reading users' | 'Reading groups' | 'Comparing' | 'Applying';
  readonly done: number;
  /** Unknown until Secret Server has said it. */
  readonly total: number | null;
}

export type EndpointKind = 'okta' | 'entra' | 'onelogin' | 'sailpoint' | 'other';

/** How the listener treats one client. */
export interface EndpointOptions {
  /** A look-up by e-mail address finds the one user who has it, under that name (default true). */
  readonly matchByEmail: boolean;
  /** Passwords that the client sends reach Secret Server (default false). */
  readonly passwordSync: boolean;
  /** A changed userName is refused, or kept as this client's name for the user (default refuse). */
  readonly renames: 'refuse' | 'alias';
}

export interface TokenView {
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface EndpointView {
  readonly name: string;
  readonly kind: EndpointKind;
  readonly options: EndpointOptions;
  readonly tokens: readonly TokenView[];
  readonly lastCallAt: string | null;
  /** When a call last came with a token that has ended; null: none did since the last good call, or the start. */
  readonly oldTokenAt: string | null;
}

/** The one time that a token is shown. */
export interface NewToken {
  readonly endpoint: EndpointView;
  readonly token: string;
  readonly scimBaseUrl: string | null;
}

/** By userName and displayName as SCIM shows them. */
export interface ProtectionNames {
  readonly users?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
}

/** Who must not be changed through SCIM; members of a protected group are protected too (D11). */
export interface ProtectionView {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export interface ConnectRequest {
  readonly url: string;
  readonly userName: string;
  readonly password: string;
  /** Login domain of a directory account; absent for a local one. */
  readonly domain?: string | undefined;
  /** PEM text of further certificate authorities. */
  readonly ca?: string | undefined;
  /** Accept "only what this account sees" when Unrestricted by Teams is missing (D7). */
  readonly acceptPartialView?: boolean | undefined;
  /** Take a Secret Server that is not the known one: what was read from the old one is forgotten (D5). */
  readonly acceptOtherServer?: boolean | undefined;
}

/** One line of the connection check. */
export interface Check {
  readonly name: string;
  readonly result: 'ok' | 'warning' | 'failed';
  readonly sentence: string;
  /** By the buttons and sections of the window. */
  readonly remedy?: string;
  /** The same at the command line. */
  readonly command?: string | undefined;
}

export interface ConnectResult {
  /** True: stored, and provisioning will work. False: nothing was stored. */
  readonly connected: boolean;
  readonly checks: readonly Check[];
}

/** The saved connection, without its password. */
export interface ConnectionView {
  readonly url: string;
  readonly userName: string;
  readonly domain: string | null;
  readonly hasCa: boolean;
  readonly acceptPartialView: boolean;
  readonly version: string | null;
  /** When the password was saved: ISO 8601, UTC. */
  readonly savedAt: string | null;
}

/** What a server shows of itself; whether it is trusted is another question. */
export interface CertificateView {
  readonly host: string;
  readonly subject: string;
  /** Subject alternative names as the certificate has them: "DNS:vault.example.com, IP Address:10.0.0.4". */
  readonly names: string | null;
  readonly issuer: string;
  readonly selfSigned: boolean;
  /** ISO 8601, UTC. */
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256 of the certificate: "AB:CD:…". */
  readonly sha256: string;
}

/** What is pushed to every shell, the moment it changes. A shell that begins to listen gets `status` and `job` at once. */
export interface Events {
  readonly status: StatusView;
  readonly job: JobView | null;
  /** The newest row of Activity. */
  readonly activity: { readonly newest: number };
  readonly resyncUser: UserResync;
}

export type EventName = keyof Events;

export interface Calls extends PeopleCalls, ActivityCalls, SettingsCalls, JobCalls {
  'status.get': () => Promise<StatusView>;
  'import.run': (request: { readonly acceptRemovals?: boolean | undefined }) => Promise<ImportResult>;
  'pause.begin': (request: {
    /** Absent: until somebody resumes. */
    readonly minutes?: number | undefined;
    readonly by: string;
  }) => Promise<PauseView>;
  'pause.end': () => Promise<{ readonly resumed: true }>;
  'endpoints.list': () => Promise<readonly EndpointView[]>;
  'endpoints.add': (request: {
    readonly name: string;
    readonly kind: EndpointKind;
    /** 1 to 3650; absent: the token does not expire. */
    readonly expiresInDays?: number | undefined;
  }) => Promise<NewToken>;
  'endpoints.configure': (request: {
    readonly name: string;
    readonly options: { readonly [K in keyof EndpointOptions]?: EndpointOptions[K] | undefined };
  }) => Promise<EndpointView>;
  'endpoints.replaceToken': (request: {
    readonly name: string;
    /** End the old token at once instead of after 24 h. */
    readonly now?: boolean | undefined;
    /** 1 to 3650; absent: the new token does not expire. */
    readonly expiresInDays?: number | undefined;
  }) => Promise<NewToken>;
  'endpoints.remove': (request: { readonly name: string }) => Promise<{ readonly removed: true }>;
  'protection.get': () => Promise<ProtectionView>;
  'protection.set': (request: {
    readonly add?: ProtectionNames | undefined;
    readonly remove?: ProtectionNames | undefined;
  }) => Promise<ProtectionView>;
  'secretServer.connect': (request: ConnectRequest) => Promise<ConnectResult>;
  /** null before set-up. */
  'secretServer.get': () => Promise<ConnectionView | null>;
  /** Checks what is saved, line by line, and signs in even where that was refused before. @throws Problem APP-SETUP */
  'secretServer.test': () => Promise<ConnectResult>;
  /** What the server shows, to compare. Absent: of the saved address. @throws Problem SS-ADDRESS, SS-CERT, APP-SETUP */
  'secretServer.certificate': (request: { readonly url?: string | undefined }) => Promise<CertificateView>;
  /** Address and certificate alone: nobody signs in, nothing is stored. */
  'secretServer.reach': (request: {
    readonly url: string;
    /** PEM text of further certificate authorities. */
    readonly ca?: string | undefined;
  }) => Promise<ConnectResult>;
}

export type CallName = keyof Calls;
