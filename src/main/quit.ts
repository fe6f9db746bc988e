import { app } from 'electron';
import { describeFault, type Log } from '../server/log.ts';

/** One thing to end; the next one waits for it. */
export interface Ending {
  readonly name: string;
  readonly end: () => Promise<void> | void;
}

/**
 * Ends the app in order, however it was asked to: by its menu, by the system, by a signal.
 * @returns asks it to end
 */
export function createQuit(endings: readonly Ending[], log: Log): () => void {
  let ending: Promise<void> | undefined;
  const endAll = async (): Promise<void> => {
    for (const { name, end } of endings) {
      try {
        await end();
      } catch (thrown) {
        // The others still have to end: the data file most of all.
        log.error('not ended cleanly', { name, ...describeFault(thrown) });
      }
    }
    app.exit(0);
  };
  const quit = (): void => void (ending ??= endAll());
  app.on('before-quit', (event) => {
    event.preventDefault();
    quit();
  });
  return quit;
}
