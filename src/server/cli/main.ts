import manifest from '../../../package.json' with { type: 'json' };
import { asProblem } from '../errors.ts';
import { FolderInUse } from '../open-host.ts';
import { parseArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import { findCommand, isHelp } from './find-command.ts';
import { commandHelp, overallHelp, usageLine } from './help.ts';
import { processIo, type Io } from './io.ts';
import { problemLine } from './text.ts';
import { UsageError } from './usage-error.ts';

/**
 * The command line. Never throws: what goes wrong becomes one sentence on standard error.
 * @param argv without the program's own name.
 * @returns the exit code, as documented in `exit-codes.ts`.
 */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  if (argv[0] === undefined) {
    io.err(overallHelp(commands));
    return exitCodes.usage;
  }
  if (isHelp(argv[0])) return print(io, overallHelp(commands));
  if (argv[0] === '--version') return print(io, `${manifest.version}\n`);
  try {
    const found = findCommand(commands, argv);
    if (found.kind === 'help') return print(io, overallHelp(found.commands));
    return await runCommand(found.command, found.rest, io);
  } catch (thrown) {
    return report(thrown, io, 'Run "scim-tray --help" to see the commands.');
  }
}

async function runCommand(command: Command, rest: readonly string[], io: Io): Promise<number> {
  try {
    if (rest.some((word) => word === '--help' || word === '-h')) return print(io, commandHelp(command));
    return await command.run(parseArguments(command, rest, io.env), io);
  } catch (thrown) {
    return report(thrown, io, usageLine(command));
  }
}

function report(thrown: unknown, io: Io, usageHint: string): number {
  if (thrown instanceof UsageError) {
    io.err(`${thrown.message}${/[.?]$/.test(thrown.message) ? '' : '.'}\n${usageHint}\n`);
    return exitCodes.usage;
  }
  const problem = thrown instanceof FolderInUse ? thrown.problem : asProblem(thrown);
  io.err(`${problemLine(problem)}\n`);
  if (thrown instanceof FolderInUse) return exitCodes.inUse;
  return problem.code === 'APP-SETUP' ? exitCodes.notSetUp : exitCodes.failed;
}

function print(io: Io, text: string): number {
  io.out(text);
  return exitCodes.ok;
}
