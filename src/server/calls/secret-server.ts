import type { Calls } from '../../main/ipc/contract.ts';
import type { Connection } from '../connection.ts';
import type { Activity } from '../domain/activity.ts';

/** The connection to Secret Server. @param onConnected it works */
export function secretServerCalls(
  connection: Pick<Connection, 'connect' | 'saved' | 'test' | 'reach' | 'certificate'>,
  { note }: Pick<Activity, 'note'>,
  onConnected: () => void,
): Pick<Calls, Extract<keyof Calls, `secretServer.${string}`>> {
  return {
    'secretServer.certificate': ({ url }) => connection.certificate(url),
    'secretServer.get': async () => connection.saved(),
    'secretServer.reach': (request) => connection.reach(request),
    'secretServer.test': async () => {
      const result = await connection.test();
      if (result.connected) onConnected();
      return result;
    },
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
