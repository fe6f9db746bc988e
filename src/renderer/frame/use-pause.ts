import { useCall, useLive } from '../api/host.ts';
import { useBy } from '../api/use-by.ts';
import { useTell } from '../parts/tell.tsx';
import { text } from '../text.ts';

/** After this long Okta has pushed its retries far out. Milliseconds. */
const longPause = 60 * 60_000;

/** Lets changes wait. Without minutes: until somebody resumes. */
export function usePause(): (minutes?: number) => void {
  const call = useCall();
  const tell = useTell();
  const by = useBy();
  async function pause(minutes: number | undefined): Promise<void> {
    const answer = await call('pause.begin', { minutes, by });
    if (!answer.ok) tell.problem(answer.error);
  }
  return (minutes) => void pause(minutes);
}

/** Lets changes in again, and says what Okta does then. */
export function useResume(): () => void {
  const call = useCall();
  const tell = useTell();
  const since = useLive(({ status }) => status?.paused?.since);
  async function resume(): Promise<void> {
    const answer = await call('pause.end');
    if (!answer.ok) return tell.problem(answer.error);
    const long = since !== undefined && Date.now() - Date.parse(since) > longPause;
    tell.done(text.frame.resumedTitle, ...(long ? [text.frame.resumed] : []));
  }
  return () => void resume();
}
