import type { Calls } from '../../main/ipc/contract.ts';
import type { Connection } from '../connection.ts';
import type { Activity } from '../domain/activity.ts';

/** The connection to Secret Server. @param onConnected it was saved */
export function secretServerCalls(
  connection: Pick<Connection, 'connect'>,
  { note }: Pick<Activity, 'note'>,
  onConnected: () => void,
): Pick<Calls, 'secretServer.connect'> {
  return {
    'secretServer.connect': async (request) => {
      const result = await connection.connect(request);
      if (!result.connected) return result;
      const sentence = 'The connection to Secret Server was tested and saved.';
      note({ source: 'You', action: 'Settings', result: 'Done', sentence });
      onConnected();
      return result;
    },
  };
}
