import type { Arguments } from './arguments.ts';
import type { Io } from './io.ts';

/** One option of a command; the key in its table is the name without the dashes. */
export interface Option {
  /** What stands for the value in help; absent for a switch. */
  readonly value?: string;
  readonly help: string;
  readonly required?: boolean;
  /** What to say when a required option is missing, where its name alone does not explain itself. */
  readonly whenMissing?: string;
}

export type OptionTable = Readonly<Record<string, Option>>;

/** A command as the table of commands knows it. */
export interface Command {
  /** One word, or two such as "endpoint add". */
  readonly name: string;
  readonly summary: string;
  readonly options: OptionTable;
  /** Further lines of its help. */
  readonly notes?: string;
  /**
   * @returns the exit code.
   * @throws UsageError, Problem
   */
  readonly run: (args: Arguments, io: Io) => Promise<number>;
}

/** Options that every command takes. */
export const commonOptions: OptionTable = {
  'data-dir': { value: 'FOLDER', help: 'data folder of this installation' },
  secrets: {
    value: 'keychain|file',
    help: 'where secrets are kept: the keychain (default), or a file encrypted with SCIM_TRAY_KEY',
  },
  help: { help: 'show this help' },
};
