import { useCallback, useRef, useState } from 'react';
import type { Envelope, ProblemView } from '../../main/ipc/problem.ts';
import { useLatest } from './use-latest.ts';
import { useReading } from './use-load.ts';

/** A page of rows; `next` is what the page behind it is asked with, null at the end. */
export interface Page<R> {
  readonly rows: readonly R[];
  readonly next: number | null;
  /** null: not known. */
  readonly total: number | null;
}

export interface Pages<R> {
  /** undefined until the first page came. */
  readonly rows: readonly R[] | undefined;
  readonly total: number | null;
  readonly ended: boolean;
  readonly loading: boolean;
  readonly problem: ProblemView | null;
  readonly more: () => void;
  readonly reload: () => void;
  /** Puts changed rows in place. */
  readonly patch: (change: (row: R) => R) => void;
}

interface State<R> extends Omit<Pages<R>, 'more' | 'reload' | 'patch'> {
  readonly question: string;
  readonly next: number | null;
}

const nothing = { rows: undefined, total: null, ended: false, loading: true, problem: null, next: null };

/**
 * Rows page by page, as far as they are looked at. What was loaded stays when a later page fails.
 * @param question begins anew when it changes.
 */
export function usePages<R>(
  question: string,
  read: (after: number | undefined) => Promise<Envelope<Page<R>>>,
): Pages<R> {
  const [state, setState] = useState<State<R>>({ question, ...nothing });
  const turn = useRef(0);
  const busy = useRef(false);
  const reading = useLatest(read);
  const { question: _, next, ...shown } = state.question === question ? state : { question, ...nothing };

  const load = useCallback(
    async (after: number | undefined) => {
      const mine = ++turn.current;
      busy.current = true;
      setState((before) =>
        before.question === question ? { ...before, loading: true } : { question, ...nothing },
      );
      const answer = await reading.current(after);
      if (mine !== turn.current) return;
      busy.current = false;
      setState((before) =>
        answer.ok
          ? withPage({ ...before, question }, answer.value, after !== undefined)
          : { ...before, question, loading: false, problem: answer.error },
      );
    },
    [question, reading],
  );

  const reload = useCallback(() => void load(undefined), [load]);
  const failed = state.problem !== null;
  const more = useCallback(() => {
    if (!busy.current && next !== null && !failed) void load(next);
  }, [load, next, failed]);
  const patch = useCallback((change: (row: R) => R) => {
    setState((before) => (before.rows ? { ...before, rows: before.rows.map((row) => change(row)) } : before));
  }, []);

  useReading(reload);
  return { ...shown, more, reload, patch };
}

function withPage<R>(before: State<R>, { rows, next, total }: Page<R>, isMore: boolean): State<R> {
  const kept = isMore ? (before.rows ?? []) : [];
  return {
    question: before.question,
    rows: [...kept, ...rows],
    next,
    total,
    ended: next === null,
    loading: false,
    problem: null,
  };
}
