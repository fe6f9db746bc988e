import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir, thisMachine } from '../config.ts';
import type { SecretsKind } from '../secrets/open.ts';
import { commonOptions, type Command, type OptionTable } from './command.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** The options of one command line, checked against the command's table. */
export interface Arguments {
  /** Value of an option that takes one. */
  text(name: string): string | undefined;
  /** Value of an option that has to be there. */
  required(name: string): string;
  flag(name: string): boolean;
  /** Absolute. */
  readonly dataDir: string;
  readonly secrets: SecretsKind;
}

/**
 * Reads what follows the command's name.
 * @throws UsageError for an unknown, repeated, empty or missing option, or a word too many.
 */
export function parseArguments(command: Command, argv: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  const table = { ...commonOptions, ...command.options };
  const values = readOptions(table, argv);
  if (values.get('help') === undefined) {
    const missing = Object.keys(table).find((name) => table[name]?.required && !values.has(name));
    if (missing) throw new UsageError(table[missing]?.whenMissing ?? `--${missing} is missing`);
  }
  const text = (name: string): string | undefined => values.get(name);
  return {
    text,
    required: (name) => text(name) ?? '',
    flag: (name) => values.has(name),
    dataDir: resolve(text('data-dir') ?? defaultDataDir(thisMachine(env))),
    secrets: secretsKind(text('secrets')),
  };
}

function readOptions(table: OptionTable, argv: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const token of tokensOf(table, argv)) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      throw new UsageError('There is a word too many: options begin with -- and values follow their option');
    }
    const option = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (!option) throw unknownOption(token.rawName, Object.keys(table));
    if (values.has(token.name)) throw new UsageError(`${token.rawName} is there twice`);
    values.set(token.name, option.value ? valueOf(token) : switchOf(token));
  }
  return values;
}

interface OptionToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function tokensOf(table: OptionTable, argv: readonly string[]) {
  const entries = Object.entries(table).map(([name, { value }]) => {
    const short = name === 'help' ? { short: 'h' } : {};
    return [name, { type: value ? ('string' as const) : ('boolean' as const), ...short }] as const;
  });
  // Not strict: its own messages would repeat values, and a value given in the wrong place may be a password.
  const options = Object.fromEntries(entries);
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

function valueOf({ rawName, value, inlineValue }: OptionToken): string {
  if (value === undefined || value === '') throw new UsageError(`${rawName} needs a value`);
  if (!inlineValue && value.startsWith('-')) {
    throw new UsageError(`${rawName} needs a value; write ${rawName}=… when the value begins with a dash`);
  }
  return value;
}

function switchOf({ rawName, value }: OptionToken): string {
  if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
  return '';
}

function unknownOption(rawName: string, known: readonly string[]): UsageError {
  if (rawName === '--password') {
    return new UsageError(
      'There is no option --password, because every user of this machine can read command lines: pipe it in with --password-stdin',
    );
  }
  const near = nearest(rawName.replace(/^-+/, ''), known);
  return new UsageError(`There is no option ${rawName}${near ? `, did you mean --${near}?` : ''}`);
}

function secretsKind(text = 'keychain'): SecretsKind {
  if (text === 'keychain' || text === 'file') return text;
  throw new UsageError('--secrets takes keychain or file');
}
