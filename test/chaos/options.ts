import { parseArgs } from 'node:util';

export const usage = `Usage: npm run chaos -- [options]

Plays every kind of write against every fault of Secret Server, with the host killed after each of its steps, and
holds Secret Server, the listener and what the client was told against each other.

  --only TEXT     plays only cases whose line holds this text; may be repeated
  --case NAME     plays this one case, and no others; may be repeated
  --seed N        chooses which kills are played, and in which order (1)
  --seconds N     begins no more after so long (600)
  --workers N     processes that play (as many as there are processors, 4 at most)
  --full          plays every kill of every cell, which takes about an hour
`;

export interface Options {
  readonly only: readonly string[];
  /** Names of cases; none: those that the rest chooses. */
  readonly cases: readonly string[];
  readonly seed: number;
  readonly seconds: number;
  readonly workers: number;
  readonly full: boolean;
}

/** @throws Error with a sentence about what is wrong with the command line; 'help' when help was asked for. */
export function readOptions(argv: readonly string[], processors: number): Options | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      help: { type: 'boolean', short: 'h' },
      only: { type: 'string', multiple: true },
      case: { type: 'string', multiple: true },
      seed: { type: 'string' },
      seconds: { type: 'string' },
      workers: { type: 'string' },
      full: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  return {
    only: values.only ?? [],
    cases: values.case ?? [],
    seed: numberIn('seed', values.seed, 1),
    seconds: numberIn('seconds', values.seconds, values.full ? 7_200 : 600),
    workers: numberIn('workers', values.workers, Math.min(4, Math.max(1, processors))),
    full: values.full ?? false,
  };
}

function numberIn(name: string, text: string | undefined, usual: number): number {
  if (text === undefined) return usual;
  if (!/^\d{1,9}$/.test(text) || (name === 'workers' && Number(text) === 0))
    throw new Error(`--${name} takes a number, not "${text}"`);
  return Number(text);
}
