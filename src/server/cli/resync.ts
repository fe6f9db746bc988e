import { userInfo } from 'node:os';
import type { Calls } from '../../main/ipc/contract.ts';
import type { JobView, PlanRow } from '../../main/ipc/jobs.ts';
import type { Arguments } from './arguments.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { countWords, followJob } from './follow-job.ts';
import { progressLine } from './progress-line.ts';
import { reach } from './reach.ts';
import { columns, printable } from './text.ts';
import { UsageError } from './usage-error.ts';

/** Rows that are printed; the window shows all of them. */
const mostRows = 50;

/** Compares Secret Server with what clients last asked for, and repairs it on request. */
export const resync: Command = {
  name: 'resync',
  summary: 'Compare Secret Server with what clients last asked for; --apply repairs it',
  options: {
    apply: { help: 'change names, e-mail addresses and memberships in Secret Server to what was asked' },
    removals: {
      value: 'N',
      help: 'with --apply: deactivate too, and confirm that N users lose their access',
    },
    json: { help: 'print the result as JSON' },
  },
  notes:
    'Without --apply nothing is changed. Users are never enabled or created from here: use the window for that.',
  async run(args, io) {
    const removals = removalsOf(args);
    const by = userInfo().username;
    const { job, rows } = await reach(args, io, async ({ calls }) => {
      const { show, clear } = progressLine(io);
      try {
        await calls['resync.preview']({ by });
        const ready = await followJob(calls, show);
        const found = await differing(calls);
        if (!args.flag('apply') || (ready.plan?.ticked === 0 && removals === undefined)) {
          await calls['plan.discard']();
          return { job: ready, rows: found };
        }
        await begin(calls, by, removals);
        return { job: await followJob(calls, show), rows: found };
      } finally {
        clear();
      }
    });
    io.out(
      args.flag('json')
        ? `${JSON.stringify({ plan: job.plan, result: job.result, rows })}\n`
        : lines(job, rows),
    );
    return job.result && job.result.failed > 0 ? exitCodes.failed : exitCodes.ok;
  },
};

/** What cannot be applied leaves no preview behind. @throws Problem */
async function begin(calls: Calls, by: string, removals: number | undefined): Promise<void> {
  try {
    if (removals !== undefined) await calls['plan.tick']({ kind: 'Deactivate', ticked: true });
    await calls['plan.apply']({ by, removals });
  } catch (thrown) {
    await calls['plan.discard']();
    throw thrown;
  }
}

/** @throws UsageError */
function removalsOf(args: Arguments): number | undefined {
  const text = args.text('removals');
  if (text === undefined) return undefined;
  if (!args.flag('apply')) throw new UsageError('--removals belongs to --apply');
  if (!/^\d{1,6}$/.test(text)) throw new UsageError('--removals takes a number');
  return Number(text);
}

const differences = ['Create', 'Update', 'Deactivate', 'Enable', 'Membership'] as const;

async function differing(calls: Pick<Calls, 'plan.rows'>): Promise<readonly PlanRow[]> {
  const pages = await Promise.all(differences.map((kind) => calls['plan.rows']({ kind, limit: mostRows })));
  return pages.flatMap(({ rows }) => rows).slice(0, mostRows);
}

function lines(job: JobView, rows: readonly PlanRow[]): string {
  const table = rows.map(({ kind, type, name, signInName, why }) => [
    kind,
    type,
    signInName ?? name,
    why ?? '',
  ]);
  const listed = rows.length > 0 ? `${columns(table)}\n` : '';
  if (job.result) return `${listed}${printable(job.result.sentence)}\n`;
  return `${listed}${countWords(job)}.\nNothing was changed.\n`;
}
