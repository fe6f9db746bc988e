import type { ActivityFilter, ActivityRow } from '../../main/ipc/activity.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { reach } from './reach.ts';
import { columns, moment, printable } from './text.ts';
import { UsageError } from './usage-error.ts';

/** Shows what was changed, by whom, and how it ended. */
export const activity: Command = {
  name: 'activity',
  summary: 'Show the newest changes and how they ended',
  options: {
    failed: { help: 'only failed changes that are still a problem' },
    since: {
      value: 'TIME',
      help: 'from a moment on, such as 2026-11-24 or 2026-11-24T14:00:00Z, or 30m, 12h, 7d',
    },
    text: {
      value: 'TEXT',
      help: 'part of a name or sign-in name, a whole id, or the beginning of a request id',
    },
    limit: { value: 'N', help: 'rows to show, 1 to 500 (default 50)' },
    dismiss: { help: 'with --failed: end these problems instead, as dealt with' },
    json: { help: 'print all that match as JSON' },
    csv: { help: 'print all that match as CSV' },
  },
  notes: 'JSON and CSV hold the newest 50,000 that match, and say so on standard error when there are more.',
  async run(args, io) {
    const filter = filterOf(args.flag('failed'), args.text('since'), args.text('text'));
    const format = formatOf(args.flag('json'), args.flag('csv'));
    const limit = limitOf(args.text('limit'));
    if (args.flag('dismiss')) {
      if (!args.flag('failed') || format || args.text('since') || args.text('text')) {
        throw new UsageError('--dismiss takes --failed and nothing else: it ends all of them');
      }
      const { dismissed } = await reach(args, io, ({ calls }) => calls['activity.dismiss']({}));
      io.out(`${String(dismissed)} dismissed.\n`);
      return exitCodes.ok;
    }
    if (format) {
      const file = await reach(args, io, ({ calls }) => calls['activity.export']({ filter, format }));
      io.out(format === 'json' ? `${file.text}\n` : file.text);
      if (!file.complete) io.err(`These are the newest ${String(file.rows)}; narrow them with --since.\n`);
      return exitCodes.ok;
    }
    const { rows, next } = await reach(args, io, ({ calls }) => calls['activity.list']({ filter, limit }));
    io.out(rows.length === 0 ? 'No rows match.\n' : `${columns(rows.map(line))}\n`);
    if (next !== null) io.out(`There are more: see --since, --text and --limit.\n`);
    return exitCodes.ok;
  },
};

function line({ at, source, endpoint, result, sentence }: ActivityRow): readonly string[] {
  return [moment(at), endpoint ?? source, result, printable(sentence)];
}

/** @throws UsageError */
function filterOf(failed: boolean, since: string | undefined, text: string | undefined): ActivityFilter {
  return {
    ...(failed ? { results: ['Failed'], dealtWith: false } : {}),
    ...(since === undefined ? {} : { since: sinceOf(since) }),
    ...(text === undefined ? {} : { text }),
  };
}

const units = { m: 60_000, h: 60 * 60_000, d: 24 * 60 * 60_000 } as const;

/** @throws UsageError */
function sinceOf(text: string): string {
  const [, count, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) {
    const ms = units[unit as keyof typeof units]; // by the pattern
    return new Date(Date.now() - Number(count) * ms).toISOString();
  }
  // A day alone is the one of this machine's clock.
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00`) : new Date(text);
  if (/^\d{4}-/.test(text) && !Number.isNaN(at.getTime())) return at.toISOString();
  throw new UsageError('--since takes a moment such as 2026-11-24 or 2026-11-24T14:00:00Z, or 30m, 12h, 7d');
}

/** @throws UsageError */
function formatOf(json: boolean, csv: boolean): 'json' | 'csv' | undefined {
  if (json && csv) throw new UsageError('Choose --json or --csv');
  return json ? 'json' : csv ? 'csv' : undefined;
}

/** @throws UsageError */
function limitOf(text: string | undefined): number {
  const limit = text === undefined ? 50 : /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= 500) return limit;
  throw new UsageError('--limit takes a number from 1 to 500');
}
