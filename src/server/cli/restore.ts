import { dirname, join, resolve } from 'node:path';
import type { CheckView, ReplacedView } from '../../main/ipc/settings.ts';
import { consoleCalls } from '../console/client.ts';
import { dataFiles } from '../config.ts';
import { Problem } from '../errors.ts';
import { FolderInUse } from '../open-host.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { reach } from './reach.ts';
import { printable, problemLine } from './text.ts';
import { UsageError } from './usage-error.ts';

/** Puts a backup in the place of the data file, or makes a lost one anew. */
export const restore: Command = {
  name: 'restore',
  summary: 'Put a backup in the place of the data file, or make a lost one anew',
  options: {
    from: { value: 'FILE', help: 'the backup (default: the newest in the folder "backups")' },
    rebuild: { help: 'without a backup: make a data file that is damaged or gone anew' },
    open: {
      value: 'apply|leave',
      help: 'decide about changes that were open in the data that was restored',
    },
  },
  notes: `The file that is there is kept beside. Secret Server is read again before lists are answered, and changes that
were open in the backup wait for your decision. A file from elsewhere needs SCIM Tray to be stopped.`,
  async run(args, io) {
    const open = args.text('open');
    if (open !== undefined) return decide(open, args, io);
    if (args.flag('rebuild')) {
      const { replaced, check } = await reach(args, io, async ({ calls }) => ({
        replaced: await calls['data.rebuild'](),
        check: await calls['checks.run']({ name: 'Data and keychain' }),
      }));
      io.out(`The data file was made anew.\n${outcome(replaced, check)}`);
      return exitCodes.ok;
    }
    const { fileName, replaced, check } = await restoreFrom(args, io);
    io.out(`Restored: ${fileName}\n${outcome(replaced, check)}`);
    return exitCodes.ok;
  },
};

async function restoreFrom(args: Arguments, io: Io) {
  const backups = join(args.dataDir, dataFiles.backups);
  const from = args.text('from');
  const path = from === undefined ? undefined : resolve(from);
  if (path !== undefined && dirname(path) !== backups) return restoreForeign(path, args, io);
  return reach(args, io, async ({ calls }) => {
    const [newest] = await calls['backup.list']();
    const fileName = path === undefined ? newest?.fileName : path.slice(backups.length + 1);
    if (fileName === undefined) throw noBackup();
    const replaced = await calls['backup.restore']({ fileName });
    return { fileName, replaced, check: await calls['checks.run']({ name: 'Data and keychain' }) };
  });
}

/** A file from elsewhere: nobody may have the data file open meanwhile. */
async function restoreForeign(path: string, args: Arguments, io: Io) {
  if (await consoleCalls(args.dataDir)) throw inUse();
  // Only now: other commands need neither the database nor its native code.
  const [{ takeFolder }, { restoreFile }] = await Promise.all([
    import('../data-folder.ts'),
    import('../data-file.ts'),
  ]);
  const unlock = takeFolder(args.dataDir);
  const replaced = await restoreFile(args.dataDir, path, Date.now()).finally(unlock);
  const check = await reach(args, io, ({ calls }) => calls['checks.run']({ name: 'Data and keychain' }));
  return { fileName: path, replaced, check };
}

async function decide(open: string, args: Arguments, io: Io): Promise<number> {
  if (open !== 'apply' && open !== 'leave') throw new UsageError('--open takes apply or leave');
  const { changes } = await reach(args, io, ({ calls }) =>
    calls['restored.decide']({ apply: open === 'apply' }),
  );
  const did = open === 'apply' ? 'are applied' : 'were left';
  io.out(changes === 0 ? 'Nothing waits for a decision.\n' : `${String(changes)} changes ${did}.\n`);
  return exitCodes.ok;
}

function outcome({ held, kept }: ReplacedView, { result, sentence, remedy, command }: CheckView): string {
  const lines = [
    ...(kept === null ? [] : [`The file that was there is kept as ${kept}.`]),
    'Users and groups are read from Secret Server again before lists are answered.',
    ...(held === 0
      ? []
      : [
          `${String(held)} changes were open in it. Look at them, then run: scim-tray restore --open apply, or --open leave`,
        ]),
    ...(result === 'Done' ? [] : [problemLine({ title: sentence, remedy: remedy ?? '', command })]),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function noBackup(): Problem {
  return new Problem(
    'APP-INPUT',
    'There is no backup',
    'Name a file with --from, or make the data file anew with: scim-tray restore --rebuild',
  );
}

function inUse(): FolderInUse {
  return new FolderInUse(
    new Problem(
      'APP-INPUT',
      'SCIM Tray is running, and a file from elsewhere cannot be restored meanwhile',
      'Stop it first, or put the file into the folder "backups"',
    ),
  );
}
