import type { Command } from './command.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** A command line taken apart: the command, or the family whose help was asked for. */
export type Found =
  | { readonly kind: 'command'; readonly command: Command; readonly rest: readonly string[] }
  | { readonly kind: 'help'; readonly commands: readonly Command[] };

/**
 * Finds the command by its one or two words.
 * @throws UsageError for words that name none; it repeats them only when they look like a command.
 */
export function findCommand(commands: readonly Command[], argv: readonly string[]): Found {
  const [first = '', second = ''] = argv;
  const command = commands.find(({ name }) => name === first || name === `${first} ${second}`);
  if (command) return { kind: 'command', command, rest: argv.slice(command.name.split(' ').length) };
  const family = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (family.length > 0) {
    if (isHelp(second)) return { kind: 'help', commands: family };
    const words = family.map(({ name }) => name.slice(first.length + 1));
    const near = nearest(second, words);
    throw new UsageError(
      `"${first}" takes ${words.join(', ')}${near ? `; did you mean ${first} ${near}?` : ''}`,
    );
  }
  throw unknownCommand(first, commands);
}

/** Whether a word asks for help. */
export function isHelp(word: string | undefined): boolean {
  return word === '--help' || word === '-h' || word === 'help';
}

function unknownCommand(word: string, commands: readonly Command[]): UsageError {
  if (!/^[a-z-]{1,20}$/i.test(word)) return new UsageError('The command line does not begin with a command');
  const near = nearest(word, [
    ...new Set(commands.flatMap(({ name }) => [name, name.split(' ')[0] ?? name])),
  ]);
  return new UsageError(`There is no command ${word}${near ? `, did you mean ${near}?` : ''}`);
}
