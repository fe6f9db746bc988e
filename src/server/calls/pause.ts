import type { Calls } from '../../main/ipc/contract.ts';
import type { Log } from '../log.ts';
import type { Pause } from '../pause.ts';

/** Pause and resume. */
export function pauseCalls(pause: Pause, log: Log): Pick<Calls, 'pause.begin' | 'pause.end'> {
  return {
    'pause.begin': async ({ minutes = null, by }) => {
      pause.begin(minutes, by);
      log.info('paused', { minutes, by });
      return pause.view() ?? { since: new Date().toISOString(), until: null, by };
    },
    'pause.end': async () => {
      pause.end();
      log.info('resumed');
      return { resumed: true };
    },
  };
}
