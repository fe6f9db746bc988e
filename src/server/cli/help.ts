import { commonOptions, type Command, type Option, type OptionTable } from './command.ts';
import { exitCodeHelp } from './exit-codes.ts';
import { columns } from './text.ts';

/** Help for the whole program, or for the commands that begin with one word ("endpoint"). */
export function overallHelp(commands: readonly Command[]): string {
  return `Usage: scim-tray COMMAND [options]

SCIM Tray connects Okta to an on-premises Delinea Secret Server by SCIM 2.0.

Commands:
${indent(columns(commands.map(({ name, summary }) => [name, summary])))}

Every command takes:
${options(commonOptions)}

"scim-tray COMMAND --help" tells more of a command, "scim-tray --version" the version.
A running SCIM Tray is changed at once, without a restart.

${exitCodeHelp}
`;
}

/** Help for one command. */
export function commandHelp(command: Command): string {
  const notes = command.notes ? `\n${command.notes}\n` : '';
  return `${usageLine(command)}

${command.summary}.

Options:
${options({ ...command.options, ...commonOptions })}
${notes}
${exitCodeHelp}
`;
}

/** The line that shows how a command is written. */
export function usageLine({ name, options: own }: Command): string {
  const words = Object.entries(own).map(([key, option]) =>
    option.required ? shape(key, option) : `[${shape(key, option)}]`,
  );
  return `Usage: ${['scim-tray', name, ...words, '[--data-dir FOLDER]', '[--secrets keychain|file]'].join(' ')}`;
}

function shape(name: string, { value }: Option): string {
  return value ? `--${name} ${value}` : `--${name}`;
}

function options(table: OptionTable): string {
  return indent(columns(Object.entries(table).map(([name, option]) => [shape(name, option), option.help])));
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
