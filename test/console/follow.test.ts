import { expect, test } from 'vitest';
import { followEvents } from '../../src/server/console/follow.ts';
import { dataFolder } from '../data-folder.ts';
import { startConsole } from './browser.ts';
import { runningStatus } from './fake-calls.ts';

/** Follows a console; `told` grows with what it hears. */
function follow(dataDir: string) {
  const told: [string, unknown][] = [];
  const controller = new AbortController();
  const ended = followEvents(dataDir, (name, value) => void told.push([name, value]), controller.signal);
  return { told, ended, stop: () => controller.abort() };
}

test('hears what is so, then every change, texts with line breaks whole', async () => {
  const served = await startConsole();
  const { told, ended, stop } = follow(served.dataDir);
  await expect
    .poll(() => told)
    .toEqual([
      ['status', runningStatus],
      ['job', null],
    ]);
  const changed = { ...runningStatus, sentence: 'two\n\nlines, data: äöü' };
  served.events.emit('status', changed);
  served.events.emit('activity', { newest: 7 });
  await expect
    .poll(() => told.slice(2))
    .toEqual([
      ['status', changed],
      ['activity', { newest: 7 }],
    ]);
  stop();
  await expect(ended).rejects.toThrow();
});

test('ends when the host does', async () => {
  const served = await startConsole();
  const { told, ended } = follow(served.dataDir);
  await expect.poll(() => told.length).toBe(2);
  await served.close(0);
  await ended;
});

test('rejects where no host is', async () => {
  await expect(follow(await dataFolder()).ended).rejects.toThrow('no host left its address');
});
