import { clipboard } from 'electron';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createShellService } from '../../../src/main/bridge/shell-calls.ts';

function service() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const restart = vi.fn();
  let on: boolean | null = false;
  const autostart = { get: () => on, set: (next: boolean) => void (on = next) };
  const shell = createShellService({
    dataDir: '/data',
    documents: '/documents',
    autostart,
    attachedTo: () => 77,
    restart,
  });
  return { shell, restart };
}

test('a secret leaves the clipboard after a minute', async () => {
  const { shell } = service();
  await shell.call('clipboard.copy', { text: 'a token', secret: true });
  await vi.advanceTimersByTimeAsync(59_000);
  expect(await clipboard.readText()).toBe('a token');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await clipboard.readText()).toBe('');
});

test('what was copied since stays, and so does what is no secret', async () => {
  const { shell } = service();
  await shell.call('clipboard.copy', { text: 'a token', secret: true });
  await shell.call('clipboard.copy', { text: 'an address', secret: false });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(await clipboard.readText()).toBe('an address');
});

test('a refused value names the call and never the value', async () => {
  const { shell } = service();
  const answer = await shell.call('clipboard.copy', { text: 'a token', secret: 'yes' });
  expect(answer).toMatchObject({ ok: false, error: { code: 'APP-INPUT' } });
  expect(JSON.stringify(answer)).not.toContain('a token');
});

test('switches the start at sign-in, tells who serves, and starts anew', async () => {
  const { shell, restart } = service();
  expect(await shell.call('autostart.set', { on: true })).toMatchObject({
    ok: true,
    value: { attachedTo: 77, startsAtSignIn: true },
  });
  await shell.call('app.restart', undefined);
  expect(restart).toHaveBeenCalledOnce();
});

test('has no call that it does not list, names of its own parts included', async () => {
  const { shell } = service();
  for (const name of ['toString', '__proto__', 'folder.delete']) {
    expect(await shell.call(name, {})).toMatchObject({ ok: false });
  }
});
