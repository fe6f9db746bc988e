import type { AppSettings } from './app-settings.ts';
import { asProblem } from './errors.ts';
import type { Log } from './log.ts';

/** A log that says everything fills the disk: it does so for an hour at most. Milliseconds. */
const longestMs = 60 * 60_000;

/** Lets the log follow the setting, and takes that back after an hour. @returns ends it. */
export function holdLogLevel(settings: AppSettings, log: Log): () => void {
  let timer: NodeJS.Timeout | undefined;

  function apply(): void {
    clearTimeout(timer);
    const { logLevel } = settings.get().data;
    log.setLevel(logLevel);
    if (logLevel === 'debug') timer = setTimeout(takeBack, longestMs).unref();
  }

  function takeBack(): void {
    log.setLevel('info');
    try {
      settings.set({ data: { logLevel: 'info' } });
    } catch (thrown) {
      log.warn('the log level was not written down', { ...asProblem(thrown).view() });
    }
  }

  apply();
  const unlisten = settings.onChange((now, before) => {
    if (now.data.logLevel !== before.data.logLevel) apply();
  });
  return () => {
    clearTimeout(timer);
    unlisten();
  };
}
