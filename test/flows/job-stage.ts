import { expect } from 'vitest';
import type { ImportChoice, JobView, PlanKind, PlanRow } from '../../src/main/ipc/jobs.ts';
import type { Host } from '../../src/server/host.ts';

export const everything: ImportChoice = { users: true, groups: true, inactive: false };

/** Resolves with the job once it is in this stage; at once where it is. */
export async function jobIn(host: Host, ...stages: readonly JobView['stage'][]): Promise<JobView> {
  return new Promise((resolve) => {
    const look = (job: JobView | null): void => {
      if (!job || !stages.includes(job.stage)) return;
      unlisten();
      resolve(job);
    };
    const unlisten = host.events.on('job', look);
    void host.calls['job.get']().then(look);
  });
}

/** Makes a preview and waits for it. */
export async function preview(host: Host, choice: ImportChoice = everything): Promise<JobView> {
  await host.calls['import.preview']({ choice, by: 'kim' });
  const job = await jobIn(host, 'Review', 'Failed');
  expect(job.problem).toBeNull();
  return job;
}

/** Compares with what clients asked for, and waits for it. */
export async function compare(host: Host): Promise<JobView> {
  await host.calls['resync.preview']({ by: 'kim' });
  const job = await jobIn(host, 'Review', 'Failed');
  expect(job.problem).toBeNull();
  return job;
}

/** Applies what is ticked and waits for the end. */
export async function apply(host: Host, removals?: number): Promise<JobView> {
  await host.calls['plan.apply']({ by: 'kim', removals });
  return jobIn(host, 'Done', 'Stopped', 'Failed');
}

/** The rows of a preview, by the name at sign-in or else the display name. */
export async function rowsOf(host: Host, kind?: PlanKind): Promise<Record<string, PlanRow>> {
  const { rows } = await host.calls['plan.rows']({ kind, limit: 500 });
  return Object.fromEntries(rows.map((row) => [row.signInName ?? row.name, row]));
}

/** One row by that name. */
export async function rowOf(host: Host, name: string): Promise<PlanRow> {
  const row = (await rowsOf(host))[name];
  if (!row) throw new Error(`the preview has no row ${name}`);
  return row;
}
