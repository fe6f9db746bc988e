import type {
  PlanDifference,
  PlanKind,
  PlanLimit,
  PlanPage,
  PlanRow,
  PlanView,
} from '../../main/ipc/jobs.ts';
import { csvLine, csvMark } from '../csv.ts';
import type { Watch } from './mirror.ts';
import type { Pace } from './pace.ts';

/** A preview is worth this long, in milliseconds. */
export const planLifeMs = 24 * 60 * 60_000;

/** A row of a preview. What applies it adds what it needs. */
export interface PlannedRow extends Omit<PlanRow, 'ticked' | 'stale'> {
  ticked: PlanRow['ticked'];
  stale: boolean;
}

export interface PlanParts<R extends PlannedRow> {
  /** Every kind of this job, in the order in which they are shown. */
  readonly kinds: readonly PlanKind[];
  readonly rows: readonly R[];
  /** What changes wrote since the reading for this plan began. */
  readonly watch: Watch;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  /** The limit that applying these rows would pass. */
  readonly limitOf: (ticked: readonly R[]) => PlanLimit | null;
  readonly differencesOf: (row: R) => readonly PlanDifference[];
}

export interface RowsRequest {
  readonly kind?: PlanKind | undefined;
  readonly text?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** Either single rows or a whole kind. */
export interface TickRequest {
  readonly ids?: readonly number[] | undefined;
  readonly kind?: PlanKind | undefined;
  readonly ticked: boolean;
}

export type Plan<R extends PlannedRow = PlannedRow> = ReturnType<typeof createPlan<R>>;

/** The part of it that a person works on. */
export type Preview = Omit<Plan, 'ticked' | 'isStale'>;

/** A preview in memory: rows to look at, to tick, and to apply (reference: UX, import stage 3). */
export function createPlan<R extends PlannedRow>(parts: PlanParts<R>) {
  const { kinds, rows, watch, madeAt, limitOf, differencesOf } = parts;
  const counts: Partial<Record<PlanKind, number>> = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  for (const { kind } of rows) counts[kind] = (counts[kind] ?? 0) + 1;
  let revision = 0;

  function isStale({ type, resourceId, stale }: R): boolean {
    const isWritten = resourceId !== null && watch[type === 'User' ? 'users' : 'groups'].has(resourceId);
    return stale || isWritten || !watch.holds();
  }

  function viewOf(row: R): PlanRow {
    const { id, kind, type, resourceId, name, signInName, why, ticked: isTicked } = row;
    return { id, kind, type, resourceId, name, signInName, why, ticked: isTicked, stale: isStale(row) };
  }

  function ticked(): R[] {
    return rows.filter((row) => row.ticked === true && !isStale(row));
  }

  return {
    isStale,
    /** Rows that are to be applied. */
    ticked,
    view(): PlanView {
      const chosen = ticked();
      return {
        madeAt: new Date(madeAt).toISOString(),
        expiresAt: new Date(madeAt + planLifeMs).toISOString(),
        counts,
        revision,
        ticked: chosen.length,
        stale: rows.filter((row) => row.ticked !== null && isStale(row)).length,
        limit: limitOf(chosen),
      };
    },
    page({ kind, text, offset = 0, limit = 100 }: RowsRequest): PlanPage {
      const wanted = text?.trim().toLowerCase() ?? '';
      const holds = ({ name, signInName }: R): boolean =>
        wanted === '' || `${name}\n${signInName ?? ''}`.toLowerCase().includes(wanted);
      const found = rows.filter((row) => (kind === undefined || row.kind === kind) && holds(row));
      return { rows: found.slice(offset, offset + limit).map(viewOf), total: found.length };
    },
    /** undefined: there is no such row. */
    row(id: number): { row: PlanRow; differences: readonly PlanDifference[] } | undefined {
      const row = rows[id];
      return row && { row: viewOf(row), differences: differencesOf(row) };
    },
    /** Single rows and those of a whole kind. @returns ids that cannot be ticked; then nothing is. */
    tick({ ids = [], kind, ticked: on }: TickRequest): readonly number[] {
      const chosen = ids.map((id) => rows[id]);
      const unfit = ids.filter((_, index) => (chosen[index]?.ticked ?? null) === null);
      if (unfit.length > 0) return unfit;
      const ofKind = rows.filter((row) => row.kind === kind && row.ticked !== null);
      for (const row of [...chosen, ...ofKind]) if (row) row.ticked = on;
      revision += 1;
      return [];
    },
    /** Every row with what differs, as a CSV file. */
    async csv(pace: Pace): Promise<string> {
      let text = csvMark + csvLine(csvHead);
      for (const row of rows) {
        text += csvLine(csvCells(viewOf(row), row.ticked === null ? [] : differencesOf(row)));
        await pace();
      }
      return text;
    },
  };
}

const csvHead = [
  'Kind',
  'Type',
  'Id',
  'Name',
  'Sign-in name',
  'Why',
  'Ticked',
  'Changed since preview',
  'Differences',
];

function csvCells(row: PlanRow, differences: readonly PlanDifference[]): (string | number | null)[] {
  const { kind, type, resourceId, name, signInName, why, ticked, stale } = row;
  const changed = differences
    .filter((difference) => difference.changed)
    .map(({ attribute, here, there }) => `${attribute}: ${here ?? ''} | ${there ?? ''}`);
  return [
    kind,
    type,
    resourceId,
    name,
    signInName,
    why,
    ticked === null ? '' : ticked ? 'yes' : 'no',
    stale ? 'yes' : 'no',
    changed.join('; '),
  ];
}
