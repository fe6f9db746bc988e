import type { Calls } from '../../main/ipc/contract.ts';
import type { Activity } from '../domain/activity.ts';
import type { Log } from '../log.ts';
import type { Pause } from '../pause.ts';
import { counted } from '../numbers.ts';

/** Pause and resume. */
export function pauseCalls(
  pause: Pause,
  log: Log,
  { note }: Pick<Activity, 'note'>,
): Pick<Calls, 'pause.begin' | 'pause.end'> {
  const by = { source: 'You', result: 'Done' } as const;
  return {
    'pause.begin': async ({ minutes = null, by: who }) => {
      pause.begin(minutes, who);
      log.info('paused', { minutes, by: who });
      const long = minutes === null ? 'until somebody resumes' : `for ${counted(minutes, 'minute')}`;
      note({ ...by, action: 'Pause', sentence: `${who} paused changes ${long}.` });
      return pause.view() ?? { since: new Date().toISOString(), until: null, by: who };
    },
    'pause.end': async () => {
      pause.end();
      log.info('resumed');
      note({ ...by, action: 'Resume', sentence: 'Changes were resumed.' });
      return { resumed: true };
    },
  };
}
