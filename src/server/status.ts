import type { ImportProgress, PauseView, State } from '../main/ipc/contract.ts';
import type { ProblemView } from '../main/ipc/problem.ts';
import type { Conflict } from './store/people.ts';
import { dayAndTime, timeOfDay } from './local-time.ts';
import { counted, number } from './numbers.ts';

/** What the state is computed from (D17). Durations are milliseconds of the monotonic clock, moments ISO 8601. */
export interface Facts {
  readonly now: string;
  readonly setUp: boolean;
  /** The listener answers, or why it does not. */
  readonly listener: 'starting' | 'up' | ProblemView;
  /** Saved secrets cannot be read. */
  readonly secrets: ProblemView | null;
  /** The data file cannot be written. */
  readonly data: ProblemView | null;
  /** Secret Server cannot be used, at the last attempt. */
  readonly secretServer: Trouble | null;
  /** null: not paused. */
  readonly paused: PauseView | null;
  readonly importing: ImportProgress | null;
  /** What `importing` tells of is a resync. */
  readonly isResync: boolean;
  /** Whether a complete import was ever made visible. */
  readonly imported: boolean;
  readonly sinceStartMs: number;
  /** Removals that a refresh held back for a person (D8). */
  readonly held: { readonly usersDisabled: number; readonly groupsGone: number };
  /** Users about whom a person has to decide (D5, D10). */
  readonly conflicts: readonly Conflict[];
  /** Failed changes that nobody has dealt with. */
  readonly failed: number;
  /** Changes that came open with a restored data file and wait for a person. */
  readonly heldChanges: number;
  /** The endpoint whose client calls with a token that has ended; null: none does. */
  readonly oldToken: string | null;
  /** The endpoint whose last token ends first, and in how many days; null: none does soon. */
  readonly expiring: { readonly endpoint: string; readonly days: number } | null;
  /** Since when no client has called, where that is too long; null: it is not, or none ever did. */
  readonly quietDays: number | null;
  /** On the disk of the data folder; null: not known. */
  readonly freeBytes: number | null;
  /** Changes that were done today, and when the last one was. */
  readonly changes: { readonly today: number; readonly lastAt: string | null };
}

/** Why Secret Server cannot be used. */
export interface Trouble extends ProblemView {
  readonly since: string;
  /** It has lasted long enough not to be a moment's trouble, or needs a person in any case. */
  readonly lasting: boolean;
}

export interface Status {
  readonly state: State;
  readonly sentence: string;
  readonly problems: readonly ProblemView[];
}

/** After this long a start is no longer an excuse. */
const startingMs = 20_000;
const gigabyte = 1024 ** 3;

/** The one state, first match wins (reference: UX, states). */
export function computeStatus(facts: Facts): Status {
  const here = hereProblems(facts);
  const there = facts.secretServer?.lasting ? [troubleView(facts.secretServer)] : [];
  const rest = attention(facts);
  const problems = [...here, ...there, ...rest];
  const status = (state: State, words: string): Status => ({
    state,
    sentence: `SCIM Tray: ${words}`,
    problems,
  });
  const blocked = (title: string): Status => status('Blocked', `blocked. ${title}`);
  if (!facts.setUp) return status('Not set up', 'set-up not finished');
  const [mine] = here;
  if (mine) return blocked(mine.title);
  if (facts.paused) return status('Paused', `paused ${pauseWords(facts.paused, facts.now)}`);
  const [theirs] = there;
  if (theirs) return blocked(theirs.title);
  if ((facts.listener === 'starting' || !facts.imported) && !facts.importing) {
    if (facts.sinceStartMs < startingMs) return status('Starting', 'starting');
    return blocked(slowStep(facts));
  }
  const [first] = rest;
  if (first) return status('Needs attention', inSentence(first.title));
  const doing = facts.isResync ? 'resyncing' : 'importing';
  if (facts.importing) return status('Working', `${doing}, ${progressWords(facts.importing)}`);
  return status('Running', `running${changeWords(facts.changes, facts.now)}`);
}

function hereProblems({ listener, data, secrets }: Facts): ProblemView[] {
  return [
    ...(typeof listener === 'object' ? [listener] : []),
    ...(data ? [data] : []),
    ...(secrets ? [secrets] : []),
  ];
}

function troubleView({ code, title, remedy, command, since }: Trouble): ProblemView {
  const how = code === 'SS-DOWN' ? `Since ${timeOfDay(since)}. ${remedy}` : remedy;
  return { code, title, remedy: how, command };
}

function slowStep({ listener }: Facts): string {
  return listener === 'starting'
    ? 'The listener has not opened yet'
    : 'The first import from Secret Server has not finished';
}

/** What somebody has to look at while changes go on. */
function attention(facts: Facts): ProblemView[] {
  const { failed, held, heldChanges, conflicts, oldToken, expiring, quietDays, freeBytes } = facts;
  return [
    ...(heldChanges > 0 ? [restoredChanges(heldChanges)] : []),
    ...(failed > 0 ? [failedChanges(failed)] : []),
    ...(held.usersDisabled > 0 || held.groupsGone > 0 ? [heldRemovals(held)] : []),
    ...conflictProblems(conflicts),
    ...(oldToken === null ? [] : [endedToken(oldToken)]),
    ...(expiring ? [expiringToken(expiring)] : []),
    ...(quietDays === null ? [] : [quietClients(quietDays)]),
    ...(freeBytes !== null && freeBytes < gigabyte ? [fullDisk(freeBytes)] : []),
  ];
}

function restoredChanges(count: number): ProblemView {
  return {
    code: 'APP-RESTORED',
    title: `${counted(count, 'change')} of the restored data ${count === 1 ? 'waits' : 'wait'} for you`,
    remedy: 'Look at them in Activity under Waiting, then apply or leave them in Settings under Data',
    command: 'scim-tray restore --open apply, or --open leave',
  };
}

function failedChanges(count: number): ProblemView {
  return {
    code: 'OK-FAILED',
    title: `${counted(count, 'change')} failed`,
    remedy:
      'Open them in Activity. A later success of the same resource ends this, or mark them there as dealt with',
    command: 'scim-tray activity --failed',
  };
}

function heldRemovals({ usersDisabled, groupsGone }: Facts['held']): ProblemView {
  return {
    code: 'SS-MANY',
    title: `An import stopped at a limit: ${counted(usersDisabled, 'user')} disabled, ${counted(groupsGone, 'group')} gone`,
    remedy: 'Check the rights of the application account, or accept them under Import',
    command: 'scim-tray import --accept-removals',
  };
}

function conflictProblems(conflicts: readonly Conflict[]): ProblemView[] {
  const [first, ...others] = conflicts;
  if (!first) return [];
  const more = others.length > 0 ? `, and ${number(others.length)} more` : '';
  const title =
    first.kind === 'another person'
      ? `${first.name} was another Okta user before`
      : `Another account has the number of ${first.name} in Secret Server`;
  const remedy = 'Accept it as the same person, or unlink it, under Users & groups';
  return [{ code: 'LINK-OTHER', title: `${title}${more}`, remedy }];
}

/** A token that nobody ever had tells nothing: anybody may send one through the tunnel. */
function endedToken(endpoint: string): ProblemView {
  return {
    code: 'OK-TOKEN',
    title: `A call came with a token of ${endpoint} that has ended`,
    remedy: 'Paste the newer token in Okta, or make another in Settings under Okta access',
    command: 'scim-tray endpoint replace',
  };
}

function expiringToken({ endpoint, days }: NonNullable<Facts['expiring']>): ProblemView {
  const when = days < 0 ? 'has expired' : days === 0 ? 'expires today' : `expires in ${counted(days, 'day')}`;
  return {
    code: 'OK-EXPIRY',
    title: `The token of ${endpoint} ${when}`,
    remedy: 'Replace it in Settings under Okta access, and paste the new one in Okta',
    command: 'scim-tray endpoint replace',
  };
}

function quietClients(days: number): ProblemView {
  return {
    code: 'OK-QUIET',
    title: `Okta has not called for ${counted(days, 'day')}`,
    remedy: 'Check the tunnel and the app in Okta; test the public address under Status',
  };
}

function fullDisk(freeBytes: number): ProblemView {
  const megabytes = number(Math.floor(freeBytes / 1024 ** 2));
  return {
    code: 'APP-DISK',
    title: `Only ${megabytes} MB are free on the disk of the data folder`,
    remedy: 'Free space there: without it changes wait',
  };
}

function pauseWords({ until }: PauseView, now: string): string {
  return until === null ? 'until somebody resumes' : `until ${dayAndTime(until, now)}`;
}

function progressWords({ phase, done, total }: ImportProgress): string {
  const of = total === null ? '' : ` of ${number(total)}`;
  const what = phase === 'Reading groups' ? 'groups' : 'users';
  if (phase === 'Comparing') return 'comparing';
  return phase === 'Applying' ? 'applying' : `${number(done)}${of} ${what}`;
}

function changeWords({ today, lastAt }: Facts['changes'], now: string): string {
  if (lastAt === null) return '';
  return `. ${counted(today, 'change')} today, last ${dayAndTime(lastAt, now)}`;
}

/** A title behind the name of the program: only names keep their capital. */
function inSentence(title: string): string {
  return title.replace(/^(A|An|Another|The|Only) /, (word) => word.toLowerCase());
}
