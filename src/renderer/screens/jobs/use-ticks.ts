import { useEffect, useRef, useState } from 'react';
import type { PlanKind, PlanRow, PlanView } from '../../../main/ipc/jobs.ts';
import type { ProblemView } from '../../../main/ipc/problem.ts';
import { useCall } from '../../api/host.ts';
import type { Ticks } from '../../parts/data-table.tsx';
import { text } from '../../text.ts';

interface TicksOf {
  readonly plan: PlanView;
  readonly kind: PlanKind | undefined;
  /** Those that are loaded. */
  readonly rows: readonly PlanRow[];
  readonly patch: (change: (row: PlanRow) => PlanRow) => void;
  /** Another window ticked: the rows that are shown are old. */
  readonly reload: () => void;
}

/** Single rows, or a whole kind, also where it is not loaded. Without a kind: all that are shown. */
export function useTicks({ plan, kind, rows, patch, reload }: TicksOf): {
  readonly ticks: Ticks<PlanRow>;
  /** With what was ticked since the host told it. */
  readonly plan: PlanView;
  readonly problem: ProblemView | null;
} {
  const call = useCall();
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [newer, setNewer] = useState<PlanView | null>(null);
  // What the rows on screen stand for, and how many answers to own ticks are still to come.
  const shown = useRef({ revision: plan.revision, awaited: 0 });
  useEffect(() => {
    if (shown.current.awaited > 0 || plan.revision <= shown.current.revision) return;
    shown.current.revision = plan.revision;
    reload();
  }, [plan, reload]);
  const can = rows.filter(({ ticked }) => ticked !== null);
  const on = can.filter(({ ticked }) => ticked === true).length;

  function mark(wanted: ReadonlySet<number> | 'all', ticked: boolean): void {
    patch((row) =>
      row.ticked !== null && (wanted === 'all' || wanted.has(row.id)) ? { ...row, ticked } : row,
    );
  }
  async function send(
    request: { readonly ids: readonly number[] } | { readonly kind: PlanKind },
    ticked: boolean,
  ): Promise<void> {
    shown.current.awaited += 1;
    const answer = await call('plan.tick', { ...request, ticked });
    shown.current.awaited -= 1;
    setProblem(answer.ok ? null : answer.error);
    if (!answer.ok) return mark('ids' in request ? new Set(request.ids) : 'all', !ticked);
    setNewer(answer.value);
    if (answer.value.revision !== shown.current.revision + 1) reload();
    shown.current.revision = answer.value.revision;
  }
  return {
    problem,
    plan: newer && newer.revision > plan.revision ? newer : plan,
    ticks: {
      of: ({ ticked }) => ticked,
      onTick(row, ticked) {
        mark(new Set([row.id]), ticked);
        void send({ ids: [row.id] }, ticked);
      },
      all:
        can.length === 0
          ? null
          : {
              label: kind === undefined ? text.jobs.tickShown : text.jobs.tickKind(text.jobs.kindNames[kind]),
              ticked: on === 0 ? false : on === can.length ? true : 'mixed',
              onTick(ticked) {
                mark('all', ticked);
                void send(kind === undefined ? { ids: can.map(({ id }) => id) } : { kind }, ticked);
              },
            },
    },
  };
}
