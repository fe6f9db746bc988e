import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { stopSignals } from '../../src/server/cli/stop-signals.ts';

function listen() {
  const endAtOnce = vi.fn<() => void>();
  const signals = stopSignals(endAtOnce);
  onTestFinished(() => signals.release());
  return { endAtOnce, signals };
}

test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s asks to stop', async (signal) => {
  const { signals, endAtOnce } = listen();
  process.kill(process.pid, signal);
  await signals.asked;
  expect(endAtOnce).not.toHaveBeenCalled();
});

test('one press that arrives from several sides is one; a second press ends at once', async () => {
  const { signals, endAtOnce } = listen();
  process.kill(process.pid, 'SIGINT');
  await signals.asked;
  process.kill(process.pid, 'SIGINT');
  process.kill(process.pid, 'SIGTERM');
  await delay(100);
  expect(endAtOnce).not.toHaveBeenCalled();
  await delay(500);
  process.kill(process.pid, 'SIGINT');
  await vi.waitFor(() => expect(endAtOnce).toHaveBeenCalledOnce());
});

test('released, it leaves no listener behind', () => {
  const before = process.listenerCount('SIGTERM');
  stopSignals().release();
  expect(process.listenerCount('SIGTERM')).toBe(before);
});
