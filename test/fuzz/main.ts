/**
 * `npm run fuzz [-- --seconds 60 --runs 100000 --seed N]`: hostile input of all kinds against a listener on a sandbox,
 * bounded by both numbers, which count for all kinds together. Ends with 1 when one input gets a 5xx, an error that is
 * no SCIM error, something of another endpoint, no answer, or takes more than 50 ms per KiB whenever it is sent.
 */
import { parseArgs } from 'node:util';
import { kindsOf, run, type Report } from './run.ts';
import { startTarget } from './target.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string' }, runs: { type: 'string' }, seed: { type: 'string' } },
});
const seed = positive('seed', values.seed) ?? Math.floor(Math.random() * 2 ** 31);
const seconds = positive('seconds', values.seconds) ?? 60;
const runs = positive('runs', values.runs) ?? 100_000;

function positive(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^[1-9]\d{0,9}$/.test(value)) return Number(value);
  process.stderr.write(`--${name} takes a whole number above 0\n`);
  process.exit(2);
}

const target = await startTarget();
const reports: Report[] = [];
try {
  const kinds = Object.entries(kindsOf(target));
  const bounds = {
    seed,
    seconds: seconds / kinds.length,
    runs: Math.max(1, Math.floor(runs / kinds.length)),
  };
  process.stdout.write(`seed ${String(seed)}, ${String(seconds)} s\n`);
  for (const kind of kinds) reports.push(await run(target, kind, bounds));
} finally {
  await target.service.close();
}
print(reports);
process.exitCode = reports.some(({ finding }) => finding !== undefined) ? 1 : 0;

function print(all: readonly Report[]): void {
  const statuses = [...new Set(all.flatMap((one) => [...one.statuses.keys()]))].toSorted((a, b) => a - b);
  const cells = [
    ['kind', 'requests', ...statuses.map((status) => (status === 0 ? 'closed' : String(status))), 'ms/KiB'],
    ...all.map((one) => [
      one.kind,
      String(one.requests),
      ...statuses.map((status) => String(one.statuses.get(status) ?? '')),
      one.slowest.toFixed(1),
    ]),
  ];
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of cells) {
    const line = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`${line.join('  ')}\n`);
  }
  for (const { kind, finding } of all)
    if (finding !== undefined) process.stdout.write(`\n✗ ${kind}: ${finding}\n`);
}
