import type { State } from '../ipc/contract.ts';
import { dayAndTime } from '../../server/local-time.ts';
import { appName, percentOf, runningJob, type Shown } from '../shown.ts';
import { headline } from './tooltip.ts';

/** What a row of the menu does. */
export type TrayCommand =
  | 'fix'
  | 'setUp'
  | 'open'
  | 'activity'
  | 'import'
  | 'resync'
  | 'stopJob'
  | 'pauseShort'
  | 'pauseLong'
  | 'pauseOpenEnd'
  | 'resume'
  | 'copyAddress'
  | 'settings'
  | 'guide'
  | 'openLogs'
  | 'saveDiagnostics'
  | 'about'
  | 'quit';

export interface MenuRow {
  readonly label: string;
  readonly enabled: boolean;
  /** Absent: a sentence to read, or a submenu. */
  readonly command?: TrayCommand;
  readonly rows?: readonly MenuRow[];
}

export type TrayMenu = readonly (MenuRow | 'separator')[];

const columns: readonly State[] = [
  'Running',
  'Working',
  'Paused',
  'Needs attention',
  'Blocked',
  'Not set up',
  'Starting',
];

/** One mark for each column: + shown, o shown but disabled, - hidden (reference: UX, tray menu). */
const marks = {
  fix: '---++--',
  setUp: '-----+-',
  activity: '+++++--',
  import: '+o++o--',
  resync: '+o++o--',
  pause: '++-++--',
  resume: '--+----',
  copyAddress: '+++++--',
  settings: '++++++o',
} as const;

/** The whole menu, made anew from the one status value: at most 14 rows. @param now epoch milliseconds */
export function trayMenu(shown: Shown, now: number): TrayMenu {
  const { status, attachedTo } = shown;
  const gate = (row: keyof typeof marks): string => marks[row].charAt(columns.indexOf(status.state));
  const row = (name: keyof typeof marks & TrayCommand, label: string): MenuRow[] =>
    gate(name) === '-' ? [] : [{ label, enabled: gate(name) === '+', command: name }];
  const sections: readonly (readonly MenuRow[])[] = [
    [
      { label: headline(shown), enabled: false },
      ...attachedRow(attachedTo),
      ...row('fix', fixLabel(shown)),
      ...row('setUp', 'Finish set-up…'),
    ],
    [
      { label: `Open ${appName}`, enabled: true, command: 'open' },
      ...row('activity', 'Activity'),
      ...jobRows(shown, row),
    ],
    [...(gate('pause') === '+' ? [pauseRow] : []), ...row('resume', resumeLabel(shown, now))],
    [
      ...row('copyAddress', 'Copy SCIM address'),
      ...row('settings', 'Settings…'),
      helpRow,
      {
        label: attachedTo === null ? `Quit ${appName}…` : 'Close this icon',
        enabled: true,
        command: 'quit',
      },
    ],
  ];
  const full = sections.filter((rows) => rows.length > 0);
  return full.flatMap((rows, index): TrayMenu => (index === 0 ? rows : ['separator', ...rows]));
}

const pauseRow: MenuRow = {
  label: 'Pause',
  enabled: true,
  rows: [
    { label: '30 minutes', enabled: true, command: 'pauseShort' },
    { label: '2 hours', enabled: true, command: 'pauseLong' },
    { label: 'Until I resume…', enabled: true, command: 'pauseOpenEnd' },
  ],
};

const helpRow: MenuRow = {
  label: 'Help',
  enabled: true,
  rows: [
    { label: 'Guide', enabled: true, command: 'guide' },
    { label: 'Open log folder', enabled: true, command: 'openLogs' },
    { label: 'Save diagnostics…', enabled: true, command: 'saveDiagnostics' },
    { label: 'About', enabled: true, command: 'about' },
  ],
};

function attachedRow(attachedTo: number | null): MenuRow[] {
  if (attachedTo === null) return [];
  return [{ label: `Served in the background by process ${String(attachedTo)}`, enabled: false }];
}

function fixLabel({ status: { problems } }: Shown): string {
  const [first, ...others] = problems;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
  return `Fix: ${clip(first?.title ?? 'see Status')}${more}…`;
}

function resumeLabel({ status: { paused } }: Shown, now: number): string {
  return paused?.until == null
    ? 'Resume now'
    : `Resume now (resumes itself at ${dayAndTime(paused.until, new Date(now).toISOString())})`;
}

/** These follow the job that runs whatever the state, so an import stays stoppable while something needs attention. */
function jobRows({ job }: Shown, row: (name: 'import' | 'resync', label: string) => MenuRow[]): MenuRow[] {
  const running = runningJob(job);
  const labels = { import: 'Import from Secret Server…', resync: 'Resync now' };
  if (running === null) return [...row('import', labels.import), ...row('resync', labels.resync)];
  const percent = percentOf(job);
  const doing = running === 'import' ? 'Importing' : job?.stage === 'Applying' ? 'Repairing' : 'Comparing';
  const progress = percent === null ? doing : `${doing}, ${String(percent)} %`;
  return [
    { label: running === 'import' ? progress : labels.import, enabled: false, command: 'import' },
    { label: running === 'resync' ? progress : labels.resync, enabled: false, command: 'resync' },
    { label: `Stop ${running}`, enabled: true, command: 'stopJob' },
  ];
}

/** A menu as wide as the screen is of no use. */
function clip(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}
