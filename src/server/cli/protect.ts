import type { ProtectionView } from '../../main/ipc/contract.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { reach } from './reach.ts';
import { UsageError } from './usage-error.ts';

const json = { help: 'print {"users","groups"}' };
const names = {
  user: { value: 'NAME', help: 'userName of a user' },
  group: { value: 'NAME', help: 'name of a group, with all its members' },
  json,
};

/** Shows who is not to be changed through SCIM. */
export const protectList: Command = {
  name: 'protect list',
  summary: 'List the users and groups that clients may not change',
  options: { json },
  async run(args, io) {
    print(await reach(args, io, ({ calls }) => calls['protection.get']()), args, io);
    return exitCodes.ok;
  },
};

export const protectAdd: Command = {
  name: 'protect add',
  summary: 'Protect a user, or a group with its members, from changes by clients',
  options: names,
  async run(args, io) {
    const add = named(args);
    print(await reach(args, io, ({ calls }) => calls['protection.set']({ add })), args, io);
    return exitCodes.ok;
  },
};

export const protectRemove: Command = {
  name: 'protect remove',
  summary: 'End the protection of a user or group',
  options: names,
  async run(args, io) {
    const remove = named(args);
    print(await reach(args, io, ({ calls }) => calls['protection.set']({ remove })), args, io);
    return exitCodes.ok;
  },
};

function named(args: Arguments): { users?: string[]; groups?: string[] } {
  const user = args.text('user');
  const group = args.text('group');
  if (user === undefined && group === undefined) throw new UsageError('--user or --group is missing');
  return {
    ...(user === undefined ? {} : { users: [user] }),
    ...(group === undefined ? {} : { groups: [group] }),
  };
}

function print(view: ProtectionView, args: Arguments, io: Io): void {
  if (args.flag('json')) {
    io.out(`${JSON.stringify(view)}\n`);
    return;
  }
  const lines = [
    ...view.users.map((name) => `user   ${name}`),
    ...view.groups.map((name) => `group  ${name} and its members`),
  ];
  io.out(
    lines.length > 0 ? `${lines.join('\n')}\n` : 'Nobody is protected but the account of SCIM Tray itself.\n',
  );
}
