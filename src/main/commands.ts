import { userInfo } from 'node:os';
import { clipboard, dialog } from 'electron';
import type { CallName } from './ipc/contract.ts';
import type { Envelope } from './ipc/problem.ts';
import type { ShellCallName, Target } from './ipc/shell.ts';
import { appName, runningJob, type Shown } from './shown.ts';
import type { TrayCommand } from './tray/menu.ts';

interface CommandDeps {
  readonly shown: () => Shown;
  readonly open: (target: Target) => void;
  /** A call of the contract. */
  readonly call: (name: CallName, argument: object) => Promise<Envelope<unknown>>;
  readonly shellCall: (name: ShellCallName, argument: object) => Promise<Envelope<unknown>>;
  /** The address that Okta should call; null: there is none yet. */
  readonly address: () => Promise<string | null>;
  readonly say: (sentence: string) => void;
  readonly quit: () => void;
}

/** What each row of the tray menu does. */
export function createCommands(deps: CommandDeps): (command: TrayCommand) => void {
  const { shown, open, say } = deps;
  const by = userInfo().username;

  /** A call from the tray has no window to show its problem in. */
  async function ask(name: CallName, argument: object = {}): Promise<boolean> {
    const answer = await deps.call(name, argument);
    if (!answer.ok) say(`${answer.error.title}. ${answer.error.remedy}`);
    return answer.ok;
  }

  const pause = (minutes: number | undefined) => ask('pause.begin', { by, ...(minutes ? { minutes } : {}) });

  const commands: { readonly [C in TrayCommand]: () => unknown } = {
    open: () => open({ screen: 'status' }),
    fix: () => open({ screen: 'status', focus: shown().status.problems[0]?.code }),
    setUp: () => open({ screen: 'setup' }),
    activity: () => open({ screen: 'activity' }),
    import: () => open({ screen: 'import' }),
    resync: async () => {
      if (await ask('resync.preview', { by })) say('Comparing. A notice says when the preview is ready.');
    },
    stopJob: () => ask('job.stop'),
    pauseShort: () => pause(30),
    pauseLong: () => pause(120),
    pauseOpenEnd: async () => {
      if (await confirm(openEndedPause)) await pause(undefined);
    },
    resume: async () => {
      const since = shown().status.paused?.since;
      const long = since !== undefined && Date.now() - Date.parse(since) > hourMs;
      if ((await ask('pause.end')) && long) say(resumedLate);
    },
    copyAddress: async () => {
      const address = await deps.address();
      if (address === null) return say('There is no SCIM address yet.');
      await clipboard.writeText(address);
      say('SCIM address copied.');
    },
    settings: () => open({ screen: 'settings' }),
    guide: () => deps.shellCall('document.open', { document: 'guide' }),
    openLogs: () => deps.shellCall('folder.open', { folder: 'logs' }),
    saveDiagnostics: () => open({ screen: 'about', focus: 'diagnostics' }),
    about: () => open({ screen: 'about' }),
    quit: async () => {
      // Another process serves: nothing ends with this icon.
      if (shown().attachedTo !== null || (await confirm(quitWords(shown())))) deps.quit();
    },
  };
  return (command) => void commands[command]();
}

const hourMs = 60 * 60_000;

const resumedLate =
  'Resumed. Okta retries by itself, later for older changes; to hurry, use Dashboard → Tasks in Okta.';

interface Question {
  readonly message: string;
  readonly detail: string;
  /** What it does, and what leaves everything as it is. */
  readonly buttons: readonly [string, string];
}

const openEndedPause: Question = {
  message: 'Pause until you resume',
  detail:
    "Okta's changes wait until you resume; Okta gives up on a change after 10 tries. " +
    'Removals of access are kept here and applied first when you resume.',
  buttons: ['Pause', 'Cancel'],
};

function quitWords({ job }: Shown): Question {
  const running = runningJob(job);
  const name = running === 'import' ? 'Import' : 'Resync';
  return {
    message: `Quit ${appName}`,
    detail: [
      `Okta cannot reach Secret Server while ${appName} is closed.`,
      ...(running === null ? [] : [`${name} running: stops at a safe point.`]),
    ].join('\n'),
    buttons: ['Quit', 'Keep running'],
  };
}

/** The safe button has the focus, and Escape means it. */
async function confirm({ message, detail, buttons }: Question): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: appName,
    message,
    detail,
    buttons: [...buttons],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
