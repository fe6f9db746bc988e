import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { progressLine } from './progress-line.ts';
import { reach } from './reach.ts';
import { printable } from './text.ts';

/** Reads users and groups of Secret Server again; Secret Server is not changed. */
export const importNow: Command = {
  name: 'import',
  summary: 'Read users and groups from Secret Server now; Secret Server is not changed',
  options: {
    'accept-removals': { help: 'accept removals that an earlier import held back' },
    json: { help: 'print the result as JSON' },
  },
  async run(args, io) {
    const request = { acceptRemovals: args.flag('accept-removals') };
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
    else io.out(`${printable(result.sentence)}\n${heldHint(result.held)}`);
    return exitCodes.ok;
  },
};

function heldHint({ usersDisabled, groupsGone }: { usersDisabled: number; groupsGone: number }): string {
  if (usersDisabled === 0 && groupsGone === 0) return '';
  const held = `${String(usersDisabled)} users disabled and ${String(groupsGone)} groups gone`;
  return `Held back: ${held}. If that is right, run: scim-tray import --accept-removals\n`;
}
