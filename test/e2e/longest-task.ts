import type { Page } from 'playwright-core';

/** One event of Chromium's tracing; `tdur` is processor time of its thread, microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
}

/**
 * The longest that the page was busy at one go while the work was done: processor time, milliseconds, so that a
 * machine with much else to do does not count.
 */
export async function longestTask(page: Page, work: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[]))); // its own format
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const tasks = events.filter(({ name, tdur = 0 }) => name === 'RunTask' && tdur > 0);
  if (tasks.length < 100)
    throw new Error(`only ${String(tasks.length)} tasks were seen: the trace is of no use`);
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
}
