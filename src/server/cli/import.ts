import { userInfo } from 'node:os';
import type { ImportResult } from '../../main/ipc/contract.ts';
import type { JobView } from '../../main/ipc/jobs.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { countWords, followJob } from './follow-job.ts';
import type { Io } from './io.ts';
import { progressLine } from './progress-line.ts';
import { reach } from './reach.ts';
import { printable } from './text.ts';
import { UsageError } from './usage-error.ts';
import { counted } from '../numbers.ts';

/** Reads users and groups of Secret Server again; Secret Server is not changed. */
export const importNow: Command = {
  name: 'import',
  summary: 'Read users and groups from Secret Server now; Secret Server is not changed',
  options: {
    preview: { help: 'show what an import would change, by kind; nothing is changed' },
    'accept-removals': { help: 'accept removals that an earlier import held back' },
    json: { help: 'print the result as JSON' },
  },
  async run(args, io) {
    const request = { acceptRemovals: args.flag('accept-removals') };
    if (args.flag('preview')) {
      if (request.acceptRemovals)
        throw new UsageError('--preview changes nothing, so it accepts no removals');
      return preview(args, io);
    }
    const result = await reach(args, io, async ({ calls, host }) => {
      const progress = progressLine(io);
      const unlisten = host?.onProgress(progress.show);
      try {
        return await calls['import.run'](request);
      } finally {
        unlisten?.();
        progress.clear();
      }
    });
    if (args.flag('json')) io.out(`${JSON.stringify(result)}\n`);
    else io.out(`${printable(result.sentence)}\n${heldHint(result)}`);
    return exitCodes.ok;
  },
};

async function preview(args: Arguments, io: Io): Promise<number> {
  const job = await reach(args, io, async ({ calls }) => {
    const progress = progressLine(io);
    const choice = { users: true, groups: true, inactive: false };
    await calls['import.preview']({ choice, by: userInfo().username });
    const ready = await followJob(calls, progress.show).finally(progress.clear);
    await calls['plan.discard']();
    return ready;
  });
  io.out(args.flag('json') ? `${JSON.stringify(job.plan)}\n` : `${previewLines(job)}\n`);
  return exitCodes.ok;
}

function previewLines(job: JobView): string {
  const gone = job.plan?.counts.Gone ? ' Gone means disabled, or no longer shown by Secret Server.' : '';
  return `${countWords(job)}.${gone}\nNothing was changed.`;
}

function heldHint({ held, absentUsers }: Pick<ImportResult, 'held' | 'absentUsers'>): string {
  const { usersDisabled, groupsGone } = held;
  const words = `${counted(usersDisabled, 'user')} disabled and ${counted(groupsGone, 'group')} gone`;
  const isHeld = usersDisabled > 0 || groupsGone > 0;
  return [
    ...(isHeld ? [`Held back: ${words}. If that is right, run: scim-tray import --accept-removals\n`] : []),
    ...(absentUsers > 0
      ? [`No longer shown by Secret Server: ${counted(absentUsers, 'user')}. Nothing was removed.\n`]
      : []),
  ].join('');
}
