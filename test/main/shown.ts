import type { State, StatusView } from '../../src/main/ipc/contract.ts';
import type { JobView } from '../../src/main/ipc/jobs.ts';
import type { ProblemView } from '../../src/main/ipc/problem.ts';
import type { Shown } from '../../src/main/shown.ts';

export const portProblem: ProblemView = {
  code: 'APP-PORT',
  title: 'Port 8480 is in use',
  remedy: 'Choose another port',
};

export const failedProblem: ProblemView = {
  code: 'OK-DATA',
  title: '3 changes failed',
  remedy: 'Look at them in Activity',
};

/** What the host says in each of the seven states. */
const sentences: Readonly<Record<State, string>> = {
  'Not set up': 'SCIM Tray: set-up not finished',
  Starting: 'SCIM Tray: starting',
  Blocked: 'SCIM Tray: blocked. Port 8480 is in use',
  Paused: 'SCIM Tray: paused until 15:30',
  'Needs attention': 'SCIM Tray: 3 changes failed',
  Working: 'SCIM Tray: importing, 420 of 1,250 users',
  Running: 'SCIM Tray: running. 12 changes today, last 14:02',
};

const problems: Readonly<Partial<Record<State, readonly ProblemView[]>>> = {
  Blocked: [portProblem],
  'Needs attention': [failedProblem],
};

export const importJob: JobView = {
  kind: 'import',
  stage: 'Reading',
  by: 'kim',
  startedAt: '2026-11-24T13:50:00.000Z',
  endedAt: null,
  progress: { phase: 'Reading users', done: 425, total: 1250, movedAt: '2026-11-24T13:59:59.000Z' },
  plan: null,
  result: null,
  problem: null,
};

/** Tests speak of this moment. */
export const now = Date.parse('2026-11-24T14:10:00.000Z');

/** What is shown in a state; a job only where one is part of it. */
export function shownIn(state: State, over: Partial<StatusView> = {}, rest: Partial<Shown> = {}): Shown {
  const status: StatusView = {
    state,
    since: '2026-11-24T14:00:00.000Z',
    sentence: sentences[state],
    problems: problems[state] ?? [],
    paused:
      state === 'Paused'
        ? { since: '2026-11-24T13:30:00.000Z', until: '2026-11-24T15:30:00.000Z', by: 'kim' }
        : null,
    scimBaseUrl: 'http://127.0.0.1:8480/scim/v2',
    secretServer: { url: 'https://vault.example.com', account: 'svc-scim', version: '11.7' },
    lastImport: null,
    setUp: { connected: true, endpoints: 1, publicUrl: null, lastCallAt: null, finished: false },
    kept: null,
    pid: 4242,
    ...over,
  };
  return { status, job: state === 'Working' ? importJob : null, attachedTo: null, ...rest };
}
