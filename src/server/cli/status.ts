import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { State, StatusView } from '../../main/ipc/contract.ts';
import { dataFiles } from '../config.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { reach } from './reach.ts';
import { columns, moment, problemLine } from './text.ts';

/** Says how the running host is, or what the data folder knows when none runs. */
export const status: Command = {
  name: 'status',
  summary: 'Show whether SCIM Tray runs and how it is',
  options: { json: { help: 'print the status as JSON' } },
  notes: `Exit code 0 when it runs (Starting, Working, Running, Paused, Needs attention), 1 when it is Blocked or
does not run, 3 when Secret Server is not set up yet.`,
  async run(args, io) {
    const found = await find(args, io);
    io.out(args.flag('json') ? `${JSON.stringify(found)}\n` : lines(found));
    return found.state === null ? exitCodes.failed : codeOf(found.state);
  },
};

/** What is known while nothing serves: a state belongs to a host that runs, but for a missing set-up. */
interface AtRest extends Omit<StatusView, 'pid' | 'state' | 'since'> {
  readonly running: false;
  readonly state: 'Not set up' | null;
}

type Found = (StatusView & { readonly running: true }) | AtRest;

async function find(args: Arguments, io: Io): Promise<Found> {
  if (!(await exists(args.dataDir))) return nothingYet;
  return reach(args, io, async ({ calls, host }) => {
    const { pid, since, ...view } = await calls['status.get']();
    return host ? atRest(view) : { ...view, pid, since, running: true };
  });
}

/** Asking must not leave a data folder behind where there was none. */
async function exists(dataDir: string): Promise<boolean> {
  const found = [dataFiles.database, dataFiles.console].map((name) => access(join(dataDir, name)));
  return Promise.any(found).then(
    () => true,
    () => false,
  );
}

function atRest(view: Omit<StatusView, 'pid' | 'since'>): AtRest {
  if (view.state === 'Not set up') return { ...view, state: view.state, running: false };
  return { ...view, state: null, sentence: 'SCIM Tray: not running', running: false };
}

const nothingYet: AtRest = {
  running: false,
  state: 'Not set up',
  sentence: 'SCIM Tray: set-up not finished',
  problems: [],
  paused: null,
  scimBaseUrl: null,
  secretServer: null,
  lastImport: null,
  setUp: { connected: false, endpoints: 0, publicUrl: null, lastCallAt: null, finished: false },
  kept: null,
};

function codeOf(state: State): number {
  switch (state) {
    case 'Not set up':
      return exitCodes.notSetUp;
    case 'Blocked':
      return exitCodes.failed;
    case 'Starting':
    case 'Paused':
    case 'Needs attention':
    case 'Working':
    case 'Running':
      return exitCodes.ok;
  }
}

function lines({ running, state, sentence, problems, kept, ...view }: Found): string {
  const { scimBaseUrl, secretServer, lastImport } = view;
  const rows = [
    [
      'State',
      running ? `${state} (${sentence})` : `not running${state === 'Not set up' ? ', not set up' : ''}`,
    ],
    ['Base URL', scimBaseUrl ?? 'none while it does not run'],
    ['Secret Server', secretServer ? serverWords(secretServer) : 'not set up; run: scim-tray setup'],
    ...(lastImport ? [['Last import', `${moment(lastImport.endedAt)}: ${lastImport.sentence}`]] : []),
    ...(kept ? [['Kept removals', `${String(kept.count)}, the oldest since ${moment(kept.oldestAt)}`]] : []),
    ...problems.map((problem) => ['Problem', `${problemLine(problem)} (${problem.code})`]),
  ];
  return `${columns(rows)}\n`;
}

function serverWords({ url, account, version }: NonNullable<StatusView['secretServer']>): string {
  return `${url} as ${account}${version === null ? '' : `, version ${version}`}`;
}
