import type { ActivityDetail, ActivityRow } from '../../src/main/ipc/activity.ts';
import type { Host } from '../../src/server/host.ts';

/** Every row of a client's change, the oldest first. */
export async function rowsOf(host: Host): Promise<readonly ActivityRow[]> {
  const filter = { sources: ['Client'] } as const;
  const { rows } = await host.calls['activity.list']({ filter, limit: 500 });
  return rows.toReversed();
}

/** The one row that there is. @throws Error where there are more, or none */
export async function onlyRow(host: Host): Promise<ActivityDetail> {
  const rows = await rowsOf(host);
  const [row] = rows;
  if (!row || rows.length > 1) {
    throw new Error(`${String(rows.length)} rows: ${rows.map(({ sentence }) => sentence).join(' ')}`);
  }
  return host.calls['activity.get']({ id: row.id });
}

/** "Create Done: Ada grace was created." */
export function told({ action, result, sentence }: ActivityRow): string {
  return `${action} ${result}: ${sentence}`;
}

/** What changed, as lines: "active: true → false". */
export function changesIn({ changes }: ActivityDetail): string[] {
  return changes.map(({ attribute, before, after }) => `${attribute}: ${String(before)} → ${String(after)}`);
}

/** The result of each step. */
export function stepsIn({ steps }: ActivityDetail): string[] {
  return steps.map(({ result }) => result);
}
