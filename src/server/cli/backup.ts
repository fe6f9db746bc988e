import { chmod, copyFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dataFiles } from '../config.ts';
import { Problem } from '../errors.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { reach } from './reach.ts';
import { columns, moment } from './text.ts';

/** Copies the data file while it is in use, or lists the copies that there are. */
export const backup: Command = {
  name: 'backup',
  summary: 'Copy the data file now, while it is in use',
  options: {
    to: { value: 'FILE', help: 'copy it there too' },
    list: { help: 'list the backups that there are' },
    json: { help: 'print {"fileName","madeAt","bytes"}, or a list of them' },
  },
  notes:
    'Backups are made every day by themselves, into the folder "backups" of the data folder. No password and no token is in them.',
  async run(args, io) {
    const to = args.text('to');
    if (args.flag('list')) {
      const backups = await reach(args, io, ({ calls }) => calls['backup.list']());
      io.out(args.flag('json') ? `${JSON.stringify(backups)}\n` : listLines(backups));
      return exitCodes.ok;
    }
    const made = await reach(args, io, ({ calls }) => calls['backup.now']());
    if (to !== undefined) await copyTo(join(args.dataDir, dataFiles.backups, made.fileName), resolve(to));
    io.out(
      args.flag('json') ? `${JSON.stringify(made)}\n` : `Backup: ${made.fileName}, ${size(made.bytes)}\n`,
    );
    return exitCodes.ok;
  },
};

function listLines(
  backups: readonly { readonly fileName: string; readonly madeAt: string; readonly bytes: number }[],
): string {
  if (backups.length === 0) return 'No backup yet. Make one with: scim-tray backup\n';
  return `${columns(backups.map(({ fileName, madeAt, bytes }) => [moment(madeAt), size(bytes), fileName]))}\n`;
}

function size(bytes: number): string {
  return `${(bytes / 1024 ** 2).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`;
}

/** @throws Problem APP-INPUT */
async function copyTo(from: string, to: string): Promise<void> {
  const there = await stat(to).catch(() => undefined);
  const target = there?.isDirectory() ? join(to, from.slice(from.lastIndexOf('scim-tray-'))) : to;
  try {
    await copyFile(from, target);
    await chmod(target, 0o600);
  } catch (cause) {
    throw new Problem(
      'APP-INPUT',
      'The backup was made, and cannot be copied to the file given with --to',
      'Name a file in a folder that exists and that this account may write to',
      { cause },
    );
  }
}
