import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallName } from '../../main/ipc/contract.ts';
import type { ProblemView } from '../../main/ipc/problem.ts';
import { useHost } from './host.ts';
import type { Answer, Asked } from './calls.ts';

/** What a screen reads: the last answer stays while it is read again. */
export interface Loaded<T> {
  readonly value: T | undefined;
  /** Why the last reading failed. */
  readonly problem: ProblemView | null;
  readonly loading: boolean;
  readonly reload: () => void;
  /** Puts an answer in that another call gave. */
  readonly put: (value: T) => void;
}

interface State<T> extends Pick<Loaded<T>, 'value' | 'problem' | 'loading'> {
  readonly question: string;
}

/** F5 asks every reading on screen to read again. */
export const refreshEvent = 'scim-tray-refresh';

/** Reads by a call, again when the argument changes, on F5 and on `reload`. A late answer to an old question is dropped. */
export function useLoad<N extends CallName>(
  name: N,
  ...[argument]: Asked<N> extends undefined ? [] : [Asked<N>]
): Loaded<Answer<N>> {
  const { link } = useHost();
  const question = JSON.stringify([name, argument]);
  const turn = useRef(0);
  const nothing: State<Answer<N>> = { question, value: undefined, problem: null, loading: true };
  const [state, setState] = useState(nothing);
  const shown = state.question === question ? state : nothing;

  const reload = useCallback(() => {
    const mine = ++turn.current;
    const [asked, of] = JSON.parse(question) as [N, unknown]; // made of them above
    setState((before) =>
      before.question === question
        ? { ...before, loading: true }
        : { question, value: undefined, problem: null, loading: true },
    );
    async function read(): Promise<void> {
      const answer = await link.call(asked, of);
      if (mine !== turn.current) return;
      setState(({ value }) => ({
        question,
        value: answer.ok ? answer.value : value,
        problem: answer.ok ? null : answer.error,
        loading: false,
      }));
    }
    void read();
  }, [link, question]);

  const put = useCallback(
    (value: Answer<N>) => {
      turn.current += 1;
      setState({ question, value, problem: null, loading: false });
    },
    [question],
  );

  useReading(reload);
  const { value, problem, loading } = shown;
  return { value, problem, loading, reload, put };
}

/** Reads when the part appears, when the question is another one, and on F5. */
export function useReading(reload: () => void): void {
  useEffect(() => {
    reload();
    window.addEventListener(refreshEvent, reload);
    return () => window.removeEventListener(refreshEvent, reload);
  }, [reload]);
}
