import type { ImportProgress, PauseView, State } from '../main/ipc/contract.ts';
import type { ProblemView } from '../main/ipc/problem.ts';

/** What the state is computed from (D17). Durations are milliseconds of the monotonic clock. */
export interface Facts {
  readonly setUp: boolean;
  /** The listener answers, or why it does not. */
  readonly listener: 'starting' | 'up' | ProblemView;
  /** Saved secrets cannot be read. */
  readonly secrets: ProblemView | null;
  /** The data file cannot be written. */
  readonly data: ProblemView | null;
  /** Secret Server cannot be used, at the last attempt. */
  readonly secretServer: ProblemView | null;
  /** null: not paused. */
  readonly paused: PauseView | null;
  readonly importing: ImportProgress | null;
  /** Whether a complete import was ever made visible. */
  readonly imported: boolean;
  readonly sinceStartMs: number;
  /** Removals that a refresh held back for a person (D8). */
  readonly held: { readonly usersDisabled: number; readonly groupsGone: number };
}

export interface Status {
  readonly state: State;
  readonly sentence: string;
  readonly problems: readonly ProblemView[];
}

/** After this long a start is no longer an excuse. */
const startingMs = 20_000;

/** The one state, first match wins (reference: UX, states). */
export function computeStatus(facts: Facts): Status {
  const problems = [
    ...(typeof facts.listener === 'object' ? [facts.listener] : []),
    ...(facts.data ? [facts.data] : []),
    ...(facts.secrets ? [facts.secrets] : []),
    ...(facts.secretServer ? [facts.secretServer] : []),
    ...heldProblem(facts.held),
  ];
  const status = (state: State, sentence: string): Status => ({ state, sentence, problems });
  if (!facts.setUp) return status('Not set up', 'SCIM Tray: set-up not finished');
  const [first] = problems;
  const here = typeof facts.listener === 'object' || facts.data !== null || facts.secrets !== null;
  if (here && first) return status('Blocked', `SCIM Tray: blocked. ${first.title}`);
  if (facts.paused) return status('Paused', `SCIM Tray: paused ${pauseWords(facts.paused)}`);
  if (facts.secretServer && first) return status('Blocked', `SCIM Tray: blocked. ${first.title}`);
  const starting = facts.listener === 'starting' || !facts.imported;
  if (starting && !facts.importing) {
    if (facts.sinceStartMs < startingMs) return status('Starting', 'SCIM Tray: starting');
    return status('Blocked', 'SCIM Tray: blocked. The first import from Secret Server has not finished');
  }
  if (first) return status('Needs attention', `SCIM Tray: ${first.title}`);
  if (facts.importing) return status('Working', `SCIM Tray: importing, ${progressWords(facts.importing)}`);
  return status('Running', 'SCIM Tray: running');
}

function pauseWords({ until }: PauseView): string {
  return until === null ? 'until somebody resumes' : `until ${until.slice(0, 16).replace('T', ' ')} UTC`;
}

function progressWords({ phase, done, total }: ImportProgress): string {
  const of = total === null ? '' : ` of ${total.toLocaleString('en-GB')}`;
  const what = phase === 'Reading groups' ? 'groups' : 'users';
  if (phase === 'Comparing') return 'comparing';
  return phase === 'Applying' ? 'applying' : `${done.toLocaleString('en-GB')}${of} ${what}`;
}

function heldProblem({ usersDisabled, groupsGone }: Facts['held']): ProblemView[] {
  if (usersDisabled === 0 && groupsGone === 0) return [];
  return [
    {
      code: 'SS-MANY',
      title: `an import stopped at a limit: ${String(usersDisabled)} users disabled, ${String(groupsGone)} groups gone`,
      remedy:
        'Check the rights of the application account, or accept them with: scim-tray import --accept-removals',
    },
  ];
}
